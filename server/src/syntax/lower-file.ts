import type { Span } from "../text/span.ts";
import type { Comment, Decl, File, Ident, ImportSpec } from "./ast.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import type { Grammar } from "./grammar.ts";
import { lowerDecl } from "./lower-decl.ts";
import { childNodes, ident, isComment, spanAt, typeName, type Source } from "./lowering.ts";

/** Lowers a whole file. Function bodies are lowered when they are first read. */
export function lowerFile(text: string, tree: FlatTree, grammar: Grammar): File {
  const source: Source = { text, tree, grammar, depth: 0 };
  const comments = collectComments(source);
  const decls: Decl[] = [];
  let packageName: Ident | undefined;
  for (const node of childNodes(source, 0)) {
    if (typeName(source, node) === "package_clause") {
      const name = childNodes(source, node)[0];
      packageName ??= name === undefined ? undefined : ident(source, name);
    } else {
      decls.push(lowerDecl(source, node, docOf(source, comments, tree.start(node))));
    }
  }
  const errors = tree.count > 0 && tree.has(0, NodeFlag.HasError) ? errorSpans(source) : [];
  return { kind: "File", start: 0, end: text.length, packageName, imports: importsOf(decls), decls, comments, errors };
}

function importsOf(decls: readonly Decl[]): ImportSpec[] {
  return decls.flatMap((decl) =>
    decl.kind === "GenDecl" && decl.tok === "import" ? decl.specs.filter((spec) => spec.kind === "ImportSpec") : [],
  );
}

function collectComments(source: Source): Comment[] {
  const { tree, text } = source;
  const found: Comment[] = [];
  for (let node = 0; node < tree.count; node++) {
    if (!isComment(source, node)) continue;
    const span = spanAt(source, node);
    found.push({ kind: "Comment", ...span, text: text.slice(span.start, span.end) });
  }
  return found;
}

/** The unbroken run of comments whose last one ends on the line above `start`. */
function docOf(source: Source, comments: readonly Comment[], start: number): Comment[] {
  const doc: Comment[] = [];
  let next = start;
  for (let i = lastBefore(comments, start); i >= 0; i--) {
    const comment = comments[i];
    if (comment === undefined || !/^\r?\n?[ \t]*$/.test(source.text.slice(comment.end, next))) break;
    doc.unshift(comment);
    next = comment.start;
  }
  return doc;
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

/** The smallest nodes that did not parse, or that error recovery made up. */
function errorSpans(source: Source): Span[] {
  const { tree } = source;
  const found: Span[] = [];
  let node = 0;
  while (node < tree.count) {
    const wrong = typeName(source, node) === "ERROR" || tree.has(node, NodeFlag.Missing);
    if (wrong) found.push(spanAt(source, node));
    node = wrong || !tree.has(node, NodeFlag.HasError) ? tree.after(node) : node + 1;
  }
  return found;
}
