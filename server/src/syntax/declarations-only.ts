import { outlineOf } from "./outline.ts";

/** A text without what stands in the bodies of its functions: it declares the same. As it is where that cannot be told apart. */
export function declarationsOnly(text: string): string {
  const kept: string[] = [];
  let from = 0;
  for (const decl of outlineOf(text)?.decls ?? []) {
    if (decl.kind !== "func" || decl.body < 0) continue;
    kept.push(text.slice(from, decl.body + 1));
    from = decl.end - 1;
  }
  return kept.join("") + text.slice(from);
}
