import { nearestId } from "../../analyze/nearest-id.ts";
import { idsInReason } from "../../analyze/ignore-edit.ts";
import { rule, type ProposedFix } from "../../analyze/rule.ts";
import type { DirectiveId } from "../../syntax/directives.ts";

export default rule({
  id: "ignore-unknown-rule",
  family: "ignores",
  summary: "An ignore comment that names no rule of gostable",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["gostable:ignore"],
  messages: {
    unknown:
      "There is no rule {id}, so this comment keeps nothing back; name the rule that is meant (gostable rules lists them).",
    similar: "There is no rule {id}, so this comment keeps nothing back; did you mean {similar}?",
  },
  checkIgnores(file, review, report) {
    const known = new Set(review.ruleIds);
    for (const directive of review.directives) {
      if (directive.kind !== "ignore") continue;
      const stray = idsInReason(file, directive, known);
      for (const id of directive.ids) {
        if (known.has(id.id) || stray.includes(id)) continue;
        const similar = nearestId(id.id, review.ruleIds);
        if (similar === undefined) report({ at: id.span, message: "unknown", data: { id: id.id } });
        else report({ at: id.span, message: "similar", data: { id: id.id, similar }, fixes: [renaming(id, similar)] });
      }
    }
  },
});

function renaming(id: DirectiveId, similar: string): ProposedFix {
  return { title: `Write ${similar}`, safe: false, edits: [{ span: id.span, newText: similar }] };
}
