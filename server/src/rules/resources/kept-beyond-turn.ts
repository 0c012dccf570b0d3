import type { FunctionUnit } from "../../analyze/unit.ts";
import { calledBy } from "../../analyze/called.ts";
import { expressionText } from "../../flow/expression-text.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { BlockStmt, CallExpr, DeferStmt, Expr, FuncLit, Node, RangeStmt, Stmt } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

interface Loop {
  readonly body: BlockStmt;
  readonly range: RangeStmt | undefined;
}

/**
 * True if what a `defer` in a loop releases is meant to live until the function ends: it is an element of a list that was
 * there before the loop, it is kept beyond the turn, or a flag tells that the turn has released it already.
 */
export function isKeptBeyondTurn(stmt: DeferStmt, fn: FunctionUnit): boolean {
  const loop = innermostLoop(stmt, fn);
  const call = unparen(stmt.call);
  if (loop === undefined || call.kind !== "CallExpr") return false;
  const fun = unparen(call.fun);
  if (fun.kind === "FuncLit" && onlyUnlessDone(fun, loop, fn)) return true;
  if (isAlsoCalled(call, stmt, loop) || isKeptInList(fun, loop, fn) || isOfSomethingKept(fun, loop, fn)) return true;
  return releasedVariables(call, fn).some(
    (variable) =>
      isDeclaredIn(loop, variable) &&
      (isElement(variable, loop, fn) ||
        isSetForLater(variable, loop, fn) ||
        outlivesTurn(variable, loop, stmt, fn) ||
        (isOfMemory(call) && partOutlivesTurn(variable, loop, fn))),
  );
}

/** What is counted, or was allocated: whatever came out of it is gone with it. */
function isOfMemory({ fun }: CallExpr): boolean {
  const inner = unparen(fun);
  const name = inner.kind === "SelectorExpr" ? inner.sel.name : inner.kind === "Ident" ? inner.name : "";
  return /^(release|free|unref|decref|destroy)/i.test(name);
}

/** `columns = append(columns, array.Data())`, also by way of other variables of the turn. */
function partOutlivesTurn(variable: VarObj, loop: Loop, fn: FunctionUnit): boolean {
  const parts = new Set([variable]);
  const assignments: { readonly targets: readonly Expr[]; readonly value: Expr }[] = [];
  walk(loop.body, (node) => {
    if (node.kind !== "AssignStmt" || (node.op !== "=" && node.op !== ":=")) return;
    const paired = node.rhs.length === node.lhs.length;
    node.rhs.forEach((value, index) => {
      const [own] = node.lhs.slice(index);
      assignments.push({ targets: paired && own !== undefined ? [own] : node.lhs, value });
    });
  });
  const isPart = ({ value }: { readonly value: Expr }): boolean =>
    appended(value).some((each) => mentionsAny(each, parts, fn) && !isPlain(each, fn));
  for (let before = 0; parts.size > before;) {
    before = parts.size;
    for (const { targets, value } of assignments) {
      const given = targets
        .flatMap((target) => rootVariable(target, fn) ?? [])
        .filter((obj) => isDeclaredIn(loop, obj));
      // `s := x.(Releasable)`: to release the one is to release the other.
      const source = value.kind === "TypeAssertExpr" ? rootVariable(value.x, fn) : undefined;
      if (source !== undefined && given.some((obj) => parts.has(obj))) parts.add(source);
      if (isPart({ value })) for (const obj of given) parts.add(obj);
    }
  }
  return assignments.some((each) => isPart(each) && each.targets.some((target) => isOutside(target, loop, fn)));
}

function mentionsAny(root: Node, variables: ReadonlySet<VarObj>, { info }: FunctionUnit): boolean {
  let found = false;
  walk(root, (node) => {
    const obj = node.kind === "Ident" ? info.objectOf(node) : undefined;
    found ||= obj?.kind === "var" && variables.has(obj);
    return !found;
  });
  return found;
}

/** What `append(xs, x, y)` adds; any other value itself. */
function appended(value: Expr): readonly Expr[] {
  const inner = unparen(value);
  if (inner.kind !== "CallExpr" || inner.fun.kind !== "Ident" || inner.fun.name !== "append") return [inner];
  return inner.args.slice(1);
}

/** A number or a string is a copy. */
function isPlain(value: Expr, { info }: FunctionUnit): boolean {
  return underlying(info.typeOf(value), info.world).kind === "basic";
}

