import type { ClosedFiles } from "./closed-files.ts";
import { scan } from "./scan.ts";
import type { ServerState } from "./server-state.ts";

/** How long files have to be quiet before the workspace is scanned again: a change of branch comes in many pieces. */
const QUIET = 500;

/** The scan of the workspace that nobody waits for: at most one, and the last one asked for. */
export class BackgroundScan {
  readonly #state: ServerState;
  readonly #closed: ClosedFiles;
  readonly #first = new Set<string>();
  #running: AbortController | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(state: ServerState, closed: ClosedFiles) {
    this.#state = state;
    this.#closed = closed;
  }

  /** Scans once files have come to rest: these, and then all, for what depends on them. */
  soon(files: readonly string[]): void {
    for (const file of files) this.#first.add(file);
    this.#interrupt();
    this.#timer = setTimeout(() => {
      this.start();
    }, QUIET);
  }

  start(): void {
    this.#interrupt();
    this.#running = new AbortController();
    this.#scan(this.#running.signal).catch((error: unknown) => {
      this.#state.connection.console.error(`scan: ${String(error)}`);
    });
  }

  stop(): void {
    this.#interrupt();
    this.#first.clear();
  }

  #interrupt(): void {
    clearTimeout(this.#timer);
    this.#running?.abort();
    this.#running = undefined;
  }

  async #scan(signal: AbortSignal): Promise<void> {
    const nobody = () => undefined;
    const files = [...this.#first];
    if (files.length > 0) await scan({ what: "changed", files }, this.#state, this.#closed, nobody, signal);
    if (signal.aborted) return;
    this.#first.clear();
    await scan({ what: "workspace" }, this.#state, this.#closed, nobody, signal);
  }
}
