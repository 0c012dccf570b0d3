import type { ClosedFiles } from "./closed-files.ts";
import { scan } from "./scan.ts";
import type { ServerState } from "./server-state.ts";

/** How long files have to be quiet before the workspace is scanned again: a change of branch comes in many pieces. */
const QUIET = 500;

/** The scan of the workspace that nobody waits for: at most one, and the last one asked for. */
export class BackgroundScan {
  readonly #state: ServerState;
  readonly #closed: ClosedFiles;
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ServerState, closed: ClosedFiles) {
    this.#state = state;
    this.#closed = closed;
  }

  /** Scans once files have come to rest. */
  soon(): void {
    this.stop();
    this.#timer = setTimeout(() => {
      this.start();
    }, QUIET);
  }

  start(): void {
    this.stop();
    this.#running = new AbortController();
    const { signal } = this.#running;
    scan({ what: "workspace" }, this.#state, this.#closed, () => undefined, signal).catch((error: unknown) => {
      this.#state.connection.console.error(`scan: ${String(error)}`);
    });
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
  }
}
