import { calledBy, namedOf } from "../../analyze/called.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, FuncNode } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";

/** Packages of tracing libraries, whose spans stop taking data once they have ended. */
const TRACING =
  /^(go\.opentelemetry\.io\/otel\/trace|go\.opencensus\.io\/trace|github\.com\/opentracing\/opentracing-go|(gopkg\.in\/DataDog\/dd-trace-go\.v1|github\.com\/DataDog\/dd-trace-go\/v2)\/ddtrace(\/tracer)?|go\.elastic\.co\/apm(\/v2)?|github\.com\/newrelic\/go-agent\/v3\/newrelic|github\.com\/getsentry\/sentry-go)$/;

/** A variable that holds a span, and the statement that gave it. */
export interface SpanStart {
  readonly call: CallExpr;
  readonly stmt: AssignStmt;
  readonly span: VarObj;
}

/** The spans a function starts itself and keeps in variables. */
export function spansStartedIn(func: FuncNode, file: FileUnit): readonly SpanStart[] {
  const starts: SpanStart[] = [];
  walkFunction(func, (node) => {
    const call =
      node.kind === "AssignStmt" && node.rhs.length === 1 && node.rhs[0] !== undefined
        ? unparen(node.rhs[0])
        : undefined;
    if (node.kind !== "AssignStmt" || call?.kind !== "CallExpr") return;
    const index = spanResult(call, file);
    const name = index === undefined ? undefined : node.lhs[index];
    const span = name === undefined ? undefined : variableOf(name, file);
    if (span !== undefined) starts.push({ call, stmt: node, span });
  });
  return starts;
}

/** Which result of the call is a span that it has started. */
export function spanResult(call: CallExpr, file: FileUnit): number | undefined {
  const ref = calledBy(call, file.info)?.ref;
  if (ref === undefined) return undefined;
  return file.catalog.acquire(ref).find((fact) => fact.rule === "span-not-ended" && fact.result >= 0)?.result;
}

/** The variable an expression names; undefined for `_` and everything else. */
export function variableOf(expr: Expr, file: FileUnit): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" && inner.name !== "_" ? file.info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

/** True for a variable of a span's type. */
export function isSpanType(variable: VarObj): boolean {
  const named = namedOf(variable.type);
  return named !== undefined && TRACING.test(named.pkg) && /^(Span|Transaction|Segment)$/.test(named.name);
}

export const ENDS: ReadonlySet<string> = new Set(["End", "Finish", "FinishWithOptions"]);
