import type { File, Node } from "../syntax/ast.ts";
import {
  directivesOf,
  type Directive,
  type DirectiveId,
  type IgnoreDirective,
  type NolintDirective,
} from "../syntax/directives.ts";
import { childrenOf } from "../syntax/visit.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { UnusedIgnore } from "./ignore-review.ts";
import type { Rule } from "./rule.ts";

/** The ignore comments of one file, and which of them were of use so far. */
export interface Suppressions {
  readonly directives: readonly Directive[];
  /** Whether a comment keeps this finding back; remembers the comments that do. */
  suppresses(rule: Rule, at: Span): boolean;
  /** The ids that kept nothing back, among those of the rules given. */
  unused(ran: ReadonlySet<string>): readonly UnusedIgnore[];
}

/** What the search for ignore comments reads of a file. */
export interface SuppressionSource {
  readonly ast: File;
  readonly lines: LineIndex;
}

/** Lines from..to (counted from 0, both included). */
interface LineRange {
  readonly from: number;
  readonly to: number;
}

export function suppressionsOf(file: SuppressionSource): Suppressions {
  const directives = directivesOf(file.ast.comments);
  const used = new Set<DirectiveId>();
  const ignores = directives.filter((directive) => directive.kind === "ignore");
  const nolints = directives.filter((directive) => directive.kind === "nolint");
  const ignoredLines = new Map(ignores.map((directive) => [directive, lineOf(directive, file.lines)]));
  const nolintRanges = new Map<NolintDirective, LineRange>();

  const byIgnore = (rule: Rule, at: LineRange): boolean => {
    let found = false;
    for (const directive of ignores) {
      const id = directive.ids.find((candidate) => candidate.id === rule.id);
      if (id === undefined || !reaches(directive, ignoredLines.get(directive), at)) continue;
      used.add(id);
      found = true;
    }
    return found;
  };
  const byNolint = (rule: Rule, at: LineRange): boolean =>
    nolints.some((directive) => {
      if (!names(directive, rule)) return false;
      const range = nolintRanges.get(directive) ?? nolintRange(directive, file);
      nolintRanges.set(directive, range);
      return range.from <= at.from && at.from <= range.to;
    });

  return {
    directives,
    suppresses(rule, at) {
      if (directives.length === 0) return false;
      const range = { from: file.lines.lineAt(at.start), to: file.lines.lineAt(at.end) };
      return byIgnore(rule, range) || byNolint(rule, range);
    },
    unused: (ran) =>
      ignores.flatMap((directive) =>
        directive.ids.filter((id) => ran.has(id.id) && !used.has(id)).map((id) => ({ directive, id })),
      ),
  };
}

/** Where a line directive looks: the line it ends, or the first line below the comments it stands among. */
interface Target {
  readonly line: number;
  readonly trailing: boolean;
}

function lineOf(directive: IgnoreDirective, lines: LineIndex): Target {
  const own = lines.lineAt(directive.comment.start);
  if (!standsAlone(directive.comment, lines)) return { line: own, trailing: true };
  let line = own + 1;
  while (line < lines.lineCount && lines.lineText(line).trimStart().startsWith("//")) line++;
  return { line, trailing: false };
}

function reaches(directive: IgnoreDirective, target: Target | undefined, at: LineRange): boolean {
  if (directive.scope === "file") return true;
  if (target === undefined) return false;
  return target.trailing ? at.from <= target.line && target.line <= at.to : at.from === target.line;
}

function standsAlone(comment: Span, lines: LineIndex): boolean {
  const line = lines.lineAt(comment.start);
  return (
    lines
      .lineText(line)
      .slice(0, comment.start - lines.lineStart(line))
      .trim() === ""
  );
}

/** `//nolint:govet` speaks of all checks of govet, `govet:lostcancel` among them. */
function names(directive: NolintDirective, rule: Rule): boolean {
  if (directive.ids.length === 0) return true;
  return directive.ids.some(
    ({ id }) =>
      id === "gostable" ||
      id === rule.id ||
      (rule.covers ?? []).some((cover) => cover === id || cover.startsWith(`${id}:`)),
  );
}

/** As golangci-lint reads it: the comment's line, and all of a declaration or statement that begins there or right below. */
function nolintRange(directive: NolintDirective, { ast, lines }: SuppressionSource): LineRange {
  const own = lines.lineAt(directive.comment.start);
  const alone = standsAlone(directive.comment, lines);
  const from = alone ? own + 1 : own;
  if (ast.packageName !== undefined && lines.lineAt(ast.packageName.start) === from)
    return { from: 0, to: lines.lineCount };
  const column = alone ? directive.comment.start - lines.lineStart(own) : undefined;
  return { from: own, to: Math.max(own, lastLine(ast, lines, from, column)) };
}

/** The last line of the nodes that begin on a line (at a column, where given). */
function lastLine(root: Node, lines: LineIndex, line: number, column: number | undefined): number {
  let last = -1;
  const visit = (node: Node): void => {
    const from = lines.lineAt(node.start);
    const to = lines.lineAt(Math.max(node.start, node.end - 1));
    if (from > line || to < line) return;
    if (from === line && (column === undefined || node.start - lines.lineStart(line) === column))
      last = Math.max(last, to);
    else for (const child of childrenOf(node)) visit(child);
  };
  for (const child of childrenOf(root)) visit(child);
  return last;
}
