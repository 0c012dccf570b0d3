import type { ExecuteCommandParams, WorkDoneProgressReporter } from "vscode-languageserver";
import { SERVER_COMMANDS } from "./capabilities.ts";
import { rulePageUrl } from "./diagnostics.ts";
import { scan } from "./scan.ts";
import type { Session } from "./session.ts";

/** The commands for clients that have none of their own: scan, clear, show a rule's page. */
export async function executeCommand(
  params: ExecuteCommandParams,
  session: Session,
  signal: AbortSignal,
): Promise<unknown> {
  switch (params.command) {
    case SERVER_COMMANDS.scan:
      return scanWithProgress(session, signal);
    case SERVER_COMMANDS.clearScan:
      session.clear();
      return null;
    case SERVER_COMMANDS.showRule:
      return showRule(params.arguments?.[0], session);
    default:
      return null;
  }
}

async function scanWithProgress({ state, closed, background }: Session, signal: AbortSignal) {
  background.stop();
  const progress = state.can.progress ? await state.connection.window.createWorkDoneProgress() : undefined;
  progress?.begin(state.say("scanning"), 0, "", true);
  const controller = new AbortController();
  signal.addEventListener("abort", () => {
    controller.abort();
  });
  progress?.token.onCancellationRequested(() => {
    controller.abort();
  });
  const result = await scan(
    { what: "workspace" },
    state,
    closed,
    (done, total) => {
      report(progress, state.say, done, total);
    },
    controller.signal,
  );
  progress?.done();
  state.connection.window.showInformationMessage(
    result.problem ?? state.say("scanDone", result.findings, result.files),
  );
  return result;
}

function report(
  progress: WorkDoneProgressReporter | undefined,
  say: Session["state"]["say"],
  done: number,
  total: number,
): void {
  progress?.report(total === 0 ? 0 : Math.floor((100 * done) / total), say("scanCount", done, total));
}

async function showRule(rule: unknown, { state }: Session): Promise<null> {
  const facts = state.engine.rules.find(({ id }) => id === rule);
  if (facts === undefined) return null;
  const uri = rulePageUrl(facts.id, facts.family, state.gostableClient);
  if (state.can.showDocument) await state.connection.window.showDocument({ uri, external: true });
  else state.connection.window.showInformationMessage(uri);
  return null;
}
