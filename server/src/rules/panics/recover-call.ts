import type { FunctionUnit } from "../../analyze/unit.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncNode, Node, TypeAssertExpr } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";

/** One `recover()` that stands in a function itself, not in a literal inside it. */
export interface RecoverCall {
  readonly call: CallExpr;
  /** `defer recover()` */
  readonly deferred: boolean;
  /** The nodes around the call inside the function, outermost first. */
  readonly around: readonly Node[];
}

export function isRecover(call: CallExpr, info: FileInfo): boolean {
  const fun = unparen(call.fun);
  if (fun.kind !== "Ident" || fun.name !== "recover" || call.args.length > 0) return false;
  return info.calleeOf(call).kind === "builtin";
}

export function recoverCalls(func: FuncNode, info: FileInfo): RecoverCall[] {
  const found: RecoverCall[] = [];
  const around: Node[] = [];
  walkFunction(func, (node, parent) => {
    while (around.length > 0 && around.at(-1) !== parent) around.pop();
    if (node.kind === "CallExpr" && isRecover(node, info)) {
      found.push({ call: node, deferred: parent?.kind === "DeferStmt", around: [...around] });
    }
    around.push(node);
  });
  return found;
}

/** The variable a recovered value is put into, and by which later code knows it. */
export function recoveredVariable({ call, around }: RecoverCall, info: FileInfo): VarObj | undefined {
  const parent = around.filter((node) => node.kind !== "ParenExpr").at(-1);
  if (parent?.kind === "ValueSpec") return variable(parent.names[0], info);
  if (parent?.kind !== "AssignStmt" || parent.lhs.length !== parent.rhs.length) return undefined;
  return variable(parent.lhs[parent.rhs.findIndex((value) => unparen(value) === call)], info);
}

function variable(target: Expr | undefined, info: FileInfo): VarObj | undefined {
  if (target?.kind !== "Ident" || target.name === "_") return undefined;
  const obj = info.objectOf(target);
  return obj?.kind === "var" ? obj : undefined;
}

/** What a recovering function does about the panic. */
export interface RecoverConduct {
  /** The value goes somewhere: into a call, a result, a variable of others. */
  readonly usesValue: boolean;
  /** Something that lives on is set: a result of the function around, a captured variable, a field, a channel. */
  readonly stores: boolean;
  /** A call that by its name tells somebody. */
  readonly reports: boolean;
  /** Any call but `recover` in the branch that is taken for a panic. */
  readonly acts: boolean;
  /** The panic, or the end of the process, follows on some path. */
  readonly goesOn: boolean;
}

const REPORTS = /log|print|err|warn|report|capture|notify|debug|stack|fatal|panic|trace|metric|count|inc|observe/i;

export function recoverConduct(fn: FunctionUnit, recover: RecoverCall): RecoverConduct {
  const info = fn.info;
  const recovered = recoveredVariable(recover, info);
  const branch = panicBranch(recover);
  let usesValue = isUsedInPlace(recover, info);
  let stores = false;
  let reports = false;
  let acts = false;
  walk(fn.node.body ?? recover.call, (node, parent) => {
    if (node.kind === "Ident" && recovered !== undefined && info.objectOf(node) === recovered) {
      if (!isNilTest(parent, node) && !isBlankUse(parent, node) && !declares(parent, node)) usesValue = true;
    }
    if (node.kind === "CallExpr" && !isRecover(node, info)) {
      if (REPORTS.test(calleeName(node))) reports = true;
      if (branch !== undefined && node.start >= branch.start && node.end <= branch.end) acts = true;
    }
    if (storesOutside(fn, node)) stores = true;
  });
  return { usesValue, stores, reports, acts, goesOn: goesOn(fn) || assertsBarely(fn, recover, recovered) };
}

/** `err = r.(parseError)` panics again for everything else. */
function assertsBarely(fn: FunctionUnit, recover: RecoverCall, recovered: VarObj | undefined): boolean {
  let found = false;
  walk(fn.node.body ?? recover.call, (node, parent) => {
    if (node.kind !== "TypeAssertExpr" || !isBareAssertion(node, parent)) return;
    const x = unparen(node.x);
    const isValue = x.kind === "Ident" && recovered !== undefined && fn.info.objectOf(x) === recovered;
    if (x === recover.call || isValue) found = true;
  });
  return found;
}