/** `t := time.AfterFunc(d, f)`: to stop it with the turn would be never to run what it is set for. */
function isSetForLater(variable: VarObj, { body }: Loop, { info }: FunctionUnit): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind !== "AssignStmt" || node.lhs[0]?.start !== variable.decl?.start) return;
    const value = node.rhs[0] && unparen(node.rhs[0]);
    const called = value?.kind === "CallExpr" ? calledBy(value, info)?.ref : undefined;
    found ||= called?.name === "AfterFunc" && (called.pkg === "time" || called.pkg === "context");
  });
  return found;
}

/** `next[i], stop = iter.Pull(seq)`: what `stop` ends is kept in a list of before the loop. */
function isOfSomethingKept(fun: Expr, loop: Loop, fn: FunctionUnit): boolean {
  const stop = fun.kind === "Ident" ? rootVariable(fun, fn) : undefined;
  let found = false;
  if (stop === undefined || !isDeclaredIn(loop, stop)) return false;
  walk(loop.body, (node) => {
    if (node.kind !== "AssignStmt" || node.rhs.length !== 1 || node.lhs.length < 2) return;
    if (!node.lhs.some((target) => target.kind === "Ident" && rootVariable(target, fn) === stop)) return;
    found ||= node.lhs.some((target) => target.kind === "IndexExpr" && isOutside(target, loop, fn));
  });
  return found;
}

function innermostLoop(stmt: DeferStmt, fn: FunctionUnit): Loop | undefined {
  let found: Loop | undefined;
  walkFunction(fn.node, (node) => {
    if ((node.kind === "ForStmt" || node.kind === "RangeStmt") && contains(node.body, stmt))
      found = { body: node.body, range: node.kind === "RangeStmt" ? node : undefined };
  });
  return found;
}

/** `files[i].Close()` of a list of before the loop: it has them all until the function ends. */
function isKeptInList(fun: Expr, loop: Loop, fn: FunctionUnit): boolean {
  const operand = fun.kind === "SelectorExpr" ? unparen(fun.x) : fun;
  if (operand.kind !== "IndexExpr") return false;
  const list = rootVariable(operand.x, fn);
  return list !== undefined && !isDeclaredIn(loop, list);
}

/** `cancel()` at the end of the turn as well: the deferred one is there for the ways out in between. */
function isAlsoCalled(call: CallExpr, stmt: DeferStmt, { body }: Loop): boolean {
  const text = expressionText(call);
  let found = false;
  walk(body, (node) => {
    if (node.kind === "FuncLit" || node === stmt) return false;
    if (node.kind === "ExprStmt" && node.start > stmt.end && expressionText(node.x) === text) found = true;
    return !found;
  });
  return found;
}

/** `x` of `x.f.Close()`, `C.free(x)`; the arguments of a literal that is deferred; what else such a literal calls them with. */
function releasedVariables(call: CallExpr, fn: FunctionUnit): readonly VarObj[] {
  const fun = unparen(call.fun);
  const receivers: Expr[] = [...(fun.kind === "SelectorExpr" ? [fun] : []), ...call.args.map(withoutConversion)];
  if (fun.kind === "FuncLit") {
    walk(fun.body, (node) => {
      if (node.kind !== "CallExpr") return;
      if (unparen(node.fun).kind === "SelectorExpr") receivers.push(node.fun);
      receivers.push(...node.args.map(withoutConversion));
    });
  }
  return receivers.flatMap((receiver) => rootVariable(receiver, fn) ?? []);
}

/** `x` of `unsafe.Pointer(x)`. */
function withoutConversion(expr: Expr): Expr {
  const inner = unparen(expr);
  const [only] = inner.kind === "CallExpr" ? inner.args : [];
  return only === undefined ? inner : withoutConversion(only);
}

