import { needImport } from "../../analyze/edits/add-import.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isLoggingPackage } from "../../catalog/cleanup-names.ts";
import { isStandardPackage } from "../../flow/standard-library.ts";
import type { Type } from "../../semantic/types.ts";
import type { CallExpr, FuncLit, GoStmt, Node } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { recoverCalls } from "./recover-call.ts";

export default rule({
  id: "goroutine-without-recover",
  family: "panics",
  summary: "Finds goroutines in which a panic ends the whole program",
  severity: "warning",
  preset: "strict",
  enabledBy: ({ launchWrappers }) => launchWrappers.length > 0,
  since: "0.1",
  inTests: false,
  triggers: ["go "],
  messages: {
    bare: "A panic in this goroutine ends the whole program: no recover of the caller reaches it. Recover in a function literal that it defers.",
    wrapper:
      "A panic in this goroutine ends the whole program: no recover of the caller reaches it. Start it by `{wrapper}`.",
  },
  check(fn, report) {
    const wrappers = fn.file.options.launchWrappers;
    if (wrappers.includes(`${fn.info.packagePath}.${fn.name}`)) return;
    walkFunction(fn.node, (node) => {
      if (node.kind !== "GoStmt") return;
      const call = unparen(node.call);
      if (call.kind !== "CallExpr" || !needsRecover(call, fn, wrappers.length > 0)) return;
      const [wrapper] = wrappers;
      const fix = wrapper === undefined ? undefined : wrapperFix(fn, node, call, wrapper);
      report({
        at: { start: node.start, end: node.start + "go".length },
        message: wrapper === undefined ? "bare" : "wrapper",
        data: { wrapper: shortName(wrapper ?? "") },
        fixes: fix === undefined ? [] : [fix],
      });
    });
  },
});

/** With a wrapper every raw `go` is to use it; else only literals that can panic and recover from nothing. */
function needsRecover(call: CallExpr, fn: FunctionUnit, hasWrapper: boolean): boolean {
  const literal = unparen(call.fun);
  if (literal.kind !== "FuncLit") return hasWrapper && fn.file.summaryOf(fn.info.calleeOf(call))?.recovers !== true;
  return !defersRecover(literal, fn) && (hasWrapper || canPanic(literal, fn));
}

function defersRecover(literal: FuncLit, fn: FunctionUnit): boolean {
  let recovers = false;
  walkFunction(literal, (node) => {
    if (node.kind !== "DeferStmt") return;
    const call = unparen(node.call);
    if (call.kind !== "CallExpr") return;
    const deferred = unparen(call.fun);
    if (deferred.kind === "FuncLit") recovers ||= recoverCalls(deferred, fn.info).length > 0;
    else recovers ||= mayRecover(call, fn);
  });
  return recovers;
}

/** A deferred helper recovers if its summary says so; of one that is not known its name decides. */
function mayRecover(call: CallExpr, fn: FunctionUnit): boolean {
  const summary = fn.file.summaryOf(fn.info.calleeOf(call));
  if (summary !== undefined) return summary.recovers;
  const fun = unparen(call.fun);
  const name = fun.kind === "Ident" ? fun.name : fun.kind === "SelectorExpr" ? fun.sel.name : "recover";
  return /recover|panic|crash|guard|catch/i.test(name);
}

/** Of the standard library, what calls back, or panics by its very name. */
const LOUD = /^(reflect|unsafe|plugin|sort|slices|maps|iter|testing)(\/|$)/;

/** Code of one's own or of others, an index, a cut or an assertion may panic; waiting, copying, logging and closing do not. */
function canPanic(literal: FuncLit, fn: FunctionUnit): boolean {
  let can = false;
  walkFunction(literal, (node, parent) => {
    if (node.kind === "IndexExpr" || node.kind === "SliceExpr") can = true;
    if (node.kind === "TypeAssertExpr" && node.type !== undefined) can ||= !asksWhether(parent);
    if (node.kind === "CallExpr" && !can) can = mayPanic(node, fn);
  });
  return can;
}

/** `v, ok := x.(T)` */
function asksWhether(parent: Node | undefined): boolean {
  return parent?.kind === "AssignStmt" && parent.lhs.length === 2 && parent.rhs.length === 1;
}

function mayPanic(call: CallExpr, fn: FunctionUnit): boolean {
  const callee = fn.info.calleeOf(call);
  switch (callee.kind) {
    case "builtin":
      return callee.name === "panic";
    case "func":
    case "method":
      return !isQuiet(callee.pkg, callee.name);
    case "conversion":
    case "literal":
      return false;
    default:
      return !isCancel(call, fn) && !(callee.kind === "unknown" && isQuiet(callee.pkg ?? "", callee.name ?? ""));
  }
}

function isQuiet(pkg: string, name: string): boolean {
  if (isLoggingPackage(pkg)) return !name.startsWith("Panic");
  return pkg !== "" && isStandardPackage(pkg) && !LOUD.test(pkg) && !name.startsWith("Must");
}

function isCancel(call: CallExpr, fn: FunctionUnit): boolean {
  const type = fn.info.typeOf(call.fun);
  return type.kind === "named" && type.pkg === "context";
}

/** Only where nothing is passed to the function: arguments are worked out before a goroutine begins. */
function wrapperFix(fn: FunctionUnit, stmt: GoStmt, call: CallExpr, wrapper: string): ProposedFix | undefined {
  const started = unparen(call.fun);
  const dot = wrapper.lastIndexOf(".");
  const path = wrapper.slice(0, dot);
  const name = wrapper.slice(dot + 1);
  if (call.args.length > 0 || !takesNothing(fn.info.typeOf(started)) || !runsFunction(fn, path, name)) return undefined;
  const own = path === fn.info.packagePath;
  const needed = own ? undefined : needImport(fn.file, path, stmt.start);
  if (!own && needed === undefined) return undefined;
  const prefix = needed === undefined ? name : `${needed.name}.${name}`;
  return {
    title: `Start it by \`${shortName(wrapper)}\``,
    safe: false,
    edits: [
      { span: { start: stmt.start, end: call.fun.start }, newText: `${prefix}(` },
      { span: { start: call.fun.end, end: stmt.end }, newText: ")" },
      ...(needed?.edits ?? []),
    ],
  };
}

/** Whether the wrapper is known to take a plain function and nothing else. */
function runsFunction(fn: FunctionUnit, path: string, name: string): boolean {
  const type = fn.file.functionNamed(path, name);
  const [param, ...others] = type?.params ?? [];
  return param !== undefined && others.length === 0 && type?.variadic !== true && takesNothing(param.type);
}

function takesNothing(type: Type): boolean {
  return type.kind === "func" && type.params.length === 0 && type.results.length === 0;
}

/** `safego.Go` of `example.com/lib/safego.Go`. */
function shortName(wrapper: string): string {
  return wrapper.slice(wrapper.lastIndexOf("/") + 1);
}
