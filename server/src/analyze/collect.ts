import type { Decl } from "../syntax/ast.ts";
import { functionName, type LazyFileUnit } from "./build-unit.ts";
import type { RelatedPlace } from "./finding.ts";
import type { IgnoreReview } from "./ignore-review.ts";
import { fillMessage } from "./message.ts";
import type { RawFinding, RawResult, RuleFailure } from "./raw-finding.ts";
import type { Problem, Report, Rule } from "./rule.ts";
import { timed, type RuleTimes } from "./rule-timer.ts";
import type { Asked } from "./text-queries.ts";
import { TriggerIndex } from "./triggers.ts";
import type { FileUnit } from "./unit.ts";

const NOTHING_ASKED: Asked = { queries: [], summaries: [], names: [] };

/** Gathers what rules report. A rule that throws fails alone; the others go on. */
class Collector {
  readonly findings: RawFinding[] = [];
  readonly failures: RuleFailure[] = [];
  readonly #file: FileUnit;
  readonly #times: RuleTimes | undefined;

  constructor(file: FileUnit, times: RuleTimes | undefined) {
    this.#file = file;
    this.#times = times;
  }

  result(asked: Asked): RawResult {
    return { findings: this.findings, failures: this.failures, asked };
  }

  run(rule: Rule, where: string, check: (report: Report) => void): void {
    try {
      timed(this.#times, rule.id, () => {
        check((problem) => {
          this.#add(rule, where, problem);
        });
      });
    } catch (error) {
      this.#fail(rule, where, error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
  }

  #add(rule: Rule, where: string, problem: Problem): void {
    const { at } = problem;
    if (!(at.start >= 0 && at.start <= at.end && at.end <= this.#file.text.length)) {
      this.#fail(rule, where, `reported outside the file: ${at.start}..${at.end}`);
      return;
    }
    this.findings.push({
      rule,
      where,
      at: { start: at.start, end: at.end },
      message: fillMessage(rule.messages[problem.message] ?? problem.message, problem.data),
      severity: problem.severity,
      confidence: problem.confidence ?? "proven",
      related: (problem.related ?? []).map(plainPlace),
      fixes: problem.fixes ?? [],
      unnecessary: problem.unnecessary ?? false,
    });
  }

  #fail(rule: Rule, where: string, error: string): void {
    if (this.failures.some((failure) => failure.rule === rule.id)) return;
    this.failures.push({ rule: rule.id, uri: this.#file.uri, where, error });
  }
}

/** A related place without the syntax node its span may be. */
function plainPlace({ uri, span, message }: RelatedPlace): RelatedPlace {
  return { uri, span: { start: span.start, end: span.end }, message };
}

/** The rules that run, and what they are helped by. */
export interface Collecting {
  readonly rules: readonly Rule[];
  /** Where the time of each rule is added up, if anybody wants to know. */
  readonly times: RuleTimes | undefined;
}

/** What the rules say of one declaration and the functions in it. */
export function collectDecl(file: LazyFileUnit, decl: Decl, { rules, times }: Collecting): RawResult {
  const collector = new Collector(file, times);
  const triggers = new TriggerIndex(file.text, decl);
  const here = rules.filter((rule) => triggers.fires(rule, decl));
  if (here.length === 0) return collector.result(NOTHING_ASKED);
  const asked = file.queryLog.during(() => {
    checkFunctions(file, decl, here, triggers, collector);
    const where = decl.kind === "FuncDecl" ? functionName(decl) : "";
    for (const rule of here) {
      if (rule.checkDecl !== undefined) collector.run(rule, where, (report) => rule.checkDecl?.(decl, file, report));
    }
  });
  return collector.result(asked);
}

function checkFunctions(
  file: LazyFileUnit,
  decl: Decl,
  rules: readonly Rule[],
  triggers: TriggerIndex,
  collector: Collector,
): void {
  const here = rules.filter((rule) => rule.check !== undefined);
  if (here.length === 0) return;
  for (const func of file.functionsIn(decl)) {
    for (const rule of here) {
      if (triggers.fires(rule, func.node)) collector.run(rule, func.name, (report) => rule.check?.(func, report));
    }
  }
}

/** What the rules about ignore comments say. */
export function collectIgnores(file: FileUnit, review: IgnoreReview, rules: readonly Rule[]): RawResult {
  const collector = new Collector(file, undefined);
  if (review.directives.length === 0) return collector.result(NOTHING_ASKED);
  for (const rule of rules) collector.run(rule, "", (report) => rule.checkIgnores?.(file, review, report));
  return collector.result(NOTHING_ASKED);
}
