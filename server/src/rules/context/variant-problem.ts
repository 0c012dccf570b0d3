import { calledBy, type Called, functionOf } from "../../analyze/called.ts";
import type { Severity } from "../../analyze/finding.ts";
import { goAtLeast } from "../../analyze/go-version.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { ContextVariantFact } from "../../catalog/schema.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { chainProblem, logsWithContext } from "./chain-problem.ts";
import { isContextType } from "./context-types.ts";
import { calleeSpan, type ContextProblem, shortText, type Site } from "./search.ts";
import { functionsAbove } from "../../analyze/node-path.ts";
import { variantFix } from "./variant-fix.ts";

/** A call without a context, and the fact that tells its form with one. */
export interface VariantCall {
  readonly fact: ContextVariantFact;
  readonly called: Called;
}

/** The form with a context of what a call calls, where there is one that is worth a word here. */
export function variantOf(call: CallExpr, file: FileUnit): VariantCall | undefined {
  const called = calledBy(call, file.info);
  const fact = called === undefined ? undefined : file.catalog.contextVariant(called.ref);
  if (called === undefined || fact === undefined || reportOf(fact) === "never") return undefined;
  if (fact.since !== undefined && !goAtLeast(file.info.goVersion, fact.since)) return undefined;
  if (fact.family === true && findVariant(called, fact, file) !== "there") return undefined;
  if (fact.kind === "replace" && findVariant(called, fact, file) === "missing") return undefined;
  return { fact, called };
}

