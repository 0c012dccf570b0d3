import type { ObligationRule } from "../../catalog/schema.ts";
import type { Leak, Obligation, PathStep } from "../../flow/flow.ts";
import { functionOf } from "../../flow/called.ts";
import type { Span } from "../../text/span.ts";
import type { RelatedPlace, Severity } from "../finding.ts";
import type { Problem, ProposedFix, Report } from "../rule.ts";
import { severityRank } from "../severity.ts";
import type { FileUnit, FunctionUnit } from "../unit.ts";
import { deferFix } from "./defer-fix.ts";
import { outliving } from "./outliving.ts";
import { turnFix } from "./turn-fix.ts";
import { releaseCall } from "./release-code.ts";

/** The words in which a rule tells of its resource. */
export interface ObligationWords {
  /** What should have happened: `closed`, `finished`, `stopped`. */
  readonly done: string;
  /** What it costs in production, as a clause: `its connection stays taken until the pool is empty`. */
  readonly harm: string;
  /** What to do, as a sentence; `{release}` is the releasing call. */
  readonly remedy: string;
  /** What to do where the result is dropped at once, as a sentence. */
  readonly keep: string;
}

export type ObligationMessage = "never" | "path" | "handedOn" | "reassigned" | "discarded" | "exhausted";

/** The messages of a rule about one kind of resource. */
export function obligationMessages({
  done,
  harm,
  remedy,
  keep,
}: ObligationWords): Readonly<Record<ObligationMessage, string>> {
  return {
    never: `\`{name}\` ({type}) is never ${done}: ${harm}. ${remedy}`,
    path: `\`{name}\` ({type}) is not ${done} on the path that leaves at line {line}: ${harm}. ${remedy}`,
    // A defer would end what other paths hand on.
    handedOn: `\`{name}\` ({type}) is not ${done} on the path that leaves at line {line}: ${harm}. Call \`{release}\` before it leaves there.`,
    reassigned: `\`{name}\` gets another value at line {line} while the last {type} is not ${done}: ${harm}. Call \`{release}\` before that.`,
    discarded: `the {type} of \`{call}\` is dropped, so that it is never ${done}: ${harm}. ${keep}`,
    exhausted: `\`{name}\` ({type}) is only closed when \`Next\` runs to its end: an early exit or a panic between leaks it. ${remedy}`,
  };
}

export interface ObligationCheck {
  readonly rule: ObligationRule;
  readonly severity: Severity;
  /** True if releasing twice does no harm, so that a `defer` can be added without a second look. */
  readonly releasesTwice: boolean;
  /** Whether a `defer` may be added without a second look to this one; true where left out. */
  readonly isSafe?: (fn: FunctionUnit, obligation: Obligation) => boolean;
  /** Whether the finding is to be made at all, and how loud; undefined keeps it back. */
  readonly judge?: (obligation: Obligation, leak: Leak, fn: FunctionUnit) => Severity | undefined;
  /** Fixes of this resource, before the general one. */
  readonly fixes?: (fn: FunctionUnit, obligation: Obligation, leak: Leak) => readonly ProposedFix[];
}

/** Reports the leaks of one kind of resource. */
export function obligationCheck(check: ObligationCheck): (fn: FunctionUnit, report: Report<ObligationMessage>) => void {
  return (fn, report) => {
    for (const obligation of fn.flow.obligations) {
      const { leak } = obligation;
      if (leak === undefined || obligation.fact.rule !== check.rule) continue;
      const severity = severityOf(check, obligation, leak, fn);
      if (severity !== undefined) report(problemOf(check, obligation, leak, severity, fn));
    }
  };
}

/** Long-lived things, for which the catalog says `info`, are a matter of the strict presets. */
function severityOf(
  check: ObligationCheck,
  obligation: Obligation,
  leak: Leak,
  fn: FunctionUnit,
): Severity | undefined {
  const { severity } = obligation.fact;
  if (severity === "info" && fn.file.options.longLivedResources !== true) return undefined;
  const judged = check.judge === undefined ? check.severity : check.judge(obligation, leak, fn);
  if (judged === undefined) return undefined;
  const base = severityRank(severity) < severityRank(judged) ? severity : judged;
  return leak.kind === "exhausted-only" || isDecidedAgainst(obligation, leak, fn) ? "info" : base;
}

