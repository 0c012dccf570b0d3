import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { expressionText } from "../../flow/expression-text.ts";
import { canRepeat } from "../../flow/cfg/reachability.ts";
import { soundsLikeRelease } from "../../flow/standard-library.ts";
import type { CallExpr, DeferStmt } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { hasFewTurns } from "./few-turns.ts";
import { firstLine } from "./first-line.ts";
import { isKeptBeyondTurn } from "./kept-beyond-turn.ts";
import { isMeantForTheEnd } from "./meant-for-the-end.ts";
import { isCancelUntilSuccess } from "./until-success.ts";
import { wrapBodyFix } from "./wrap-body-fix.ts";

export default rule({
  id: "defer-in-loop",
  family: "resources",
  summary: "Finds defer statements that pile up in a loop",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["defer"],
  covers: ["gocritic:deferInLoop", "staticcheck:SA9001", "staticcheck:SA5003", "revive:defer"],
  messages: {
    pilesUp:
      "{call} runs when the function returns, not at the end of each turn of this loop: what it releases piles up with every turn. Move the body into a function of its own, or call it at the end of the turn.",
  },
  check(fn, report) {
    const { cfg } = fn.flow;
    for (const block of cfg.blocks) {
      for (const node of block.nodes) {
        if (node.kind !== "stmt" || node.stmt.kind !== "DeferStmt" || !canRepeat(cfg, block.id)) continue;
        if (isKeptBeyondTurn(node.stmt, fn) || isMeantForTheEnd(node.stmt, fn)) continue;
        const fix = wrapBodyFix(fn, node.stmt);
        report({
          at: firstLine(node.stmt, fn.file),
          message: "pilesUp",
          data: { call: deferredText(node.stmt) },
          ...(isWorthAWarning(node.stmt, fn) ? {} : { severity: "info" as const }),
          fixes: fix === undefined ? [] : [fix],
        });
      }
    }
  },
});

function isWorthAWarning(stmt: DeferStmt, fn: FunctionUnit): boolean {
  if (!isRelease(stmt) || isMain(fn) || leavesScope(stmt, fn)) return false;
  return !isCancelUntilSuccess(stmt, fn) && !hasFewTurns(stmt, fn);
}

/** What a program opens in its `main` may well be meant for all of its life. */
function isMain(fn: FunctionUnit): boolean {
  return fn.node.kind === "FuncDecl" && fn.name === "main" && fn.file.packageName?.name === "main";
}

/** `r.closeScope()` of the method's own receiver: a step of its own state, whose order may well be meant. */
function leavesScope({ call }: DeferStmt, fn: FunctionUnit): boolean {
  if (fn.node.kind !== "FuncDecl") return false;
  const inner = unparen(call);
  if (inner.kind !== "CallExpr" || inner.args.length > 0) return false;
  const fun = unparen(inner.fun);
  if (fun.kind !== "SelectorExpr" || !/(?:Scope|Block|Level|Frame)$/.test(fun.sel.name)) return false;
  const receiver = fn.node.recv?.names[0]?.name;
  const holder = unparen(fun.x);
  return receiver !== undefined && holder.kind === "Ident" && holder.name === receiver;
}

/** A call whose name says that it gives something back, or a literal with one; what else is deferred may well be meant for the end. */
function isRelease({ call }: DeferStmt): boolean {
  const inner = unparen(call);
  if (inner.kind !== "CallExpr") return false;
  const fun = unparen(inner.fun);
  if (fun.kind !== "FuncLit") return isReleaseCall(inner);
  let found = false;
  walk(fun.body, (node) => {
    if (node.kind === "CallExpr" && isReleaseCall(node)) found = true;
    return !found;
  });
  return found;
}

/** To release something from a holder is to count uses of it: they may well be counted until the end. */
function isReleaseCall({ fun, args }: CallExpr): boolean {
  const inner = unparen(fun);
  const name = inner.kind === "SelectorExpr" ? inner.sel.name : inner.kind === "Ident" ? inner.name : "";
  return soundsLikeRelease(name) && !(/^release/i.test(name) && args.length > 0);
}

function deferredText({ call }: DeferStmt): string {
  const inner = unparen(call);
  if (inner.kind === "CallExpr" && unparen(inner.fun).kind === "FuncLit") return "The deferred function";
  return `\`${expressionText(inner)}\``;
}
