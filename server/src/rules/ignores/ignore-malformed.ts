import { idsInReason, separateReason } from "../../analyze/ignore-edit.ts";
import { nearestId } from "../../analyze/nearest-id.ts";
import { rule, type ProposedFix } from "../../analyze/rule.ts";
import type { MalformedDirective } from "../../syntax/directives.ts";

const VERBS = ["ignore", "ignore-file", "boundary"];

export default rule({
  id: "ignore-malformed",
  family: "ignores",
  summary: "A gostable comment that cannot be understood",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["gostable:"],
  messages: {
    "unknown-verb":
      "gostable knows no comment {verb}, so this one does nothing; write gostable:ignore, gostable:ignore-file or gostable:boundary.",
    "no-rule": "This comment names no rule, so it keeps nothing back; write //gostable:{verb} rule-id -- reason.",
    "space-before-verb":
      "A directive has no space behind //, so this is an ordinary comment that does nothing; remove the space.",
    "block-comment": "A directive is a line comment, so this block comment does nothing; write it with //.",
    separator: "The reason is read as names of rules; put -- in front of it.",
  },
  checkIgnores(file, review, report) {
    const known = new Set(review.ruleIds);
    for (const directive of review.directives) {
      if (directive.kind === "malformed") {
        const { comment, problem, verb } = directive;
        report({ at: comment, message: problem, data: { verb }, fixes: repairs(directive) });
      }
      if (directive.kind !== "ignore") continue;
      const [first] = idsInReason(file, directive, known);
      if (first !== undefined) report({ at: first.span, message: "separator", fixes: [separateReason(first)] });
    }
  },
});

function repairs(directive: MalformedDirective): ProposedFix[] {
  const { comment, problem, verb } = directive;
  if (problem === "space-before-verb") {
    const space = comment.text.length - comment.text.replace(/^\/\/\s*/, "//").length;
    return [
      {
        title: "Remove the space",
        safe: false,
        edits: [{ span: { start: comment.start + 2, end: comment.start + 2 + space }, newText: "" }],
      },
    ];
  }
  if (problem !== "unknown-verb") return [];
  const similar = nearestId(verb, VERBS);
  const start = comment.start + "//gostable:".length;
  if (similar === undefined) return [];
  return [
    {
      title: `Write gostable:${similar}`,
      safe: false,
      edits: [{ span: { start, end: start + verb.length }, newText: similar }],
    },
  ];
}
