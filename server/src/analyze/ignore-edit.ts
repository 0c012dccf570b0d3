import type { DirectiveId, IgnoreDirective } from "../syntax/directives.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { ProposedFix } from "./rule.ts";
import type { FileUnit } from "./unit.ts";

type Source = Pick<FileUnit, "text" | "lines">;

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
