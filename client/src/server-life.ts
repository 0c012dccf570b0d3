import { commands, l10n, window, type Disposable } from "vscode";
import {
  CloseAction,
  ErrorAction,
  ErrorCodes,
  ResponseError,
  type BaseLanguageClient,
  type ErrorHandler,
} from "vscode-languageclient";

import type { ShownScan } from "./shown-scan.ts";

/** As often the server is started again within {@link PERIOD}. */
const MOST_RESTARTS = 4;
const PERIOD = 3 * 60 * 1000;

/** What happens when the server ends by itself: it is started again, unless it keeps ending, and the user is told. */
export function whenServerEnds(shown: ShownScan): ErrorHandler {
  let ends: number[] = [];
  return {
    error: (_error, _message, count) => ({
      action: (count ?? 0) <= 3 ? ErrorAction.Continue : ErrorAction.Shutdown,
    }),
    closed: () => {
      const now = Date.now();
      const lost = shown.end();
      ends = [...ends.filter((end) => now - end < PERIOD), now];
      if (ends.length > MOST_RESTARTS) {
        void tellStopped(
          l10n.t("gostable: the server ended {0} times in a row, and is not started again.", ends.length),
        );
        return { action: CloseAction.DoNotRestart, handled: true };
      }
      void tellRestarted(lost);
      return { action: CloseAction.Restart, handled: true };
    },
  };
}

/** Registers a command that needs the server: where there is none, the user is told and can start it. */
export function registerServerCommand<Result>(
  client: BaseLanguageClient,
  command: string,
  run: (argument: unknown) => Promise<Result>,
): Disposable {
  return commands.registerCommand(command, async (argument: unknown) => {
    try {
      return await run(argument);
    } catch (error) {
      if (isCutOff(error)) return undefined;
      if (client.isRunning()) throw error;
      await tellStopped(l10n.t("gostable: the server is not running."));
      return undefined;
    }
  });
}

/** The server ended while it was asked; the user has been told. */
function isCutOff(error: unknown): boolean {
  return error instanceof ResponseError && error.code === ErrorCodes.PendingResponseRejected;
}

/** `lost`: the scan whose results went with the server. Not repeated by itself: it may be what the server ended of. */
async function tellRestarted(lost: string | undefined): Promise<void> {
  const [again, show] = [l10n.t("Scan Again"), l10n.t("Show Output")];
  const text = l10n.t("gostable: the server ended unexpectedly, and is started again.");
  const chosen =
    lost === undefined
      ? await window.showWarningMessage(text, show)
      : await window.showWarningMessage(`${text} ${l10n.t("The results of the scan are gone.")}`, again, show);
  if (chosen === again && lost !== undefined) await commands.executeCommand(lost);
  if (chosen === show) await commands.executeCommand("gostable.showOutput");
}

async function tellStopped(text: string): Promise<void> {
  const [restart, show] = [l10n.t("Restart"), l10n.t("Show Output")];
  const chosen = await window.showErrorMessage(text, restart, show);
  if (chosen === restart) await commands.executeCommand("gostable.restartServer");
  if (chosen === show) await commands.executeCommand("gostable.showOutput");
}
