import type { AcquireFact, CallableRef, ContextVariantFact, NotAcquireFact, OwnershipFact } from "./schema.ts";

/** The API facts, indexed. `pkg` may be a versioned import path: `…/v5` finds facts written for `…/v4` only where the library's API is the same. */
export interface Catalog {
  acquire(ref: CallableRef): readonly AcquireFact[];
  /** Facts by method name alone, for calls whose types are not known. */
  acquireByName(name: string): readonly AcquireFact[];
  isNotAcquire(ref: CallableRef): NotAcquireFact | undefined;
  takesOwnership(ref: CallableRef): readonly OwnershipFact[];
  contextVariant(ref: CallableRef): ContextVariantFact | undefined;
  neverReturns(ref: CallableRef): boolean;
}
