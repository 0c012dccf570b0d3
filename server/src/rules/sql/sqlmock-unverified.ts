import { calledBy } from "../../flow/called.ts";
import { rule } from "../../analyze/rule.ts";
import { walkFunction } from "../../syntax/visit.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";

export default rule({
  id: "sqlmock-unverified",
  family: "sql",
  summary: "Finds sqlmock expectations that are never verified",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["sqlmock.New"],
  messages: {
    unverified:
      "Nothing calls `ExpectationsWereMet` on this mock: the test passes although queries it expects were never made. Check it at the end, best in `t.Cleanup`.",
  },
  check(fn, report) {
    if (!fn.file.pkg.files.some((each) => each.mentions(SHARED))) checkFunction(fn, report);
  },
});

/** A helper of the package verifies for its callers. */
const SHARED = /func [^\n]*\([^\n]*sqlmock\.Sqlmock\b[^\n]*\{[^}]*ExpectationsWereMet/;

function checkFunction(
  fn: FunctionUnit,
  report: (problem: { at: { start: number; end: number }; message: "unverified" }) => void,
): void {
  const whole = fn.decl ?? fn.node;
  const text = fn.file.text.slice(whole.start, whole.end);
  if (text.includes("ExpectationsWereMet") || !/\.Expect[A-Z]/.test(text) || /return [^\n]*\bmock\b/.test(text)) return;
  walkFunction(fn.node, (node) => {
    if (node.kind !== "CallExpr") return;
    const ref = calledBy(node, fn.info)?.ref;
    if (ref?.pkg === "github.com/DATA-DOG/go-sqlmock" && (ref.name === "New" || ref.name === "NewWithDSN")) {
      report({ at: node.fun, message: "unverified" });
    }
  });
}
