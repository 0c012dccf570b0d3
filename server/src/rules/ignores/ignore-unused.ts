import { rule, type ProposedFix } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { UnusedIgnore } from "../../analyze/ignore-review.ts";
import { removeIgnoredId } from "../../analyze/ignore-edit.ts";

export default rule({
  id: "ignore-unused",
  family: "ignores",
  summary: "An ignore comment that keeps nothing back",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: ["gostable:ignore"],
  messages: {
    unused:
      "Nothing here is reported by {id} any more, so this comment would hide the next real finding on this line; remove it.",
  },
  checkIgnores(file, review, report) {
    for (const unused of review.unused) {
      report({
        at: unused.id.span,
        message: "unused",
        data: { id: unused.id.id },
        unnecessary: true,
        fixes: [removal(file, unused)],
      });
    }
  },
});

function removal(file: FileUnit, { directive, id }: UnusedIgnore): ProposedFix {
  const title = directive.ids.length > 1 ? `Remove ${id.id} from the comment` : "Remove the comment";
  return { title, safe: true, edits: [removeIgnoredId(file, directive, id)] };
}
