import { LSPErrorCodes, ResponseError, type CancellationToken } from "vscode-languageserver";

/** An abort signal that follows the protocol's token. */
export function signalOf(token: CancellationToken): AbortSignal {
  const controller = new AbortController();
  if (token.isCancellationRequested) controller.abort();
  else
    token.onCancellationRequested(() => {
      controller.abort();
    });
  return controller.signal;
}

/** Waits; an abort ends the waiting early. */
export function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal.addEventListener("abort", done);
  });
}

/** The answer to a request that its client no longer wants. */
export function cancelled(): ResponseError {
  return new ResponseError(LSPErrorCodes.RequestCancelled, "cancelled");
}

/** The answer to a request whose text has changed meanwhile: the client asks again, unless it has cancelled. */
export function tooLate(signal: AbortSignal): ResponseError<{ retriggerRequest: boolean }> | ResponseError {
  if (signal.aborted) return cancelled();
  return new ResponseError(LSPErrorCodes.ServerCancelled, "the document has changed", { retriggerRequest: true });
}