function rootVariable(expr: Expr, { info }: FunctionUnit): VarObj | undefined {
  let root = unparen(expr);
  while (root.kind === "SelectorExpr" || root.kind === "UnaryExpr") root = unparen(root.x);
  const obj = root.kind === "Ident" ? info.objectOf(root) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

function isDeclaredIn({ body, range }: Loop, { decl, scope }: VarObj): boolean {
  if (decl === undefined || scope !== "local") return false;
  const start = range === undefined ? body.start : range.start;
  return start <= decl.start && decl.end <= body.end;
}

/** The value of a range over what holds it before the loop and after; a channel or a function makes a new one each turn. */
function isElement(variable: VarObj, loop: Loop, { info }: FunctionUnit): boolean {
  const { range } = loop;
  const element = copiedFrom(variable, loop, info) ?? variable;
  const named = [range?.key, range?.value].some((each) => each !== undefined && each.start === element.decl?.start);
  if (!named || range === undefined) return false;
  const { kind } = underlying(info.typeOf(range.x), info.world);
  return kind === "slice" || kind === "array" || kind === "map" || kind === "pointer";
}

/** `x := x` in the turn, as older Go asks for. */
function copiedFrom({ decl }: VarObj, { body }: Loop, info: FileInfo): VarObj | undefined {
  let found: VarObj | undefined;
  walk(body, (node) => {
    if (node.kind !== "AssignStmt" || node.op !== ":=" || node.lhs.length !== node.rhs.length) return;
    const value = node.rhs[node.lhs.findIndex(({ start }) => start === decl?.start)];
    const obj = value?.kind === "Ident" ? info.objectOf(value) : undefined;
    if (obj?.kind === "var") found = obj;
  });
  return found;
}

/** True if the variable is appended, stored, sent, or captured by a literal that something else may call later. */
function outlivesTurn(variable: VarObj, loop: Loop, stmt: DeferStmt, fn: FunctionUnit): boolean {
  let found = false;
  walkWithPath(loop.body, (node, above) => {
    if (found || node.kind !== "Ident" || contains(stmt, node) || fn.info.objectOf(node) !== variable) return;
    found = isCarriedOut(node, above, loop, fn);
  });
  return found;
}

function isCarriedOut(ident: Node, above: readonly Node[], loop: Loop, fn: FunctionUnit): boolean {
  // To end with the turn what was started for longer would be to end it at once.
  if (above.some((node) => node.kind === "GoStmt")) return true;
  const literal = above.findIndex((node) => node.kind === "FuncLit");
  if (literal >= 0) return isGivenAway(above[literal], above[literal - 1]);
  const holder = above.findLast(isStmt);
  if (holder?.kind === "SendStmt") return holder.value.start <= ident.start;
  if (holder?.kind !== "AssignStmt" || ident.start < holder.opSpan.end) return false;
  return isValueItself(ident, above, holder) && holder.lhs.some((target) => isOutside(target, loop, fn));
}

/** A literal that is called at once ends with the turn, and so does one that is kept in a variable of it. */
function isGivenAway(literal: Node | undefined, parent: Node | undefined): boolean {
  return parent?.kind === "CallExpr" && unparen(parent.fun) !== literal;
}

function isStmt(node: Node): node is Stmt {
  return node.kind.endsWith("Stmt");
}

/** `x`, `x.C`, `&x`, `append(xs, x)`, `wrap(x)`, `T{x}`; not `x.Len()`, which only asks it. */
function isValueItself(ident: Node, above: readonly Node[], holder: Node): boolean {
  let inner = ident;
  for (const node of above.slice(above.indexOf(holder) + 1).toReversed()) {
    if (node.kind === "CallExpr" && node.fun === inner) return false;
    if (node.kind === "BinaryExpr" || node.kind === "IndexExpr") return false;
    inner = node;
  }
  return true;
}

function isOutside(target: Expr, loop: Loop, fn: FunctionUnit): boolean {
  let root = unparen(target);
  while (root.kind === "SelectorExpr" || root.kind === "IndexExpr") root = unparen(root.x);
  if (root.kind !== "Ident" || root.name === "_") return false;
  const obj = fn.info.objectOf(root);
  return obj?.kind === "var" && !isDeclaredIn(loop, obj) && !/^err/i.test(obj.name);
}

/** `defer func() { if !closed { … } }()`, where `closed` is a variable of the turn that the turn sets. */
function onlyUnlessDone({ body }: FuncLit, loop: Loop, fn: FunctionUnit): boolean {
  const [only, ...more] = body.stmts;
  if (only?.kind !== "IfStmt" || more.length > 0 || only.else !== undefined) return false;
  const cond = unparen(only.cond);
  const flag = cond.kind === "UnaryExpr" && cond.op === "!" ? rootVariable(cond.x, fn) : undefined;
  return flag !== undefined && isDeclaredIn(loop, flag) && isAssigned(flag, loop, fn);
}

function isAssigned(flag: VarObj, { body }: Loop, fn: FunctionUnit): boolean {
  let found = false;
  walk(body, (node) => {
    if (node.kind === "AssignStmt" && node.op === "=" && node.lhs.some((each) => rootVariable(each, fn) === flag))
      found = true;
    return !found;
  });
  return found;
}
