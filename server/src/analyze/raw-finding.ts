import type { Span } from "../text/span.ts";
import type { Confidence, RelatedPlace, Severity } from "./finding.ts";
import type { ProposedFix, Rule } from "./rule.ts";
import type { Asked } from "./text-queries.ts";

/** What a rule reported, before settings, ignore comments and syntax errors have their say. Plain data but for the rule. */
export interface RawFinding {
  readonly rule: Rule;
  /** The name of the function around it; "" at package level. */
  readonly where: string;
  readonly at: Span;
  readonly message: string;
  readonly severity: Severity | undefined;
  readonly confidence: Confidence;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly ProposedFix[];
  readonly unnecessary: boolean;
}

/** A defect of gostable itself: a rule threw, or reported outside the file. */
export interface RuleFailure {
  readonly rule: string;
  readonly uri: string;
  readonly where: string;
  readonly error: string;
}

/** What one part of a file gave. */
export interface RawResult {
  /** What of other declarations it was drawn from. */
  readonly asked: Asked;
  readonly findings: readonly RawFinding[];
  readonly failures: readonly RuleFailure[];
}
