import { rule } from "../../analyze/rule.ts";
import { expressionText } from "../../flow/expression-text.ts";
import { canRepeat } from "../../flow/reachability.ts";
import { soundsLikeRelease } from "../../flow/standard-library.ts";
import type { DeferStmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { firstLine } from "./first-line.ts";
import { isKeptBeyondTurn } from "./kept-beyond-turn.ts";
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
        if (isKeptBeyondTurn(node.stmt, fn)) continue;
        const fix = wrapBodyFix(fn, node.stmt);
        report({
          at: firstLine(node.stmt, fn.file),
          message: "pilesUp",
          data: { call: deferredText(node.stmt) },
          ...(isRelease(node.stmt) ? {} : { severity: "info" as const }),
          fixes: fix === undefined ? [] : [fix],
        });
      }
    }
  },
});

/** A literal, or a call whose name says that it gives something back; what else is deferred may well be meant for the end. */
function isRelease({ call }: DeferStmt): boolean {
  const inner = unparen(call);
  const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : inner;
  if (fun.kind === "SelectorExpr") return soundsLikeRelease(fun.sel.name);
  return fun.kind === "FuncLit" || (fun.kind === "Ident" && soundsLikeRelease(fun.name));
}

function deferredText({ call }: DeferStmt): string {
  const inner = unparen(call);
  if (inner.kind === "CallExpr" && unparen(inner.fun).kind === "FuncLit") return "The deferred function";
  return `\`${expressionText(inner)}\``;
}
