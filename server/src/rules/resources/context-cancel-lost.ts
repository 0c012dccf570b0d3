import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { nameCancelFix } from "./name-cancel-fix.ts";

export default rule({
  id: "context-cancel-lost",
  family: "resources",
  summary: "Finds contexts whose cancel function is not called on some path",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["govet:lostcancel", "lostcancel"],
  messages: obligationMessages({
    done: "called",
    harm: "the context, its timer and everything that waits for it live on until the parent ends",
    remedy: "Add `defer {release}` behind it.",
    keep: "Give it a name and defer it.",
  }),
  check: obligationCheck({
    rule: "context-cancel-lost",
    severity: "error",
    releasesTwice: true,
    judge: (obligation, leak, fn) => (isSetToNil(leak, fn) || isCancelledOnFailure(obligation, fn) ? "info" : "error"),
    fixes: (fn, obligation, leak) => (leak.kind === "discarded" ? nameCancelFix(fn, obligation, leak) : []),
  }),
});

/** `cancel = nil`: from here on nobody is to call it. */
function isSetToNil({ kind, exit }: Leak, { file }: FunctionUnit): boolean {
  return kind === "reassigned" && /^[\w.]+ = nil$/.test(file.text.slice(exit.start, exit.end));
}

/** `defer func() { if err != nil { cancel() } }()`: what was started goes on if the function succeeds. */
function isCancelledOnFailure({ variable }: Obligation, { info, node }: FunctionUnit): boolean {
  let found = false;
  if (variable === undefined) return false;
  walkFunction(node, (each) => {
    const call = each.kind === "DeferStmt" ? unparen(each.call) : undefined;
    const literal = call?.kind === "CallExpr" ? unparen(call.fun) : undefined;
    if (literal?.kind !== "FuncLit") return;
    const [only, ...more] = literal.body.stmts;
    if (only?.kind !== "IfStmt" || more.length > 0 || only.else !== undefined) return;
    const cond = unparen(only.cond);
    if (cond.kind !== "BinaryExpr" || cond.op !== "!=" || !isErrorType(info.typeOf(cond.x))) return;
    walk(only.then, (inner) => {
      const fun = inner.kind === "CallExpr" ? unparen(inner.fun) : undefined;
      found ||= fun?.kind === "Ident" && info.objectOf(fun) === variable;
    });
  });
  return found;
}
