import type { Finding } from "../../server/src/analyze/finding.ts";
import { LineIndex } from "../../server/src/text/line-index.ts";
import type { CaseFile, RuleCase } from "./rule-case.ts";
import { parseGo } from "./go.ts";

/** What was found in one file of a case. */
export interface FileFindings {
  readonly path: string;
  readonly text: string;
  readonly findings: readonly Finding[];
}

/** The rules a case speaks of: its own, and those its `want` comments name. */
function rulesOf({ rule, files }: RuleCase): Set<string> {
  return new Set([rule, ...files.flatMap(({ wants }) => wants.map((want) => want.rule))]);
}

/** One line for each expected finding and one for each that was found; equal lists mean the case holds. */
export function compareWithWants(
  ruleCase: RuleCase,
  found: readonly FileFindings[],
): { readonly expected: readonly string[]; readonly actual: readonly string[] } {
  const rules = rulesOf(ruleCase);
  const expected: string[] = [];
  const actual: string[] = [];
  for (const file of ruleCase.files) {
    const { findings = [] } = found.find(({ path }) => path === file.path) ?? {};
    const shown = compareFile(
      file,
      findings.filter((finding) => rules.has(finding.rule)),
    );
    expected.push(...shown.expected);
    actual.push(...shown.actual);
  }
  return { expected, actual };
}

/** A found line shows of severity and message what the want that fits it asks for, and everything where none fits. */
function compareFile(file: CaseFile, findings: readonly Finding[]): { expected: string[]; actual: string[] } {
  const lines = new LineIndex(file.text);
  const open = [...file.wants];
  const actual = findings.map((finding) => {
    const line = lines.lineAt(finding.span.start);
    const fits = open.findIndex((want) => want.line === line && want.rule === finding.rule);
    const want = fits < 0 ? undefined : open.splice(fits, 1)[0];
    const severity = want !== undefined && want.severity === undefined ? undefined : finding.severity;
    const holds = want?.message !== undefined && finding.message.includes(want.message);
    return entry(
      file.path,
      line,
      finding.rule,
      severity,
      holds ? want.message : want && !want.message ? undefined : finding.message,
    );
  });
  const expected = file.wants.map((want) => entry(file.path, want.line, want.rule, want.severity, want.message));
  return { expected: expected.sort(), actual: actual.sort() };
}

function entry(path: string, line: number, rule: string, severity?: string, message?: string): string {
  const parts = [`${path}:${line + 1}`, severity === undefined ? rule : `${rule}:${severity}`, message];
  return parts.filter((part) => part !== undefined).join(" ");
}

/** How many findings of its rule a case expects, and how many of its functions stay silent. */
export function countCases(ruleCase: RuleCase): { readonly reported: number; readonly silent: number } {
  let reported = 0;
  let silent = 0;
  for (const { path, text, wants } of ruleCase.files) {
    const own = wants.filter((want) => want.rule === ruleCase.rule).map((want) => want.line);
    reported += own.length;
    if (path.endsWith(".go"))
      silent += functionLines(text).filter((lines) => !own.some((line) => within(lines, line))).length;
  }
  return { reported, silent };
}

function functionLines(text: string): { first: number; last: number }[] {
  const lines = new LineIndex(text);
  return parseGo(text).decls.flatMap((decl) =>
    decl.kind === "FuncDecl" && decl.body !== undefined && decl.body.stmts.length > 0
      ? [{ first: lines.lineAt(decl.start), last: lines.lineAt(decl.end) }]
      : [],
  );
}

function within({ first, last }: { first: number; last: number }, line: number): boolean {
  return first <= line && line <= last;
}

/** Why a finding's range or message is not fit to be shown; undefined if it is. */
export function flaw({ span, message }: Finding, text: string): string | undefined {
  const lines = new LineIndex(text);
  const line = lines.lineAt(span.start);
  const where = `line ${line + 1}`;
  if (span.start >= span.end) return `${where}: the range is empty`;
  if (lines.lineAt(span.end - 1) !== line) return `${where}: the range spans several lines`;
  if (span.end - span.start > 80) return `${where}: the range is wider than 80 columns`;
  if (/\{[a-zA-Z]+\}/.test(message)) return `${where}: the message has an unfilled place: ${message}`;
  return undefined;
}
