import { fieldOf, isFieldSetLater, isLiteralOf, isPositional, literalSpan } from "../../analyze/literals.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CompositeLit } from "../../syntax/ast.ts";

export default rule({
  id: "log-rotation-unbounded",
  family: "observability",
  summary: "rotated log files are kept for ever",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["lumberjack"],
  messages: {
    unbounded:
      "This logger rotates and keeps every old file: sooner or later the disk is full, and the service stops with it. Set MaxBackups or MaxAge.",
  },
  checkDecl(decl, file, report) {
    walkWithPath(decl, (node, above) => {
      if (node.kind !== "CompositeLit" || !keepsAll(node, file)) return;
      if (!isFieldSetLater(node, above, LIMITS, file)) report({ at: literalSpan(node), message: "unbounded" });
    });
  },
});

const LUMBERJACK =
  /^(gopkg\.in\/natefinch\/lumberjack\.v2|github\.com\/natefinch\/lumberjack(\/v\d+)?|gopkg\.in\/lumberjack\.v2)$/;
const LIMITS = ["MaxBackups", "MaxAge"];

function keepsAll(literal: CompositeLit, file: FileUnit): boolean {
  if (!isLiteralOf(literal, LUMBERJACK, "Logger", file.info) || isPositional(literal)) return false;
  return LIMITS.every((name) => {
    const value = fieldOf(literal, name)?.value;
    return value === undefined || Number(file.info.constantOf(value) ?? Number.NaN) === 0;
  });
}
