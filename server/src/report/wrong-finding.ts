import type { Finding } from "../analyze/finding.ts";
import { outlineOf } from "../syntax/outline.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";

/** Lines shown before and behind a finding where the declaration around it cannot be told. */
const AROUND = 15;

/**
 * What a user can send to say that a finding is wrong, as Markdown: the finding with its path, and the declaration around it
 * without comments and without what its strings say. Names stay: the user reads it before anybody else does.
 */
export function wrongFindingReport(finding: Finding, text: string, version: string): string {
  const { rule, severity, confidence, message } = finding;
  return `# False positive: ${rule}

Why it is wrong:

…

What gostable ${version} said (${severity}, ${confidence}):

> ${message}

\`\`\`go
${excerpt(finding, text)}
\`\`\`
`;
}

function excerpt(finding: Finding, text: string): string {
  const span = around(finding.span, text);
  const lines = new LineIndex(text);
  const lineOf = (offset: number): number => lines.lineAt(offset) - lines.lineAt(span.start);
  const isShown = ({ start }: Span): boolean => start >= span.start && start < span.end;
  const notes = [
    { line: lineOf(finding.span.start), text: finding.rule },
    ...finding.related
      .filter((step) => step.uri === finding.uri && isShown(step.span))
      .map((step) => ({ line: lineOf(step.span.start), text: step.message })),
  ];
  const shown = withoutTexts(text.slice(span.start, span.end)).split("\n");
  return shown
    .flatMap((line, index) => noted(line, notes.filter((note) => note.line === index).map(textOf)))
    .join("\n");
}

function textOf({ text }: { readonly text: string }): string {
  return text;
}

/** Lines in which only a comment stood go, unless there is something to say of them. */
function noted(line: string, notes: readonly string[]): readonly string[] {
  const code = line.trimEnd();
  if (notes.length > 0) return [`${code} // <- ${notes.join("; ")}`];
  return code === "" ? [] : [code];
}

/** The declaration around a span, or some lines. */
function around({ start, end }: Span, text: string): Span {
  const decl = outlineOf(text)?.decls.find((candidate) => candidate.start <= start && end <= candidate.end);
  if (decl !== undefined) return decl;
  const lines = new LineIndex(text);
  const first = Math.max(0, lines.lineAt(start) - AROUND);
  const last = Math.min(lines.lineCount - 1, lines.lineAt(end) + AROUND);
  return { start: lines.lineStart(first), end: lines.lineEnd(last) };
}

const COMMENT_OR_LITERAL = /\/\/[^\n]*|\/\*[^]*?\*\/|`[^`]*`|"(?:\\.|[^"\\\n])*"|'(?:\\.|[^'\\\n])+'/g;
/** What tells a linter something is part of the code; the reason behind it is not. */
const DIRECTIVE = /^\/\/(?:gostable:|nolint\b)\S*(?: [\w, -]*?(?= -- |$))?/;

/** Go code with empty comments and strings, on the same lines. */
function withoutTexts(code: string): string {
  return code.replace(COMMENT_OR_LITERAL, (token) => {
    if (token.startsWith("'")) return token;
    if (token.startsWith('"')) return token === '""' ? token : '"…"';
    const breaks = token.replace(/[^\n]/g, "");
    return token.startsWith("`") ? `\`…${breaks}\`` : `${DIRECTIVE.exec(token)?.[0] ?? ""}${breaks}`;
  });
}
