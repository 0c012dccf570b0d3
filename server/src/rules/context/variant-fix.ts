import type { Called } from "../../analyze/called.ts";
import { functionOf } from "../../analyze/called.ts";
import { insertArgument } from "../../analyze/edits/insert-argument.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import { goAtLeast } from "../../analyze/go-version.ts";
import type { ContextVariantFact } from "../../catalog/schema.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import type { TextEdit } from "../../text/edit.ts";
import { canHold } from "../../flow/standard-library.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { isBehindFailure } from "./behind-failure.ts";
import type { Site } from "./search.ts";

/** Calls the variant with the context; none where the call would need more than another name and arguments. */
export function variantFix(
  site: Site,
  fact: ContextVariantFact,
  called: Called,
  goroutine: boolean,
): readonly ProposedFix[] {
  const context = contextFor(site, goroutine);
  const edits = context === undefined ? undefined : variantEdits(site, fact, context);
  if (edits === undefined) return [];
  const safe = isSafe(site, fact, called, goroutine);
  const name = fact.callee === undefined ? fact.variant : fact.variant.replace(/\(ctx.*/, "");
  return [{ title: `Call ${name} with ${context ?? ""}`, safe, edits }];
}

/** The context to write: one that does not end with the caller in a goroutine. */
export function contextFor({ available, file }: Site, goroutine: boolean): string | undefined {
  if (!goroutine) return available.expr;
  const name = file.info.importName("context");
  if (name === undefined || name === "." || name === "_" || !goAtLeast(file.info.goVersion, "1.21")) return undefined;
  return `${name}.WithoutCancel(${available.expr})`;
}

function variantEdits({ call, file }: Site, fact: ContextVariantFact, context: string): TextEdit[] | undefined {
  if (fact.mechanical === false || fact.inLoopOnly === true) return undefined;
  if (fact.callee !== undefined)
    return calleeEdits(call, fact, fact.callee, context, (at) => file.text.slice(at.start, at.end));
  if (fact.kind !== "replace" && fact.kind !== "log") return undefined;
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || (call.ellipsis && fact.extraArgs !== undefined)) return undefined;
  const rename = { span: { start: fun.sel.start, end: fun.sel.end }, newText: fact.variant };
  return [rename, ...argumentEdits(call, fact, context)];
}

function argumentEdits(call: CallExpr, fact: ContextVariantFact, context: string): TextEdit[] {
  const leading = [context, ...(fact.leadingArgs ?? [])];
  const extra = fact.extraArgs ?? [];
  if (call.args.length === 0) return [insertArgument(call, 0, [...leading, ...extra].join(", "))];
  const edits = [insertArgument(call, fact.argPosition ?? 0, leading.join(", "))];
  return extra.length === 0 ? edits : [...edits, insertArgument(call, call.args.length, extra.join(", "))];
}

/** Another function expression, into which old arguments may have moved: `(&net.Dialer{Timeout: {2}}).DialContext`. */
function calleeEdits(
  call: CallExpr,
  fact: ContextVariantFact,
  callee: string,
  context: string,
  textOf: (at: { readonly start: number; readonly end: number }) => string,
): TextEdit[] | undefined {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || fun.x.kind !== "Ident" || call.ellipsis) return undefined;
  const moved = [...callee.matchAll(/\{(\d+)\}/g)].map(([, index]) => Number(index));
  if (moved.some((index) => call.args[index] === undefined)) return undefined;
  const text = callee
    .replace("{pkg}", fun.x.name)
    .replace(/\{(\d+)\}/g, (_, index: string) => argumentText(call, Number(index), textOf));
  const kept = call.args.filter((_, index) => !moved.includes(index)).map(textOf);
  const args = [context, ...(fact.leadingArgs ?? []), ...kept, ...(fact.extraArgs ?? [])];
  const between = textOf({ start: call.lparen, end: call.end });
  if (between.includes("\n") || between.includes("//")) return undefined;
  return [{ span: { start: call.start, end: call.end }, newText: `${text}(${args.join(", ")})` }];
}

