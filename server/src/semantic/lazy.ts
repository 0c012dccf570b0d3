/** Computes a value at its first use. While it is being computed (a cycle), `cyclic` stands in. */
export function lazy<T>(compute: () => T, cyclic: T): () => T {
  let state: { readonly value: T } | "waiting" | "running" = "waiting";
  return () => {
    if (state === "running") return cyclic;
    if (state !== "waiting") return state.value;
    state = "running";
    const value = compute();
    state = { value };
    return value;
  };
}

/** The value kept under `key`, made first where there is none. */
export function memoize<K, V>(cache: Map<K, V>, key: K, make: () => V): V {
  const known = cache.get(key);
  if (known !== undefined) return known;
  const made = make();
  cache.set(key, made);
  return made;
}
