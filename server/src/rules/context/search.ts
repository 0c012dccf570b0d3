import { calledBy } from "../../analyze/called.ts";
import type { Problem } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { Span } from "../../text/span.ts";
import { availableContext, type Available } from "./available.ts";
import type { MessageId } from "./messages.ts";
import type { Origins } from "./origin.ts";
import { isSilenced } from "./silences.ts";

/** One place where a context may be missing, and what is known around it. */
export interface Site {
  readonly file: FileUnit;
  readonly call: CallExpr;
  /** The nodes around the call, outermost first. */
  readonly above: readonly Node[];
  readonly available: Available;
}

export type ContextProblem = Problem<MessageId>;

/** The site of a call, where a context is at hand and nothing says that it must not be used. */
export function siteOf(file: FileUnit, call: CallExpr, above: readonly Node[], origins: Origins): Site | undefined {
  const available = availableContext(call.start, above, file.info, origins);
  if (available === undefined || available.use === "cleanup" || isUnusedCommand(available, file)) return undefined;
  return isSilenced(call, above, file.info) ? undefined : { file, call, above, available };
}

/** Without `ExecuteContext` a command's context is a background one: only a file that asks for it shows that it is more. */
function isUnusedCommand({ kind }: Available, file: FileUnit): boolean {
  return kind === "command" && !file.mentions(/\.Context\(\)/);
}

/** A function expression as the source has it, in one line and at most 60 characters. */
export function shortText(expr: Expr, file: FileUnit): string {
  const text = file.text.slice(expr.start, expr.end);
  if (!text.includes("\n") && text.length <= 60) return text;
  const inner = unparen(expr);
  return inner.kind === "SelectorExpr" ? inner.sel.name : `${text.split("\n", 1)[0]?.trimEnd().slice(0, 57) ?? ""}…`;
}

/** Where a finding about a call stands: its function expression, or the name alone where that is long or broken over lines. */
export function calleeSpan(call: CallExpr, file: FileUnit): Span {
  const fun = call.fun;
  const oneLine = file.lines.lineAt(fun.start) === file.lines.lineAt(fun.end);
  if (oneLine && fun.end - fun.start <= 80) return { start: fun.start, end: fun.end };
  const inner = unparen(fun);
  const name = inner.kind === "SelectorExpr" ? inner.sel : fun;
  return { start: name.start, end: Math.min(name.end, name.start + 80) };
}

/** Metrics take a context only for exemplars. */
export function isMetric(call: CallExpr, file: FileUnit): boolean {
  return calledBy(call, file.info)?.ref.pkg.startsWith("go.opentelemetry.io/otel/metric") === true;
}
