import { calledBy, type Called, functionOf, namedTypeOf } from "../../analyze/called.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { ContextVariantFact } from "../../catalog/schema.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { AssignStmt, CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { factPath } from "../../catalog/import-paths.ts";
import { functionsAbove } from "../../analyze/node-path.ts";
import { type ContextProblem, shortText, type Site } from "./search.ts";
import { contextFor } from "./variant-fix.ts";

/**
 * The problem of a call in a chain (`db.Where(…).Find(&x)`) that nobody to the left hands a context to. Only the last such
 * call of a chain is reported, and only where the chain's beginning is known to have none.
 */
export function chainProblem(site: Site, fact: ContextVariantFact, called: Called): ContextProblem | undefined {
  const { call, above, file, available } = site;
  const method = fact.chainMethod;
  const fun = functionOf(call);
  if (method === undefined || fun.kind !== "SelectorExpr" || isContinued(call, above, file)) return undefined;
  if (called.receiver === undefined) return packageChain(site, fact, method);
  const begin = beginningOf(called.receiver, fact, file);
  if (begin === undefined || !isBare(begin, fact, site)) return undefined;
  const goroutine = available.use === "goroutine";
  const context = contextFor(site, goroutine);
  const edit = { span: { start: begin.end, end: begin.end }, newText: `.${method}(${context ?? ""})` };
  return {
    at: { start: fun.sel.start, end: fun.sel.end },
    message: "chain",
    data: { callee: shortText(call.fun, file), ctx: context ?? available.expr, method },
    severity: goroutine || available.origin === "background" ? "info" : "warning",
    confidence: available.use === "unknown" ? "likely" : "proven",
    fixes:
      context === undefined ? [] : [{ title: `Add .${method}(${context}) to the chain`, safe: false, edits: [edit] }],
  };
}

/** `logrus.Info(…)`: the package's function becomes a chain. */
function packageChain(
  { call, file, available }: Site,
  fact: ContextVariantFact,
  method: string,
): ContextProblem | undefined {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || !logsWithContext(file)) return undefined;
  const edit = { span: { start: fun.x.end, end: fun.x.end }, newText: `.${method}(${available.expr})` };
  return {
    at: { start: fun.start, end: fun.end },
    message: "log",
    data: {
      callee: shortText(fun, file),
      ctx: available.expr,
      variant: `\`${file.text.slice(fun.x.start, fun.x.end)}.${method}(${available.expr}).${fact.name}\``,
    },
    severity: "hint",
    confidence: available.use === "now" ? "proven" : "likely",
    fixes: [{ title: `Add .${method}(${available.expr})`, safe: false, edits: [edit] }],
  };
}

/** True if the file hands contexts to its logs elsewhere: only then is it known that somebody reads them there. */
export function logsWithContext(file: FileUnit): boolean {
  return /\b(logrus|log|logger)\.(WithContext|Ctx)\(|\)\.Ctx\(/.test(file.text);
}

/** True if a later call of the chain is in the catalog, too: that one is reported. */
function isContinued(call: CallExpr, above: readonly Node[], file: FileUnit): boolean {
  let inner: Node = call;
  for (let index = above.length - 1; index > 0; index -= 2) {
    const selector = above[index];
    const outer = above[index - 1];
    if (
      selector?.kind !== "SelectorExpr" ||
      selector.x !== inner ||
      outer?.kind !== "CallExpr" ||
      outer.fun !== selector
    )
      return false;
    const ref = calledBy(outer, file.info)?.ref;
    if (ref !== undefined && file.catalog.contextVariant(ref)?.chainMethod !== undefined) return true;
    inner = outer;
  }
  return false;
}

/** The leftmost expression of the chain that has the type the chain runs on; undefined where a context was handed on. */
function beginningOf(receiver: Expr, fact: ContextVariantFact, file: FileUnit): Expr | undefined {
  const inner = unparen(receiver);
  if (inner.kind !== "CallExpr") return hasChainType(inner, fact, file) ? inner : undefined;
  const fun = functionOf(inner);
  if (fun.kind !== "SelectorExpr") return undefined;
  if (/^(WithContext|SetContext|Ctx|Session)$/.test(fun.sel.name)) return undefined;
  if (!hasChainType(fun.x, fact, file))
    return hasChainType(inner, fact, file) && isOfLibrary(inner, fact, file) ? inner : undefined;
  return beginningOf(fun.x, fact, file);
}

function hasChainType(expr: Expr, fact: ContextVariantFact, file: FileUnit): boolean {
  const named = namedTypeOf(expr, file.info);
  return named?.name === fact.recv && factPath(named?.pkg ?? "") === fact.pkg;
}

/** `client.R()` gives a fresh request; what a function of the project gives may have its context. */
function isOfLibrary(call: CallExpr, fact: ContextVariantFact, file: FileUnit): boolean {
  const pkg = calledBy(call, file.info)?.ref.pkg;
  return pkg !== undefined && factPath(pkg) === fact.pkg;
}

/** True if the beginning is known to have no context: a field, a package variable, or a variable made here without one. */
function isBare(begin: Expr, fact: ContextVariantFact, { file, above }: Site): boolean {
  const inner = unparen(begin);
  if (inner.kind === "CallExpr" || inner.kind === "SelectorExpr") return true;
  if (inner.kind !== "Ident") return false;
  const obj = file.info.objectOf(inner);
  if (obj?.kind !== "var") return false;
  return obj.scope === "package" || (obj.scope === "local" && isMadeBare(obj, fact, above, file));
}

/** True if all values the variable gets begin bare, and nobody hands it a context afterwards. */
function isMadeBare(variable: VarObj, fact: ContextVariantFact, above: readonly Node[], file: FileUnit): boolean {
  const outermost = functionsAbove(above).at(-1)?.func;
  if (outermost === undefined) return false;
  const values: (Expr | undefined)[] = [];
  walk(outermost, (node) => {
    if (node.kind === "AssignStmt") values.push(...valuesFor(variable, node, file));
    if (node.kind === "CallExpr" && setsContextOf(node, variable, file)) values.push(undefined);
  });
  return values.length > 0 && values.every((value) => value !== undefined && beginsBare(value, fact, file));
}

/** What an assignment gives the variable; undefined for one of several results. */
function valuesFor(variable: VarObj, stmt: AssignStmt, file: FileUnit): (Expr | undefined)[] {
  return stmt.lhs.flatMap((target, index) => {
    const isIt = target.kind === "Ident" && file.info.objectOf(target) === variable;
    return isIt ? [stmt.lhs.length === stmt.rhs.length ? stmt.rhs[index] : undefined] : [];
  });
}

/** `db := s.db` and `q := s.db.Where(…)`. */
function beginsBare(value: Expr, fact: ContextVariantFact, file: FileUnit): boolean {
  const begin = beginningOf(value, fact, file);
  const inner = begin === undefined ? undefined : unparen(begin);
  return inner?.kind === "SelectorExpr" || inner?.kind === "CallExpr";
}

/** `req.SetContext(ctx)` as a statement changes the request itself. */
function setsContextOf(call: CallExpr, variable: VarObj, file: FileUnit): boolean {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || !/^(WithContext|SetContext)$/.test(fun.sel.name)) return false;
  const operand = unparen(fun.x);
  return operand.kind === "Ident" && file.info.objectOf(operand) === variable;
}
