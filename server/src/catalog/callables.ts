import type { CallableRef } from "./schema.ts";

/** References to callables of one package, each written `Func` or `Type.Method`. */
export function callables(pkg: string, names: readonly string[]): CallableRef[] {
  return names.map((name) => ({ pkg, ...splitCallable(name) }));
}

/** `Type.Method` or `Func` in its parts. */
export function splitCallable(callable: string): { readonly recv?: string; readonly name: string } {
  const dot = callable.indexOf(".");
  return dot < 0 ? { name: callable } : { recv: callable.slice(0, dot), name: callable.slice(dot + 1) };
}

/** One string for a callable, unique among all. */
export function callableKey(pkg: string, recv: string | undefined, name: string): string {
  return recv === undefined ? `${pkg}#${name}` : `${pkg}#${recv}.${name}`;
}
