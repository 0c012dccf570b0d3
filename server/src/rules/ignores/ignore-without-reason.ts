import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "ignore-without-reason",
  family: "ignores",
  summary: "An ignore comment that does not say why",
  severity: "warning",
  preset: "all",
  since: "0.1",
  inTests: true,
  triggers: ["gostable:ignore"],
  messages: {
    missing:
      "This comment does not say why the finding is ignored, so nobody can tell later whether it still holds; add -- and the reason.",
  },
  checkIgnores(_file, review, report) {
    for (const directive of review.directives) {
      if (directive.kind !== "ignore" || directive.reason !== undefined) continue;
      const { comment } = directive;
      const end = comment.start + comment.text.replace(/(\s|--)+$/, "").length;
      report({
        at: { start: comment.start, end },
        message: "missing",
        fixes: [
          {
            title: "Add a reason to fill in",
            safe: false,
            edits: [{ span: { start: end, end: comment.end }, newText: " -- TODO: say why" }],
          },
        ],
      });
    }
  },
});
