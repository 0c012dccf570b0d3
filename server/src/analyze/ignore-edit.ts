import { directivesOf, type DirectiveId, type IgnoreDirective } from "../syntax/directives.ts";
import { walk } from "../syntax/visit.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { ProposedFix } from "./rule.ts";
import type { FileUnit } from "./unit.ts";

type Source = Pick<FileUnit, "text" | "lines" | "ast">;

/** Takes one id out of an ignore comment; with the last one goes the comment, and its line where it stood alone. */
export function removeIgnoredId(file: Source, directive: IgnoreDirective, id: DirectiveId): TextEdit {
  const index = directive.ids.indexOf(id);
  const next = directive.ids[index + 1];
  const before = directive.ids[index - 1];
  if (next !== undefined) return { span: { start: id.span.start, end: next.span.start }, newText: "" };
  if (before !== undefined) return { span: { start: before.span.end, end: id.span.end }, newText: "" };
  return { span: commentSpan(file, directive.comment), newText: "" };
}

/** The comment with the blank before it, or its whole line where nothing else stands there. */
function commentSpan({ text, lines }: Source, comment: Span): Span {
  const line = lines.lineAt(comment.start);
  const start = lines.lineStart(line);
  const before = text.slice(start, comment.start);
  if (before.trim() !== "") return { start: start + before.trimEnd().length, end: lines.lineEnd(line) };
  return { start, end: line + 1 < lines.lineCount ? lines.lineStart(line + 1) : text.length };
}

/** The words of a reason that were read as ids, because `--` is missing: unknown names behind a blank without a comma. */
export function idsInReason(
  { text }: Source,
  directive: IgnoreDirective,
  known: ReadonlySet<string>,
): readonly DirectiveId[] {
  const first = directive.ids.findIndex((id, index) => {
    const before = directive.ids[index - 1];
    return before !== undefined && !known.has(id.id) && !text.slice(before.span.end, id.span.start).includes(",");
  });
  return first < 0 ? [] : directive.ids.slice(first);
}

export function separateReason(first: DirectiveId): ProposedFix {
  const at = first.span.start;
  return { title: "Put -- before the reason", safe: false, edits: [{ span: { start: at, end: at }, newText: "-- " }] };
}

/** An edit, and where the cursor belongs afterwards: in the reason. */
export interface IgnoreEdit {
  readonly edit: TextEdit;
  /** Offset and length, in the text after the edit, of the reason's place holder. */
  readonly reason: Span;
}

const PLACE_HOLDER = "reason";

/** Ignores a rule where a finding stands: merged into a comment that is there already, else on a line of its own above. */
export function ignoreLine(file: Source, at: Span, rule: string): IgnoreEdit {
  const { lines, text } = file;
  const line = lines.lineAt(at.start);
  const existing = directivesOf(file.ast.comments).find(
    (directive): directive is IgnoreDirective =>
      directive.kind === "ignore" && directive.scope === "line" && isNear(file, directive, line),
  );
  if (existing !== undefined) return merged(existing, rule);
  const start = lines.lineStart(line);
  if (insideRawString(file, start)) return trailing(file, line, rule);
  const indent = /^\s*/.exec(text.slice(start, lines.lineEnd(line)))?.[0] ?? "";
  return inserted(start, `${indent}//gostable:ignore ${rule} -- `, newline(text));
}

/** Ignores a rule in the whole file: merged, else above everything but a build constraint or licence it must not part. */
export function ignoreFile(file: Source, rule: string): IgnoreEdit {
  const existing = directivesOf(file.ast.comments).find(
    (directive): directive is IgnoreDirective => directive.kind === "ignore" && directive.scope === "file",
  );
  if (existing !== undefined) return merged(existing, rule);
  const start = file.text.startsWith("\uFEFF") ? 1 : 0;
  return inserted(start, `//gostable:ignore-file ${rule} -- `, newline(file.text).repeat(2));
}

function inserted(start: number, head: string, tail: string): IgnoreEdit {
  const reason = { start: start + head.length, end: start + head.length + PLACE_HOLDER.length };
  return { edit: { span: { start, end: start }, newText: `${head}${PLACE_HOLDER}${tail}` }, reason };
}

function trailing({ lines }: Source, line: number, rule: string): IgnoreEdit {
  return inserted(lines.lineEnd(line), ` //gostable:ignore ${rule} -- `, "");
}

function merged(directive: IgnoreDirective, rule: string): IgnoreEdit {
  const at = directive.ids.at(-1)?.span.end ?? directive.comment.end;
  const newText = `,${rule}`;
  const end = directive.comment.start + directive.comment.text.trimEnd().length + newText.length;
  return { edit: { span: { start: at, end: at }, newText }, reason: { start: end, end } };
}

/** The directive ends the line, or stands among the comments right above it. */
function isNear({ lines }: Source, directive: IgnoreDirective, line: number): boolean {
  const own = lines.lineAt(directive.comment.start);
  if (own === line) return true;
  for (let above = line - 1; above >= own; above--) {
    if (!lines.lineText(above).trimStart().startsWith("//")) return false;
  }
  return own < line;
}

/** A comment above would become part of a string that began on an earlier line. */
function insideRawString({ ast }: Source, offset: number): boolean {
  let inside = false;
  walk(ast, (node) => {
    if (inside || node.start >= offset || node.end <= offset) return node === ast;
    if (node.kind === "BasicLit") inside = true;
    return true;
  });
  return inside;
}

function newline(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
