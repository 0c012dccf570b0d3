import type { Decl } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { LazyFileUnit } from "./build-unit.ts";
import { collectDecl, collectIgnores } from "./collect.ts";
import type { Finding } from "./finding.ts";
import { finish } from "./finish.ts";
import type { RawFinding, RawResult, RuleFailure } from "./raw-finding.ts";
import type { RuleTimes } from "./rule-timer.ts";
import type { Rule } from "./rule.ts";
import type { RuleSettings } from "./settings.ts";
import { isEnabled } from "./severity.ts";
import { suppressionsOf, type Suppressions } from "./suppressions.ts";
import { unreadParts } from "./unread-parts.ts";

export interface RunRequest {
  readonly file: LazyFileUnit;
  /** All rules there are: those that are off are still known ids in ignore comments. */
  readonly rules: readonly Rule[];
  readonly settings: RuleSettings;
  /** Stands before the work on one declaration; may answer from what it remembers. */
  readonly reuse?: DeclCache;
  /** Whether it is time to answer: then only what is remembered is added. */
  readonly isDue?: () => boolean;
  /** Where the time of each rule is added up, if anybody wants to know. */
  readonly times?: RuleTimes | undefined;
}

/** Remembers what the rules said of a declaration, `index` of its file. Undefined where it has to be looked at, and `compute` does not. */
export type DeclCache = (decl: Decl, index: number, compute: () => RawResult | undefined) => RawResult | undefined;

export interface RunResult {
  /** In the order of the text. */
  readonly findings: readonly Finding[];
  readonly failures: readonly RuleFailure[];
  /** True if not all declarations were looked at. */
  readonly unfinished?: boolean;
}

/** All findings of one file. Never throws, whatever a rule does. */
export function runRules(request: RunRequest): RunResult {
  const { file, settings } = request;
  if (file.isGenerated) return { findings: [], failures: [] };
  const enabled = request.rules.filter((rule) => isEnabled(rule, settings, file.isTest));
  const looked = enabled.length === 0 ? [] : collectAll(request, enabled);
  const results = looked.filter((result) => result !== undefined);
  const unfinished = results.length < looked.length;
  const suppressions = suppressionsOf(file);
  const unread = unreadParts(file.ast);
  const kept = results.flatMap(({ findings }) => findings).filter((raw) => survives(raw, unread, suppressions));
  const ignores = unfinished ? NOTHING : reviewIgnores(request, enabled, suppressions);
  return {
    findings: finish([...kept, ...ignores.findings], file, settings),
    failures: oncePerRule([...results.flatMap(({ failures }) => failures), ...ignores.failures]),
    unfinished,
  };
}

const NOTHING: Pick<RawResult, "findings" | "failures"> = { findings: [], failures: [] };

/** By the declarations of the file. Where it may become time to answer, the short ones are looked at first: they ask for less. */
function collectAll(
  { file, reuse, isDue, times }: RunRequest,
  enabled: readonly Rule[],
): readonly (RawResult | undefined)[] {
  const collecting = { rules: enabled, times };
  const keep: DeclCache = reuse ?? ((_decl, _index, compute) => compute());
  const { decls } = file.ast;
  const results: (RawResult | undefined)[] = decls.map(() => undefined);
  const entries = [...decls.entries()];
  if (isDue !== undefined) entries.sort(([, a], [, b]) => a.end - a.start - (b.end - b.start));
  for (const [index, decl] of entries) {
    results[index] = keep(decl, index, () => (isDue?.() === true ? undefined : collectDecl(file, decl, collecting)));
  }
  return results;
}

/** Nothing is said of a declaration that did not parse: what is missing may be the very release. */
function survives({ rule, at }: RawFinding, unread: readonly Span[], suppressions: Suppressions): boolean {
  if (unread.some((part) => part.start <= at.end && at.start <= part.end)) return false;
  return !suppressions.suppresses(rule, at);
}

function reviewIgnores({ file, rules }: RunRequest, enabled: readonly Rule[], suppressions: Suppressions): RawResult {
  const ran = new Set(enabled.filter((rule) => rule.checkIgnores === undefined).map((rule) => rule.id));
  const review = {
    directives: suppressions.directives,
    unused: file.ast.errors.length > 0 ? [] : suppressions.unused(ran),
    ruleIds: rules.map((rule) => rule.id),
  };
  const result = collectIgnores(file, review, enabled);
  return { ...result, findings: result.findings.filter((raw) => !suppressions.suppresses(raw.rule, raw.at)) };
}

function oncePerRule(failures: readonly RuleFailure[]): RuleFailure[] {
  return [...new Map(failures.map((failure) => [failure.rule, failure])).values()];
}
