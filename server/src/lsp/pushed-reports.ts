import type { Diagnostic } from "vscode-languageserver";
import { pause } from "./cancellation.ts";
import { currentDiagnostics } from "./document-reports.ts";
import type { ServerState } from "./server-state.ts";

/** Publishes diagnostics of open documents, for clients that do not ask for them. */
export class PushedReports {
  readonly #running = new Map<string, AbortController>();
  readonly #state: ServerState;

  constructor(state: ServerState) {
    this.#state = state;
  }

  /** Looks at a document after `delay` milliseconds, unless it changes again before. */
  async schedule(uri: string, delay: number): Promise<void> {
    this.#running.get(uri)?.abort();
    const controller = new AbortController();
    this.#running.set(uri, controller);
    await pause(delay, controller.signal);
    const document = this.#state.documents.get(uri);
    if (controller.signal.aborted || document === undefined) return;
    const diagnostics = await currentDiagnostics(document, this.#state, controller.signal);
    if (diagnostics !== undefined) this.#publish(uri, document.version, diagnostics);
  }

  closed(uri: string): void {
    this.#running.get(uri)?.abort();
    this.#running.delete(uri);
  }

  #publish(uri: string, version: number, diagnostics: Diagnostic[]): void {
    void this.#state.connection.sendDiagnostics({ uri: this.#state.uris.outgoing(uri), version, diagnostics });
  }
}
