import { applyEdits, conflict, type TextEdit } from "../text/edit.ts";
import type { Finding, Fix } from "./finding.ts";

/** One look at a text: what is found in it, and how many places of it do not parse. */
export interface FixLook {
  readonly findings: readonly Finding[];
  readonly syntaxErrors: number;
}

export interface FixRequest {
  readonly text: string;
  /** Analyzes a text in place of the file's. */
  readonly look: (text: string) => Promise<FixLook>;
  /** The fix of a finding that is to be applied, if any; see {@link safeFix}. */
  readonly choose: (finding: Finding) => Fix | undefined;
  /** Fixes of one round may make others possible. 10 where left out. */
  readonly rounds?: number;
}

export interface FixOutcome {
  readonly text: string;
  /** How many fixes were applied. */
  readonly applied: number;
  /** Fixes left out because the result would not parse. */
  readonly refused: readonly Finding[];
}

/** The first safe fix of a finding. */
export function safeFix(finding: Finding): Fix | undefined {
  return finding.fixes.find((fix) => fix.safe);
}

/**
 * Applies fixes round by round, looking again in between, until nothing is left to fix. Fixes of one round do not touch
 * each other. A result with more syntax errors than before is never taken.
 */
export async function applyFixesToFixedPoint({ text, look, choose, rounds = 10 }: FixRequest): Promise<FixOutcome> {
  const refused = new Map<string, Finding>();
  const seen = new Set([text]);
  let current = text;
  let applied = 0;
  let now = await look(current);
  for (let round = 0; round < rounds; round++) {
    const picked = pick(now.findings, (finding) => (refused.has(keyOf(finding)) ? undefined : choose(finding)));
    if (picked.length === 0) break;
    const step = await applyPicked(current, now, picked, look);
    for (const finding of step.refused) refused.set(keyOf(finding), finding);
    if (step.count > 0) {
      // Fixes that undo each other would go on for ever.
      if (seen.has(step.text)) break;
      seen.add(step.text);
    }
    applied += step.count;
    current = step.text;
    now = step.look;
  }
  return { text: current, applied, refused: [...refused.values()] };
}

interface Picked {
  readonly finding: Finding;
  readonly fix: Fix;
}

interface Step {
  readonly text: string;
  readonly look: FixLook;
  readonly count: number;
  readonly refused: readonly Finding[];
}

/** All picked fixes at once; where the result does not parse, one by one, so that only the bad ones stay out. */
async function applyPicked(
  text: string,
  before: FixLook,
  picked: readonly Picked[],
  look: (text: string) => Promise<FixLook>,
): Promise<Step> {
  const next = applyEdits(
    text,
    picked.flatMap(({ fix }) => fix.edits),
  );
  const after = await look(next);
  if (after.syntaxErrors <= before.syntaxErrors) return { text: next, look: after, count: picked.length, refused: [] };
  const [first, ...rest] = picked;
  if (first === undefined || rest.length === 0) {
    return { text, look: before, count: 0, refused: picked.map(({ finding }) => finding) };
  }
  // The others come again in the next round, computed for the text as it is then.
  return applyPicked(text, before, [first], look);
}

/** In the order of the text, each fix that touches none of those before it. */
function pick(findings: readonly Finding[], choose: (finding: Finding) => Fix | undefined): Picked[] {
  const taken: TextEdit[] = [];
  const picked: Picked[] = [];
  for (const finding of findings) {
    const fix = choose(finding);
    if (fix === undefined || fix.edits.some((edit) => edit.uri !== finding.uri)) continue;
    if (fix.edits.some((edit) => taken.some((other) => conflict(edit, other)))) continue;
    taken.push(...fix.edits);
    picked.push({ finding, fix });
  }
  return picked;
}

function keyOf(finding: Finding): string {
  return `${finding.rule} ${finding.fingerprint}`;
}
