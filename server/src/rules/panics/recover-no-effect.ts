import { declaredCallee } from "../../analyze/declared-callee.ts";
import { type Report, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { CallExpr, DeferStmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { returnsRecoverer } from "./deferred-helper.ts";
import { declarationUses, isDeferredSomewhere, literalUses } from "./function-use.ts";
import { recoverCalls } from "./recover-call.ts";
import { recoverEffect } from "./recover-effect.ts";
import { callResultFix, deferHelperFix, deferLiteralFix } from "./recover-fixes.ts";

type MessageId = "notDeferred" | "deferredItself" | "nested" | "helper" | "short";

export default rule({
  id: "recover-no-effect",
  family: "panics",
  summary: "Finds recovers that cannot stop any panic",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  // A test that comes there ends at once, or waits until somebody looks.
  inTests: false,
  triggers: [],
  covers: ["revive", "defer"],
  messages: {
    notDeferred:
      "`recover` answers nil here, because no `defer` runs this function: the panic goes on. Call it in a deferred function literal.",
    deferredItself:
      "`defer recover()` stops no panic: `recover` must be called by the deferred function, not be it. Write `defer func() { … recover() … }()`.",
    nested:
      "`recover` answers nil here: the panic runs the outer deferred literal, and this one only guards that. Recover in the outer one.",
    helper:
      "`{name}` recovers only where it is deferred itself; called from a deferred function it stops no panic. Write `defer {name}(…)`.",
    short: "`{name}` only returns the function that recovers; nothing runs that. Write `defer {name}(…)()`.",
  },
  check(fn, report) {
    if (!fn.file.pkg.files.some((file) => file.mentions(/\brecover\(/))) return;
    checkOwn(fn, report);
    checkHelperCalls(fn, report);
    checkReturned(fn, report);
  },
});

function checkOwn(fn: FunctionUnit, report: Report<MessageId>): void {
  const recovers = recoverCalls(fn.node, fn.info).filter((recover) => recoverEffect(fn, recover) === "none");
  const nested = fn.node.kind === "FuncLit" && literalUses(fn, fn.node).has("deferred");
  for (const { call, deferred } of recovers) {
    const fix = deferred ? deferLiteralFix(fn, call) : undefined;
    report({
      at: call,
      message: nested ? "nested" : deferred ? "deferredItself" : "notDeferred",
      fixes: fix === undefined ? [] : [fix],
    });
  }
}

/** A function of which every run is a deferred one. */
function isOnlyDeferred(fn: FunctionUnit): boolean {
  if (fn.node.kind === "FuncDecl" && /^\p{Lu}/u.test(fn.node.name.name)) return false;
  const { node } = fn;
  if (node.kind === "FuncDecl" && !isDeferredSomewhere(node.name.name, fn.file.pkg)) return false;
  const uses = node.kind === "FuncDecl" ? declarationUses(node, fn.file.pkg) : literalUses(fn, node);
  return uses.size === 1 && uses.has("deferred") && recoverCalls(fn.node, fn.info).length === 0;
}

/** Calls, from a deferred function, of helpers that recover: one call too deep. */
function checkHelperCalls(fn: FunctionUnit, report: Report<MessageId>): void {
  const calls: CallExpr[] = [];
  walkFunction(fn.node, (node, parent) => {
    if (node.kind !== "CallExpr" || parent?.kind === "DeferStmt" || parent?.kind === "GoStmt") return;
    if (recoversElsewhere(node, fn)) calls.push(node);
  });
  if (calls.length === 0 || !isOnlyDeferred(fn)) return;
  for (const call of calls) {
    const fix = deferHelperFix(fn, call);
    report({ at: call, message: "helper", data: { name: nameOf(call) }, fixes: fix === undefined ? [] : [fix] });
  }
}

/** A helper that recovers and is told of only here: where all its uses are calls, its own `recover` is reported. */
function recoversElsewhere(call: CallExpr, fn: FunctionUnit): boolean {
  const callee = fn.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return false;
  if (fn.file.summaryOf(callee)?.recovers !== true) return false;
  const helper = declaredCallee(call, fn.file);
  if (helper === undefined) return true;
  const [recover] = recoverCalls(helper.node, helper.info);
  return recover !== undefined && recoverEffect(helper, recover) !== "none";
}

/** `defer recoverer()` where `recoverer()()` was meant. */
function checkReturned(fn: FunctionUnit, report: Report<MessageId>): void {
  walkFunction(fn.node, (node) => {
    if (node.kind !== "DeferStmt") return;
    const call = deferredCall(node);
    const helper = call === undefined ? undefined : declaredCallee(call, fn.file);
    if (call === undefined || helper === undefined || !returnsRecoverer(helper.node, helper)) return;
    if (recoverCalls(helper.node, helper.info).length > 0) return;
    report({ at: call, message: "short", data: { name: nameOf(call) }, fixes: [callResultFix(call)] });
  });
}

function deferredCall(stmt: DeferStmt): CallExpr | undefined {
  const call = unparen(stmt.call);
  return call.kind === "CallExpr" ? call : undefined;
}

function nameOf(call: CallExpr): string {
  const fun = unparen(call.fun);
  if (fun.kind === "Ident") return fun.name;
  if (fun.kind !== "SelectorExpr") return "the helper";
  return fun.x.kind === "Ident" ? `${fun.x.name}.${fun.sel.name}` : fun.sel.name;
}
