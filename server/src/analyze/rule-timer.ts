/** Milliseconds that rules took, flow and types they asked for first included. */
export type RuleTimes = Map<string, number>;

/** Runs a piece of a rule's work and adds its time. */
export function timed(times: RuleTimes | undefined, rule: string, work: () => void): void {
  if (times === undefined) {
    work();
    return;
  }
  const begin = performance.now();
  try {
    work();
  } finally {
    times.set(rule, (times.get(rule) ?? 0) + performance.now() - begin);
  }
}
