import { declarationHash } from "../project/declaration-hash.ts";
import type { GoFile } from "../project/go-package.ts";

const known = new WeakMap<GoFile, string>();

/** Equal for two texts of a file of which other functions see the same: declarations, and comments that speak to rules. */
export function visibleHash(file: GoFile): string {
  const ready = known.get(file);
  if (ready !== undefined) return ready;
  const directives = file.ast.comments.filter((comment) => /^\/\/(gostable:boundary|\s*\+)/.test(comment.text));
  const hash = `${declarationHash(file)} ${directives.map((comment) => comment.text).join("\n")}`;
  known.set(file, hash);
  return hash;
}