/** `// defer f.Close()` or `// not: defer f.Close()` behind the call, or a comment on `_ = cancel`: somebody has decided against it. */
function isDecidedAgainst({ call, variableName }: Obligation, { exit }: Leak, { file, node }: FunctionUnit): boolean {
  if (variableName === undefined) return false;
  // `return t, nil // cancel is intentionally discarded`
  const rest = { start: exit.end, end: file.lines.lineStart(file.lines.lineAt(exit.end) + 1) };
  const atExit = new RegExp(`\\b${variableName}\\b.*\\b(intentional|deliberate|purpose)`, "i");
  if (file.commentsIn(rest).some((comment) => atExit.test(textOf(comment, file)))) return true;
  const commentedOut = new RegExp(
    `^//\\s*defer ${variableName}\\b|\\b(not|never|n['’]t)\\b[^.]*\\bdefer ${variableName}\\b`,
    "i",
  );
  return file
    .commentsIn({ start: call.end, end: node.end })
    .some((comment) => commentedOut.test(textOf(comment, file)) || explainsMention(comment, variableName, file));
}

/** A comment above or behind a statement that only mentions the variable. */
function explainsMention({ start, end }: Span, name: string, file: FileUnit): boolean {
  const mention = `_ = ${name}`;
  const before = textOf({ start: file.lines.lineStart(file.lines.lineAt(start)), end: start }, file).trim();
  if (before !== "") return before === mention;
  const below = file.lines.lineAt(end) + 1;
  return below < file.lines.lineCount && file.lines.lineText(below).trim() === mention;
}

function textOf({ start, end }: Span, file: FileUnit): string {
  return file.text.slice(start, end);
}

function problemOf(
  check: ObligationCheck,
  obligation: Obligation,
  leak: Leak,
  severity: Severity,
  fn: FunctionUnit,
): Problem<ObligationMessage> {
  const name = obligation.variableName ?? callText(obligation, fn.file);
  return {
    at: callSpan(obligation, fn.file),
    message: messageOf(leak),
    data: {
      name,
      type: obligation.fact.type,
      call: callText(obligation, fn.file),
      release: releaseCall(obligation, name),
      line: fn.file.lines.lineAt(leak.exit.start) + 1,
    },
    severity,
    confidence: obligation.confidence,
    related: leak.kind === "discarded" ? [] : pathStory(leak.path, fn.file),
    fixes: fixesOf(check, obligation, leak, fn),
  };
}

function messageOf({ kind, handedOver }: Leak): ObligationMessage {
  if (kind === "exhausted-only") return "exhausted";
  return kind === "path" && handedOver ? "handedOn" : kind;
}

function fixesOf(check: ObligationCheck, obligation: Obligation, leak: Leak, fn: FunctionUnit): readonly ProposedFix[] {
  const own = check.fixes?.(fn, obligation, leak) ?? [];
  const needed = outliving(fn, obligation);
  if (needed === "yes") return own;
  const safe =
    check.releasesTwice &&
    obligation.confidence === "proven" &&
    needed === "no" &&
    check.isSafe?.(fn, obligation) !== false;
  const deferred = deferFix(fn, obligation, leak, safe) ?? turnFix(fn, obligation, leak);
  return deferred === undefined ? own : [...own, deferred];
}

/** The function part of the call: `db.QueryContext`; of a chain over several lines its last name. */
export function callSpan({ call }: Obligation, file: FileUnit): Span {
  const fun = functionOf(call);
  const oneLine = file.lines.lineAt(fun.start) === file.lines.lineAt(fun.end);
  if (oneLine && fun.end - fun.start <= 80) return { start: fun.start, end: fun.end };
  return fun.kind === "SelectorExpr" ? fun.sel : { start: fun.end - 1, end: fun.end };
}

function callText(obligation: Obligation, file: FileUnit): string {
  const { start, end } = callSpan(obligation, file);
  return file.text.slice(start, end);
}

/** The steps of a path as related places, each on the first line of its code. */
export function pathStory(path: readonly PathStep[], file: FileUnit): readonly RelatedPlace[] {
  return path.map(({ span, text }) => {
    const end = Math.min(span.end, file.lines.lineEnd(file.lines.lineAt(span.start)));
    return { uri: file.uri, span: { start: span.start, end }, message: text };
  });
}
