import type { TextEdit } from "../text/edit.ts";
import type { Decl } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { FileUnit, FunctionUnit } from "./unit.ts";
import type { Confidence, Preset, RelatedPlace, Severity } from "./finding.ts";
import type { IgnoreReview } from "./ignore-review.ts";
import type { RuleOptions } from "./rule-options.ts";

export type RuleFamily =
  "sql" | "resources" | "locks" | "panics" | "context" | "limits" | "observability" | "values" | "ignores";

/** A rule as a value. `export default rule({ … })` in `rules/<family>/<id>.ts`; the registry is generated. */
export interface Rule<MessageId extends string = string> {
  readonly id: string;
  readonly family: RuleFamily;
  /** One line for lists: what it finds. */
  readonly summary: string;
  readonly severity: Severity;
  /** The smallest preset it belongs to: `recommended` is contained in `strict`, `strict` in `all`. */
  readonly preset: Exclude<Preset, "off">;
  /** Options that switch it on whatever the preset, unless that is `off`. */
  readonly enabledBy?: (options: RuleOptions) => boolean;
  /** The version of gostable that brought it. */
  readonly since: string;
  /** Whether it also looks at `_test.go` files when the `tests` option is not set. */
  readonly inTests: boolean;
  /** Byte strings of which at least one must occur in the text of the function, or for `checkDecl` the declaration, for the rule to have anything to say. Empty: always runs. */
  readonly triggers: readonly string[];
  /** Ids of checks of other linters that cover the same ground (`sqlclosecheck`, `govet:lostcancel`): `//nolint:` of these is honoured. */
  readonly covers?: readonly string[];
  /** Templates by id; `{name}` is filled from the report's data. A message says what is wrong, why it hurts, and ends with what to do. */
  readonly messages: Readonly<Record<MessageId, string>>;
  /** Called for each function declaration with a body and for each function literal. */
  readonly check?: (fn: FunctionUnit, report: Report<MessageId>) => void;
  /** Called for each declaration of the file, functions and others; report only inside it. */
  readonly checkDecl?: (decl: Decl, file: FileUnit, report: Report<MessageId>) => void;
  /** Called once for each file after all other rules, for the rules about ignore comments. */
  readonly checkIgnores?: (file: FileUnit, review: IgnoreReview, report: Report<MessageId>) => void;
}

export type Report<MessageId extends string = string> = (problem: Problem<MessageId>) => void;

export interface Problem<MessageId extends string = string> {
  readonly at: Span;
  readonly message: MessageId;
  readonly data?: Readonly<Record<string, string | number>>;
  /** Instead of the rule's own. A `likely` finding is one severity lower by itself. */
  readonly severity?: Severity;
  /** `proven` where left out. */
  readonly confidence?: Confidence;
  readonly related?: readonly RelatedPlace[];
  readonly fixes?: readonly ProposedFix[];
  readonly unnecessary?: boolean;
}

/** A fix in the finding's own file. */
export interface ProposedFix {
  readonly title: string;
  readonly safe: boolean;
  readonly edits: readonly TextEdit[];
}

export function rule<const MessageId extends string>(definition: Rule<MessageId>): Rule {
  return definition;
}
