import { splitCallable } from "../callables.ts";
import type { ContextVariantFact } from "../schema.ts";

type Shared = Omit<ContextVariantFact, "name" | "recv" | "variant">;

/** Variants named like the call with a suffix; each callable is written `Func` or `Type.Method`. */
export function suffixed(fact: Shared, suffix: string, callables: readonly string[]): ContextVariantFact[] {
  return callables.map((callable) => {
    const ref = splitCallable(callable);
    return { ...fact, ...ref, variant: ref.name + suffix };
  });
}

/** Calls whose context is handed on by a method to the left. */
export function chained(
  fact: Shared & { readonly chainMethod: string },
  callables: readonly string[],
): ContextVariantFact[] {
  return callables.map((callable) => {
    const ref = splitCallable(callable);
    return { ...fact, ...ref, variant: `${fact.chainMethod}(ctx).${ref.name}` };
  });
}

/** Calls that take a context as their first argument already. */
export function takesContext(pkg: string, callables: readonly string[]): ContextVariantFact[] {
  return callables.map((callable) => {
    const ref = splitCallable(callable);
    return { pkg, ...ref, kind: "takes-ctx", variant: ref.name };
  });
}
