import type { Directive, DirectiveId, IgnoreDirective } from "../syntax/directives.ts";

/** What the rules about ignoring see: every directive of a file, and what became of it once all other rules had run. */
export interface IgnoreReview {
  readonly directives: readonly Directive[];
  /** Ids of directives that kept nothing back, of rules that did look at the file. Empty while the file does not parse. */
  readonly unused: readonly UnusedIgnore[];
  /** All rule ids there are. */
  readonly ruleIds: readonly string[];
}

export interface UnusedIgnore {
  readonly directive: IgnoreDirective;
  readonly id: DirectiveId;
}
