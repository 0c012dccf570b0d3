import { splitCallable } from "../callables.ts";
import type { AcquireFact } from "../schema.ts";

/** The same fact of several callables of one package; each is written `Func` or `Type.Method`. */
export function acquires(fact: Omit<AcquireFact, "name" | "recv">, names: readonly string[]): AcquireFact[] {
  return names.map((name) => ({ ...fact, ...splitCallable(name) }));
}
