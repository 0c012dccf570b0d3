import type { AcquireFact, CallableRef, ContextVariantFact, NotAcquireFact, OwnershipFact } from "./schema.ts";

/**
 * The API facts, indexed. `pkg` may be the path of another major or of a moved repository: it finds the facts where the
 * library's API is the same (`import-paths.ts`).
 */
export interface Catalog {
  acquire(ref: CallableRef): readonly AcquireFact[];
  /** Facts by method name alone, for calls whose types are not known. */
  acquireByName(name: string): readonly AcquireFact[];
  isNotAcquire(ref: CallableRef): NotAcquireFact | undefined;
  takesOwnership(ref: CallableRef): readonly OwnershipFact[];
  /** For a family of pairs (`family`), the fact of this very name; the caller must know that the variant exists. */
  contextVariant(ref: CallableRef): ContextVariantFact | undefined;
  neverReturns(ref: CallableRef): boolean;
  /** True for the beginning of a zerolog chain that ends the process when it is sent (`log.Fatal()`). */
  startsFatalChain(ref: CallableRef): boolean;
  /** Names of all acquiring callables; for triggers. */
  readonly acquireNames: ReadonlySet<string>;
  /** The members of resources that their release begins with: `Close`, `Body` of `Body.Close`. */
  readonly releaseNames: ReadonlySet<string>;
  /** True for packages whose own functions release what they give. */
  isReleasedByFunctions(pkg: string): boolean;
}
