import { rule, type Rule } from "../../server/src/analyze/rule.ts";
import { walkFunction } from "../../server/src/syntax/visit.ts";

/** Reports each call of `bad()`; its safe fix calls `good()` instead. */
export const badCall: Rule = rule({
  id: "bad-call",
  family: "values",
  summary: "A call of bad",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["bad"],
  covers: ["badcheck", "govet:bad"],
  messages: { bad: "bad is called in {where}; call good" },
  check(fn, report) {
    walkFunction(fn.node, (node) => {
      if (node.kind !== "CallExpr" || node.fun.kind !== "Ident" || node.fun.name !== "bad") return;
      report({
        at: node,
        message: "bad",
        data: { where: fn.name },
        fixes: [{ title: "Call good", safe: true, edits: [{ span: node.fun, newText: "good" }] }],
      });
    });
  },
});

/** Reports each declaration that mentions `odd`, as a guess. */
export const oddFile: Rule = rule({
  id: "odd-file",
  family: "values",
  summary: "A file with odd in it",
  severity: "warning",
  preset: "strict",
  since: "0.1",
  inTests: true,
  triggers: ["odd"],
  messages: { odd: "odd" },
  checkDecl(decl, file, report) {
    const at = file.text.indexOf("odd", decl.start);
    report({ at: { start: at, end: at + 3 }, message: "odd", confidence: "likely" });
  },
});

/** A defect. */
export const throwing: Rule = rule({
  id: "throwing",
  family: "values",
  summary: "Throws",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: [],
  messages: {},
  check() {
    throw new Error("boom");
  },
});
