import type { Finding } from "../analyze/finding.ts";
import type { RuleFailure } from "../analyze/raw-finding.ts";
import type { ScanRequest } from "../engine/scan-types.ts";
import type { ScanResults } from "./build-report.ts";
import { startProgress } from "./progress.ts";
import type { ScanContext } from "./scan-command.ts";

/** Runs a scan with its progress on the terminal. */
export async function collectResults(context: ScanContext, request: ScanRequest): Promise<ScanResults> {
  const { host, options, paths, times } = context;
  const findings: Finding[] = [];
  const failures: RuleFailure[] = [];
  const progress = startProgress(host, options.progress && !options.quiet);
  let label = "";
  const summary = await context.runScan(
    request,
    {
      progress: (done, total) => {
        progress.update(done, total, label);
      },
      file: (file) => {
        label = paths.shown(file.uri);
        findings.push(...file.findings);
        failures.push(...file.failures);
      },
    },
    host.interrupted,
  );
  progress.clear();
  for (const [rule, time] of Object.entries(summary.ruleTimes)) times?.set(rule, (times.get(rule) ?? 0) + time);
  return { ...summary, findings, failures: oncePerRule(failures) };
}

/** A rule that fails in one file fails in many. */
function oncePerRule(failures: readonly RuleFailure[]): RuleFailure[] {
  const first = new Map<string, RuleFailure>();
  for (const failure of failures) if (!first.has(failure.rule)) first.set(failure.rule, failure);
  return [...first.values()];
}
