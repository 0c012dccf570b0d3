import type { Finding } from "../analyze/finding.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { ReportedByOthers } from "../../../shared/protocol.ts";
import type { FileReport, RuleFacts } from "./engine-port.ts";
import { settingsFor, type ServerState } from "./server-state.ts";

/** What another tool says of a place, see {@link placeOf}. */
interface Told {
  readonly place: string;
  readonly names: readonly string[];
}

/** Tools of many checks: that one of them speaks of a line does not tell of what. */
const OF_MANY_CHECKS = new Set(["govet", "staticcheck", "gosec", "gocritic", "revive"]);

/** What other tools report in the editor, as far as rules of gostable report the same. */
export class OthersReports {
  readonly #told = new Map<string, readonly Told[]>();
  /** Rules by the names of checks that they cover. */
  readonly #rules = new Map<string, Set<string>>();

  constructor(rules: readonly RuleFacts[]) {
    for (const { id, covers } of rules) for (const name of covers.map(checkOf)) this.#add(name, id);
  }

  #add(name: string, rule: string): void {
    if (OF_MANY_CHECKS.has(name)) return;
    const rules = this.#rules.get(name) ?? new Set();
    this.#rules.set(name, rules.add(rule));
  }

  /** Takes what is reported in a file now. Answers whether that can change what is shown. */
  set(uri: string, reported: ReportedByOthers["reported"], lines: LineIndex): boolean {
    const told = reported.flatMap((one): Told[] => {
      const names = namesOf(one).filter((name) => this.#rules.has(name));
      return names.length === 0 ? [] : [{ place: placeOf(one.line, lines), names }];
    });
    const before = JSON.stringify(this.#told.get(uri) ?? []);
    if (told.length === 0) this.#told.delete(uri);
    else this.#told.set(uri, told);
    return JSON.stringify(told) !== before;
  }

  /** Whether another tool says what a rule says of this line (from 0). */
  tells(uri: string, rule: string, line: number, lines: LineIndex): boolean {
    const same = (this.#told.get(uri) ?? []).filter(({ names }) =>
      names.some((name) => this.#rules.get(name)?.has(rule) === true),
    );
    if (same.length === 0) return false;
    const place = placeOf(line, lines);
    return same.some((told) => told.place === place);
  }
}

/** `lostcancel` of `govet:lostcancel`. */
function checkOf(covered: string): string {
  return covered.slice(covered.lastIndexOf(":") + 1);
}

/**
 * The names a report may have: its source (gopls: the analyzer), its code, the linter in brackets at its end (golangci-lint), and
 * the check before its text (`SA5001: …`).
 */
export function namesOf({ source, code, message }: ReportedByOthers["reported"][number]): string[] {
  const linter = /\(([\w-]+)\)\s*$/.exec(message)?.[1];
  const check = /^([\w-]+): /.exec(message)?.[1];
  return [source, code, linter, check].filter((name) => name !== undefined);
}

/** A report without what another tool says already, where the settings want it so. Actions are offered for that all the same. */
export function withoutDuplicates(uri: string, report: FileReport, state: ServerState): FileReport {
  if (!settingsFor(uri, state).hideDuplicates) return report;
  const isNew = ({ rule, span }: Finding) =>
    !state.others.tells(uri, rule, report.lines.lineAt(span.start), report.lines);
  return { ...report, findings: report.findings.filter(isNew) };
}

/** A line by its text and the number of lines like it above: that moves along while somebody types elsewhere. */
function placeOf(line: number, lines: LineIndex): string {
  const textOf = (index: number) => lines.lineText(index).trim();
  const own = textOf(line);
  let above = 0;
  for (let index = 0; index < line; index++) if (textOf(index) === own) above++;
  return `${above} ${own}`;
}