function isBareAssertion(node: TypeAssertExpr, parent: Node | undefined): boolean {
  if (node.type === undefined) return false;
  if (parent?.kind === "AssignStmt") return parent.lhs.length === parent.rhs.length;
  return parent?.kind !== "ValueSpec" || parent.names.length === parent.values.length;
}

function declares(parent: Node | undefined, node: Node): boolean {
  if (parent?.kind === "AssignStmt") return parent.lhs.some((target) => target === node);
  return parent?.kind === "ValueSpec" && parent.names.some((name) => name === node);
}

/** `_ = r` */
function isBlankUse(parent: Node | undefined, node: Node): boolean {
  if (parent?.kind !== "AssignStmt" || !parent.rhs.some((value) => value === node)) return false;
  return parent.lhs.every((target) => target.kind === "Ident" && target.name === "_");
}

function isNilTest(parent: Node | undefined, node: Node): boolean {
  if (parent?.kind !== "BinaryExpr" || (parent.op !== "==" && parent.op !== "!=")) return false;
  const other = unparen(parent.x === node ? parent.y : parent.x);
  return other.kind === "Ident" && other.name === "nil";
}

/** `handle(recover())`, `return recover()`, `err, ok := recover().(error)`, a switch over it. */
function isUsedInPlace({ call, around, deferred }: RecoverCall, info: FileInfo): boolean {
  const parent = around.filter((node) => node.kind !== "ParenExpr").at(-1);
  if (parent === undefined || deferred || parent.kind === "ExprStmt" || isNilTest(parent, call)) return false;
  if (parent.kind === "AssignStmt" || parent.kind === "ValueSpec") {
    const targets = parent.kind === "AssignStmt" ? parent.lhs : parent.names;
    if (targets.every((target) => target.kind === "Ident" && target.name === "_")) return false;
    return recoveredVariable({ call, around, deferred }, info) === undefined;
  }
  return true;
}

/** The branch that is taken when there was a panic. */
function panicBranch({ call, around }: RecoverCall): Node | undefined {
  const test = around.findLast((node) => node.kind === "IfStmt");
  if (test?.kind === "IfStmt" && call.end <= test.then.start) return test.then;
  return undefined;
}

function calleeName(call: CallExpr): string {
  const fun = unparen(call.fun);
  if (fun.kind === "Ident") return fun.name;
  if (fun.kind !== "SelectorExpr") return "";
  const operand = unparen(fun.x);
  return `${operand.kind === "Ident" ? operand.name : ""}.${fun.sel.name}`;
}

/** An assignment, send or return by which something outside the recovering function learns of the panic. */
function storesOutside(fn: FunctionUnit, node: Node): boolean {
  if (node.kind === "SendStmt") return true;
  if (node.kind === "ReturnStmt") return node.results.length > 0;
  if (node.kind === "IncDecStmt") return isOutside(fn, node.x);
  if (node.kind === "CallExpr") return writesToParameter(fn, node);
  return node.kind === "AssignStmt" && node.op !== ":=" && node.lhs.some((target) => isOutside(fn, target));
}

/** `fmt.Fprintf(b, …)` to what the function is to write: whoever reads that learns of it. */
function writesToParameter({ info }: FunctionUnit, call: CallExpr): boolean {
  const [writer] = call.args;
  const obj = writer?.kind === "Ident" ? info.objectOf(writer) : undefined;
  return /^fmt\.Fprint(f|ln)?$/.test(calleeName(call)) && obj?.kind === "var" && obj.scope === "param";
}

function isOutside(fn: FunctionUnit, target: Expr): boolean {
  const inner = unparen(target);
  if (inner.kind !== "Ident") return true;
  if (inner.name === "_") return false;
  const obj = fn.info.objectOf(inner);
  return obj?.kind !== "var" || obj.owner !== fn.node || obj.scope === "result";
}

/** True if some path of the recovering function panics again or ends the process. */
function goesOn(fn: FunctionUnit): boolean {
  const { cfg } = fn.flow;
  return cfg.blocks.some((block) => block.succs.some((edge) => edge.kind === "panic" || edge.kind === "never-returns"));
}