function argumentText(call: CallExpr, index: number, textOf: (at: { start: number; end: number }) => string): string {
  const arg = call.args[index];
  // In a literal gofmt has the spaces that it leaves out among arguments.
  return arg === undefined ? "" : textOf(arg).replace(/^([\w.]+)([*/+-])([\w.]+)$/, "$1 $2 $3");
}

/**
 * Safe where the call's own end is all that changes: the context is the caller's, in the same function, or nothing that comes
 * back could outlive a cancel deferred here (rows and statements that are returned do).
 */
function isSafe(site: Site, fact: ContextVariantFact, called: Called, goroutine: boolean): boolean {
  const { available, above, call, file } = site;
  if (goroutine || available.use !== "now" || available.origin === "background") return false;
  if (available.kind === "command" || available.kind === "test") return false;
  if (fact.kind !== "replace" && fact.kind !== "log") return false;
  if (fact.callee !== undefined || fact.report === "info" || called.interface) return false;
  if (fact.kind === "log") return true;
  if (isBehindFailure(above, call, file.info)) return false;
  return isUsedUp(site) || (isCallers(site) && !mayOutlive(site));
}

/**
 * Whether rows or a transaction may live on behind the function: with the context of the one call that made them they end
 * when its caller gives that up. What is read, closed, committed or rolled back here ends here.
 */
function mayOutlive({ call, above, file: { info } }: Site): boolean {
  const type = info.typeOf(call);
  const results = type.kind === "tuple" ? type.elems : [type];
  if (!results.some(isBoundToContext)) return false;
  const stmt = above.at(-1);
  const [target] = stmt?.kind === "AssignStmt" ? stmt.lhs : [];
  const variable = target?.kind === "Ident" ? info.objectOf(target) : undefined;
  const func = above.findLast((node) => node.kind === "FuncLit" || node.kind === "FuncDecl");
  if (variable?.kind !== "var" || func === undefined) return true;
  let ended = false;
  walk(func, (node) => {
    if (node.kind !== "SelectorExpr" || node.x.kind !== "Ident" || info.objectOf(node.x) !== variable) return;
    if (/^(Next|Close|Commit|Rollback)$/.test(node.sel.name)) ended = true;
  });
  return !ended;
}

function isBoundToContext(type: Type): boolean {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" && /^(Tx|Rows)$/.test(inner.name);
}

/** True for a parameter that keeps its value, and for a variable that is the request's context. */
function isCallers({ available: { variable }, above: [root], file }: Site): boolean {
  const values = root === undefined ? [] : valuesOf(variable, root, file.info);
  return variable.scope === "local" ? values.length > 0 && values.every(isContextOfRequest) : values.length === 0;
}

/** What is assigned to the variable; undefined for one of several results. */
function valuesOf(variable: VarObj, root: Node, info: FileInfo): readonly (Expr | undefined)[] {
  const values: (Expr | undefined)[] = [];
  walk(root, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.forEach((target, index) => {
      if (target.kind !== "Ident" || info.objectOf(target) !== variable) return;
      values.push(node.lhs.length === node.rhs.length ? node.rhs[index] : undefined);
    });
  });
  return values;
}

/** `r.Context()`. */
function isContextOfRequest(value: Expr | undefined): boolean {
  const call = value === undefined ? undefined : unparen(value);
  if (call?.kind !== "CallExpr" || call.args.length > 0) return false;
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" && fun.sel.name === "Context";
}

/** True if what the call gives holds nothing of it, or is used up at once: `db.QueryRow(q).Scan(&n)`. */
function isUsedUp({ call, above, file }: Site): boolean {
  const parent = above.at(-1);
  if (parent?.kind === "ExprStmt" || (parent?.kind === "SelectorExpr" && parent.sel.name === "Scan")) return true;
  const type = file.info.typeOf(call);
  const results = type.kind === "tuple" ? type.elems : [type];
  return results.every((result) => !canHold(result) || isOutcome(result));
}

/** How many rows were changed is known when the call returns. */
function isOutcome(type: Type): boolean {
  return type.kind === "named" && /^(Result|CommandTag)$/.test(type.name);
}
