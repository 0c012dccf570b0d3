import type { WrongFindingParams, WrongFindingResult } from "../../../shared/protocol.ts";
import { wrongFindingReport } from "../report/wrong-finding.ts";
import type { ServerState } from "./server-state.ts";

/** A text about a finding that the user takes for wrong; null where it is no longer found. */
export async function wrongFinding(
  { uri, fingerprint }: WrongFindingParams,
  state: ServerState,
  signal: AbortSignal,
): Promise<WrongFindingResult | null> {
  const report = await state.engine.analyze(state.uris.file(uri), signal);
  const finding = report?.findings.find((candidate) => candidate.fingerprint === fingerprint);
  if (report === undefined || finding === undefined) return null;
  return { text: wrongFindingReport(finding, report.text, state.version) };
}
