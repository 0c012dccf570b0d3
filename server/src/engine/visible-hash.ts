import { declarationHash } from "../project/declaration-hash.ts";
import type { GoFile } from "../project/go-package.ts";

const known = new WeakMap<GoFile, string>();

/** Equal for two texts of a file of which other functions see the same: declarations, and comments that speak to rules. */
export function visibleHash(file: GoFile): string {
  const ready = known.get(file);
  if (ready !== undefined) return ready;
  const hash = `${declarationHash(file)} ${directivesOf(file)}`;
  known.set(file, hash);
  return hash;
}

/** The comments of a file that speak to rules about more than the line they stand at, joined. */
export function directivesOf({ ast }: GoFile): string {
  const directives = ast.comments.filter((comment) => /^\/\/(gostable:boundary|\s*\+)/.test(comment.text));
  return directives.map((comment) => comment.text).join("\n");
}
