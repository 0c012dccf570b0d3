import type { Finding } from "../analyze/finding.ts";
import { differenceOf, type TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";

/** What was shown for a text. */
export interface Shown {
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** A look at a text, and the parts of it that do not parse. */
export interface Look extends Shown {
  readonly unread?: readonly Span[];
}

/**
 * The findings to show while somebody types. Nothing can be said of a function that does not parse right now; what was shown in it
 * before stays, where its own text is the same, until it parses again. It would only go and come back.
 */
export function heldFindings(now: Look, before: Shown | undefined): readonly Finding[] {
  const { unread = [] } = now;
  if (before === undefined || unread.length === 0) return now.findings;
  const edit = differenceOf(before.text, now.text);
  const held = before.findings
    .flatMap((finding) => moved(finding, edit) ?? [])
    .filter((finding) => isUnread(finding, unread))
    .filter(
      (old) => !now.findings.some(({ rule, fingerprint }) => rule === old.rule && fingerprint === old.fingerprint),
    );
  return [...now.findings, ...held].sort((a, b) => a.span.start - b.span.start || a.span.end - b.span.end);
}

/** Which ignores are of no use is told only where the whole text parses. */
function isUnread({ rule, span }: Finding, unread: readonly Span[]): boolean {
  return rule === "ignore-unused" || unread.some((part) => part.start <= span.start && span.end <= part.end);
}

/** A finding where its text stands now. Its fixes were made for another text. */
function moved(finding: Finding, edit: TextEdit | undefined): Finding | undefined {
  const span = movedSpan(finding.span, edit);
  if (span === undefined) return undefined;
  const related = finding.related.flatMap((place) => {
    const at = place.uri === finding.uri ? movedSpan(place.span, edit) : place.span;
    return at === undefined ? [] : [{ ...place, span: at }];
  });
  return { ...finding, span, related, fixes: [] };
}

/** Undefined for a span that the edit changed. */
function movedSpan({ start, end }: Span, edit: TextEdit | undefined): Span | undefined {
  if (edit === undefined || end <= edit.span.start) return { start, end };
  if (start < edit.span.end) return undefined;
  const shift = edit.newText.length - (edit.span.end - edit.span.start);
  return { start: start + shift, end: end + shift };
}
