import type { Ident, Stmt } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { carryOf, carryOfElement } from "./carry.ts";
import type { CfgNode } from "../cfg/cfg.ts";
import type { PathState } from "./path-state.ts";
import { assignAll, forgetTarget, stepOverAssignment, stepOverDeclaration } from "./step-assignment.ts";
import { afterEffect, ended, on, type Step } from "./step-outcome.ts";
import { stepOverDefer, stepOverGo } from "./step-postponed.ts";
import { stepOverReturn } from "./step-return.ts";
import type { Tracking } from "./tracking.ts";

/** What one node of a block does to the resource. */
export function stepOver(node: CfgNode, state: PathState, tracking: Tracking): Step {
  switch (node.kind) {
    case "stmt":
      return stepOverStmt(node.stmt, state, tracking);
    case "expr":
      return afterEffect(node.expr, state, tracking);
    case "range": {
      const inside = carryOfElement(node.x, state, tracking);
      const targets = [node.key, node.value].filter((each) => each !== undefined);
      return assignAll(targets, () => ({ hold: inside, value: undefined }), node.x, state, tracking);
    }
    case "bind": {
      const variable = clauseVariable(node.ident, node.body, tracking);
      if (variable === undefined) return on(state);
      const hold = carryOf(node.x, state, tracking);
      return assignAll([variable], () => ({ hold, value: undefined }), node.x, state, tracking);
    }
  }
}

/** The first use of a type switch's variable in a clause, which has one of its own; undefined where nothing there uses it. */
function clauseVariable(bind: Ident, body: readonly Stmt[], { scope: { info } }: Tracking): Ident | undefined {
  let use: Ident | undefined;
  for (const stmt of body) {
    walk(stmt, (node) => {
      if (use !== undefined || node.kind !== "Ident" || node.name !== bind.name) return use === undefined;
      const obj = info.objectOf(node);
      if (obj?.kind === "var" && obj.decl?.start === bind.start) use = node;
      return use === undefined;
    });
  }
  return use;
}

function stepOverStmt(stmt: Stmt, state: PathState, tracking: Tracking): Step {
  switch (stmt.kind) {
    case "BadStmt":
      return ended("handed-over", stmt);
    case "ExprStmt":
      return afterEffect(stmt.x, state, tracking);
    case "AssignStmt":
      return stepOverAssignment(stmt.lhs, stmt.op, stmt.rhs, stmt, state, tracking);
    case "DeclStmt":
      return stepOverDeclaration(stmt, state, tracking);
    case "SendStmt":
      return carryOf(stmt.value, state, tracking) === undefined
        ? afterEffect(stmt, state, tracking)
        : ended("handed-over", stmt);
    case "IncDecStmt":
      return on(forgetTarget(stmt.x, state, tracking));
    case "GoStmt":
      return stepOverGo(stmt, state, tracking);
    case "DeferStmt":
      return stepOverDefer(stmt, state, tracking);
    case "ReturnStmt":
      return stepOverReturn(stmt, state, tracking);
    default:
      return on(state);
  }
}
