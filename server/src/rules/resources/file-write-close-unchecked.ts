import { rule } from "../../analyze/rule.ts";
import type { Obligation } from "../../flow/flow.ts";
import type { CallExpr, DeferStmt, Expr, ExprStmt } from "../../syntax/ast.ts";
import { checkedCloseFix } from "./checked-close-fix.ts";
import { closesOf, isWritable } from "./writable-file.ts";

export default rule({
  id: "file-write-close-unchecked",
  family: "resources",
  summary: "Finds files opened for writing whose Close error is dropped",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Create", "OpenFile"],
  messages: {
    dropped:
      "The error of `{name}.Close()` is dropped, and `{name}` was opened for writing: what the system has not written yet fails only here, and the function reports success. Check it, or check `{name}.Sync()` before.",
  },
  check(fn, report) {
    for (const obligation of fn.flow.obligations) {
      const { variable } = obligation;
      if (variable === undefined || !isWritable(obligation, fn)) continue;
      const closes = closesOf(variable, fn);
      const [dropped] = closes.dropped;
      if (dropped === undefined || closes.checked || !closes.written || isHandedOn(obligation)) continue;
      report({
        at: closeCall(dropped),
        message: "dropped",
        data: { name: variable.name },
        fixes: checkedCloseFix(fn, dropped, variable),
      });
    }
  },
});

/** What somebody else may write to or close is not judged. */
function isHandedOn({ leak }: Obligation): boolean {
  return leak?.handedOver === true;
}

function closeCall(stmt: DeferStmt | ExprStmt): Expr | CallExpr {
  return stmt.kind === "DeferStmt" ? stmt.call : stmt.x;
}
