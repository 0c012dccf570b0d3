import type { AgentReportParams, AgentReportResult } from "../../../shared/protocol.ts";
import type { FileReport } from "./engine-port.ts";
import { changedFiles } from "./scan.ts";
import type { ServerState } from "./server-state.ts";

/** The findings of the workspace, of what changed or of some files and folders, for a coding agent. Nothing that is shown changes. */
export async function agentReport(
  { what, uris }: AgentReportParams,
  state: ServerState,
  signal: AbortSignal,
): Promise<AgentReportResult> {
  if (state.folders.length === 0) return { problem: state.say("noFolder") };
  const changed =
    what === "changed"
      ? await changedFiles({ what, ...(uris === undefined ? {} : { files: uris }) }, state)
      : undefined;
  if (changed !== undefined && "problem" in changed) return { problem: changed.problem };
  const roots = what === "named" ? (uris ?? []).map((uri) => state.uris.file(uri)) : state.folders;
  const reports = new Map<string, FileReport>();
  const on = { progress: () => undefined, file: (uri: string, report: FileReport) => void reports.set(uri, report) };
  await state.engine.scan(changed === undefined ? { roots } : { roots, files: changed.files }, on, signal);
  return { text: await state.engine.writeReport("agent", reports, state.folders) };
}
