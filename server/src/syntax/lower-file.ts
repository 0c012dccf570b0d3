import type { Span } from "../text/span.ts";
import type { Comment, Decl, File, Ident, ImportSpec } from "./ast.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import type { Grammar } from "./grammar.ts";
import { lowerDecl } from "./lower-decl.ts";
import { childNodes, ident, typeName, type Source } from "./lowering.ts";

/**
 * Lowers a file. Function bodies are lowered when they are first read.
 * `comments` are those of the whole text; `leftOut` gives the bodies that are not in the tree.
 */
export function lowerFile(
  text: string,
  tree: FlatTree,
  grammar: Grammar,
  comments: readonly Comment[],
  leftOut?: Source["leftOut"],
): File {
  const source: Source = { text, tree, grammar, depth: 0, leftOut };
  const decls: Decl[] = [];
  let packageName: Ident | undefined;
  for (const node of childNodes(source, 0)) {
    if (typeName(source, node) === "package_clause") {
      const name = childNodes(source, node)[0];
      packageName ??= name === undefined ? undefined : ident(source, name);
    } else {
      decls.push(lowerDecl(source, node, docOf(text, comments, tree.start(node))));
    }
  }
  const errors = [...errorSpans(tree, grammar), ...cutShort(decls)].sort((a, b) => a.start - b.start || a.end - b.end);
  return {
    kind: "File",
    start: 0,
    end: text.length,
    packageName,
    imports: importsOf(decls),
    decls,
    comments,
    errors,
    declarations: {},
  };
}

/** Functions behind which code follows that is no declaration: error recovery may have ended them too early. */
function cutShort(decls: readonly Decl[]): Span[] {
  return decls.flatMap((decl, i) =>
    decl.kind === "FuncDecl" && decls[i + 1]?.kind === "BadDecl" ? [{ start: decl.start, end: decl.end }] : [],
  );
}

export function importsOf(decls: readonly Decl[]): ImportSpec[] {
  return decls.flatMap((decl) =>
    decl.kind === "GenDecl" && decl.tok === "import" ? decl.specs.filter((spec) => spec.kind === "ImportSpec") : [],
  );
}

/** The unbroken run of comments, each on lines of its own, whose last one ends on the line above `start`. */
export function docOf(text: string, comments: readonly Comment[], start: number): Comment[] {
  const doc: Comment[] = [];
  let next = start;
  for (let i = lastBefore(comments, start); i >= 0; i--) {
    const comment = comments[i];
    if (comment === undefined || !/^\r?\n?[ \t]*$/.test(text.slice(comment.end, next))) break;
    if (!beginsLine(text, comment.start)) break;
    doc.unshift(comment);
    next = comment.start;
  }
  return doc;
}

/** True if nothing but blanks stands before an offset on its line. */
function beginsLine(text: string, offset: number): boolean {
  let i = offset - 1;
  while (i >= 0 && (text[i] === " " || text[i] === "\t")) i--;
  return i < 0 || text[i] === "\n" || text[i] === "\uFEFF";
}

function lastBefore(comments: readonly Comment[], offset: number): number {
  let low = 0;
  let high = comments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((comments[middle]?.end ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The smallest nodes that did not parse, or that error recovery made up. Below `root`, the whole tree by default. */
export function errorSpans(tree: FlatTree, grammar: Grammar, root = 0): Span[] {
  if (tree.count === 0 || !tree.has(root, NodeFlag.HasError)) return [];
  const found: Span[] = [];
  const after = tree.after(root);
  let node = root;
  while (node < after) {
    const wrong = grammar.typeNames[tree.symbol(node)] === undefined || tree.has(node, NodeFlag.Missing);
    if (wrong) found.push({ start: tree.start(node), end: tree.end(node) });
    node = wrong || !tree.has(node, NodeFlag.HasError) ? tree.after(node) : node + 1;
  }
  return found;
}
