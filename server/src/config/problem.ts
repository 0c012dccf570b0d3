import type { Node } from "jsonc-parser";
import type { Severity } from "../analyze/finding.ts";
import { nearestId } from "../analyze/nearest-id.ts";
import type { TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";

/** A mistake in a configuration. */
export interface ConfigurationProblem {
  /** In the configuration's own text. */
  readonly span: Span;
  readonly severity: Severity;
  readonly code: ProblemCode;
  readonly message: string;
  /** What may be meant. */
  readonly fixes: readonly { readonly title: string; readonly edits: readonly TextEdit[] }[];
}

export type ProblemCode =
  "syntax" | "type" | "value" | "unknown-key" | "unknown-rule" | "duplicate-key" | "missing-key";

export type ReportProblem = (problem: ConfigurationProblem) => void;

export function spanOfNode(node: Node): Span {
  return { start: node.offset, end: node.offset + node.length };
}

/** A problem of a word that is none of those possible, with a fix where one of them is near. */
export function unknownWord(
  node: Node,
  code: ProblemCode,
  what: string,
  possible: readonly string[],
): ConfigurationProblem {
  const word = typeof node.value === "string" ? node.value : "";
  const meant = nearestId(word, possible);
  const span = spanOfNode(node);
  const hint = meant === undefined ? listed(possible) : `; did you mean ${JSON.stringify(meant)}?`;
  return {
    span,
    severity: "warning",
    code,
    message: `${what} ${JSON.stringify(word)}${hint}`,
    fixes:
      meant === undefined
        ? []
        : [{ title: `Replace by ${JSON.stringify(meant)}`, edits: [{ span, newText: JSON.stringify(meant) }] }],
  };
}

function listed(words: readonly string[]): string {
  return words.length === 0 || words.length > 8 ? "" : ` (possible: ${words.join(", ")})`;
}

export function wrongType(node: Node, wanted: string): ConfigurationProblem {
  return {
    span: spanOfNode(node),
    severity: "warning",
    code: "type",
    message: `This is to be ${wanted}, not ${described(node)}`,
    fixes: [],
  };
}

function described(node: Node): string {
  return node.type === "array"
    ? "a list"
    : node.type === "null"
      ? "null"
      : `${node.type === "object" ? "an" : "a"} ${node.type}`;
}