/** The problem of a call that has a form with a context. */
export function variantProblem(site: Site, { fact, called }: VariantCall): ContextProblem | undefined {
  const { call, file, available } = site;
  if (isHandledElsewhere(site, fact) || isVariantItself(site, fact)) return undefined;
  if (fact.kind === "chain" || (fact.kind === "chain-log" && fact.chainMethod !== undefined)) {
    return chainProblem(site, fact, called);
  }
  const goroutine = available.use === "goroutine";
  const fixes = variantFix(site, fact, called, goroutine);
  const variant = fact.callee === undefined ? fact.variant : fact.variant.replace(/\(ctx.*/, "");
  return {
    at: calleeSpan(call, file),
    message: messageOf(fact, goroutine),
    data: { callee: shortText(call.fun, file), ctx: available.expr, variant },
    severity: isBoundToTx(called, site.above, file) ? "info" : severityOf(site, fact),
    confidence: available.use === "unknown" ? "likely" : "proven",
    fixes,
  };
}

function messageOf(fact: ContextVariantFact, goroutine: boolean): ContextProblem["message"] {
  if (fact.inLoopOnly === true) return "sleep";
  if (fact.kind === "log" || fact.kind === "chain-log") return "log";
  if (fact.kind === "option") return "option";
  if (fact.kind === "restructure" && fact.callee === undefined) return "restructure";
  return goroutine ? "variant-in-goroutine" : "variant";
}

function reportOf(fact: ContextVariantFact): "warning" | "info" | "hint" | "never" {
  if (fact.report !== undefined) return fact.report;
  switch (fact.kind) {
    case "replace":
    case "restructure":
    case "chain":
      return "warning";
    case "log":
    case "option":
      return "info";
    case "chain-log":
      return "hint";
    default:
      return "never";
  }
}

/** A context made here of Background only, or that of a whole command, bounds little; a goroutine may be detached on purpose. */
export function severityOf({ available }: Site, fact: ContextVariantFact): Severity {
  const own = reportOf(fact);
  const weak = available.origin === "background" || available.kind === "command" || available.kind === "test";
  if (own === "warning" && (weak || available.use === "goroutine")) return "info";
  return own === "never" ? "info" : own;
}

/** A transaction ends with the context it was begun with: its statements are bounded already, if not broken off. */
function isBoundToTx({ ref, receiver }: Called, above: readonly Node[], file: FileUnit): boolean {
  if (ref.pkg !== "database/sql") return false;
  if (ref.recv === "Tx") return true;
  const statement = receiver?.kind === "Ident" && ref.recv === "Stmt" ? file.info.objectOf(receiver) : undefined;
  const body = functionsAbove(above)[0]?.func.body;
  let ofTx = false;
  if (statement === undefined || body === undefined) return false;
  walk(body, (node) => {
    const [target] = node.kind === "AssignStmt" ? node.lhs : [];
    const [value] = node.kind === "AssignStmt" ? node.rhs : [];
    if (target?.kind !== "Ident" || value?.kind !== "CallExpr" || file.info.objectOf(target) !== statement) return;
    const maker = calledBy(value, file.info)?.ref;
    ofTx ||= maker?.pkg === "database/sql" && maker.recv === "Tx";
  });
  return ofTx;
}

/** `func (c *Channel) PublishWithContext(ctx, …) { … c.Publish(…) }`: the variant is made of the call, and must not call itself. */
function isVariantItself({ above }: Site, { variant }: ContextVariantFact): boolean {
  return functionsAbove(above).some(({ func }) => func.kind === "FuncDecl" && func.name.name === variant);
}

/** Reasons of a single kind to stay silent. */
function isHandledElsewhere({ call, above, file, available }: Site, fact: ContextVariantFact): boolean {
  if (fact.inLoopOnly === true) return !isInLoop(above) || isShort(call, file);
  if (isLocalDial(call, above, fact, file)) return true;
  if (fact.kind === "chain-log" && !logsWithContext(file)) return true;
  // A context that is made here has nothing that a handler could add.
  if (fact.kind === "log" && (available.origin !== "inherited" || !logsWithVariants(file))) return true;
  if (fact.name.endsWith("Handshake") && hasDeadline(call, above, file)) return true;
  if (fact.name === "Stmt" && isAskedWithContext(call, above)) return true;
  if (fact.kind === "option")
    return call.args.some((arg) => /Context\(|\.\.\.$/.test(file.text.slice(arg.start, arg.end))) || call.ellipsis;
  return fact.name === "NewRequest" && isGivenContextLater(call, above, file);
}

/** `conn.SetDeadline(…)` before the handshake bounds it as well. */
function hasDeadline(call: CallExpr, above: readonly Node[], file: FileUnit): boolean {
  const body = functionsAbove(above)[0]?.func.body;
  return body !== undefined && /\.Set(Read)?Deadline\(/.test(file.text.slice(body.start, call.start));
}

/** Dialling a socket of this machine answers at once. */
function isLocalDial(call: CallExpr, above: readonly Node[], fact: ContextVariantFact, file: FileUnit): boolean {
  if (fact.pkg !== "net" || !fact.name.startsWith("Dial") || call.args[0] === undefined) return false;
  if (file.info.constantOf(call.args[0]) === "unix") return true;
  const branch = above.findLast((node) => node.kind === "IfStmt" || node.kind === "CaseClause");
  const asked = branch?.kind === "IfStmt" ? [branch.cond] : branch?.kind === "CaseClause" ? branch.list : [];
  return asked.some((expr) => file.text.slice(expr.start, expr.end).includes('"unix"'));
}

/** True if the file hands contexts to its structured logs elsewhere: only then is it known that a handler reads them. */
function logsWithVariants(file: FileUnit): boolean {
  return /\.(Debug|Info|Warn|Error|Log|Print|Printf|Fatal|Panic)w?(Context|Ctx)\(/.test(file.text);
}

/** `tx.Stmt(s).QueryContext(ctx, …)`: the query itself, which is what takes time, has the context. */
function isAskedWithContext(call: CallExpr, above: readonly Node[]): boolean {
  const selector = above.at(-1);
  return selector?.kind === "SelectorExpr" && selector.x === call && selector.sel.name.endsWith("Context");
}

/** A pause of less than a second delays nobody's end. */
function isShort(call: CallExpr, file: FileUnit): boolean {
  const length = call.args[0] === undefined ? undefined : file.info.constantOf(call.args[0]);
  return (typeof length === "bigint" || typeof length === "number") && Number(length) < 1e9;
}

function isInLoop(above: readonly Node[]): boolean {
  const func = functionsAbove(above)[0];
  return above.slice((func?.index ?? -1) + 1).some((node) => node.kind === "ForStmt" || node.kind === "RangeStmt");
}

/** `req = req.WithContext(ctx)` or `req.Clone(ctx)` behind `req, err := http.NewRequest(…)`. */
function isGivenContextLater(call: CallExpr, above: readonly Node[], file: FileUnit): boolean {
  const stmt = above.at(-1);
  const name = stmt?.kind === "AssignStmt" ? stmt.lhs[0] : undefined;
  if (name?.kind !== "Ident") return isGivenContextAtOnce(stmt);
  const request = file.info.objectOf(name);
  const body = functionsAbove(above)[0]?.func.body;
  const isRequest = (expr: Expr): boolean => expr.kind === "Ident" && file.info.objectOf(expr) === request;
  let found = false;
  if (body === undefined) return false;
  walk(body, (node) => {
    if (node.kind === "CallExpr" && node.start >= call.end && givesContext(node, isRequest, file)) found = true;
    return !found;
  });
  return found;
}

/** `req.WithContext(ctx)`, also where a field keeps the request, or `do(ctx, client, req)`. */
function givesContext(call: CallExpr, isRequest: (expr: Expr) => boolean, file: FileUnit): boolean {
  const fun = functionOf(call);
  // `req.Write(conn)` sends it by hand: then the connection has the limit.
  const operand =
    fun.kind === "SelectorExpr" && /^(WithContext|Clone|SetContext|Write|WriteProxy)$/.test(fun.sel.name)
      ? fun.x
      : undefined;
  if (operand !== undefined && (isRequest(operand) || operand.kind === "SelectorExpr")) return true;
  return call.args.some(isRequest) && call.args.some((arg) => isContextType(file.info.typeOf(arg), file.info));
}

function isGivenContextAtOnce(parent: Node | undefined): boolean {
  return parent?.kind === "SelectorExpr" && /^(WithContext|Clone)$/.test(parent.sel.name);
}

/** Whether the receiver's type has the variant: an older version of a library may not. */
function findVariant(
  { receiver }: Called,
  fact: ContextVariantFact,
  { info }: FileUnit,
): "there" | "missing" | "unknown" {
  if (receiver === undefined || !/^\w+$/.test(fact.variant)) return "unknown";
  const method = lookupMethod(info.typeOf(receiver), fact.variant, info.world);
  if (method === "unknown") return "unknown";
  return method === undefined ? "missing" : "there";
}
