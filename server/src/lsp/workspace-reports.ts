import type {
  Diagnostic,
  ResultProgressReporter,
  WorkspaceDiagnosticParams,
  WorkspaceDiagnosticReport,
  WorkspaceDocumentDiagnosticReport,
} from "vscode-languageserver";
import { resultIdOf } from "./diagnostics.ts";

type Reporter = ResultProgressReporter<WorkspaceDiagnosticReport> | undefined;

interface Held {
  readonly resultId: string;
  readonly diagnostics: readonly Diagnostic[];
}

/** The one `workspace/diagnostic` request that is kept open. */
interface Poll {
  readonly reporter: Reporter;
  readonly end: (report: WorkspaceDiagnosticReport) => void;
}

/**
 * The diagnostics of files that are not open, and their way to the client: by the request `workspace/diagnostic`, which
 * stays open and is answered bit by bit (a client that gets its answer asks again two seconds later, for ever), or
 * published where the client does not ask.
 */
export class WorkspaceReports {
  readonly #held = new Map<string, Held>();
  /** Files whose report the client has not been told yet. */
  readonly #changed = new Set<string>();
  readonly #publish: ((uri: string, diagnostics: Diagnostic[]) => void) | undefined;
  #poll: Poll | undefined;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** `publish` is given for clients that do not ask. */
  constructor(publish: ((uri: string, diagnostics: Diagnostic[]) => void) | undefined) {
    this.#publish = publish;
  }

  has(uri: string): boolean {
    return this.#held.has(uri);
  }

  uris(): string[] {
    return [...this.#held.keys()];
  }

  set(uri: string, diagnostics: readonly Diagnostic[]): void {
    const resultId = resultIdOf(diagnostics);
    if (this.#held.get(uri)?.resultId === resultId) return;
    this.#held.set(uri, { resultId, diagnostics });
    this.#tell(uri);
  }

  /** Forgets a file; the client shows nothing for it from now on. */
  delete(uri: string): void {
    this.#held.delete(uri);
    this.#tell(uri);
  }

  /** Tells the client again, which may have dropped what it had (a document that was open and is closed now). */
  repeat(uri: string): void {
    this.#tell(uri);
  }

  /** Answers `workspace/diagnostic`: at once what is new to the client, then whatever changes, until `signal` ends it. */
  poll(params: WorkspaceDiagnosticParams, reporter: Reporter, signal: AbortSignal): Promise<WorkspaceDiagnosticReport> {
    this.#poll?.end({ items: [] });
    return new Promise((resolve) => {
      const end = (report: WorkspaceDiagnosticReport) => {
        if (this.#poll === poll) this.#poll = undefined;
        resolve(report);
      };
      const poll: Poll = { reporter, end };
      this.#poll = poll;
      signal.addEventListener("abort", () => {
        end({ items: [] });
      });
      this.#noteDifferences(params);
      this.#flush();
    });
  }

  #noteDifferences({ previousResultIds }: WorkspaceDiagnosticParams): void {
    const known = new Map(previousResultIds.map(({ uri, value }) => [uri, value]));
    for (const [uri, { resultId }] of this.#held) if (known.get(uri) !== resultId) this.#changed.add(uri);
    for (const uri of known.keys()) if (!this.#held.has(uri)) this.#changed.add(uri);
  }

  #tell(uri: string): void {
    if (this.#publish !== undefined) {
      this.#publish(uri, [...(this.#held.get(uri)?.diagnostics ?? [])]);
      return;
    }
    this.#changed.add(uri);
    this.#timer ??= setTimeout(() => {
      this.#flush();
    }, 20);
  }

  #flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const poll = this.#poll;
    if (poll === undefined || this.#changed.size === 0) return;
    const items = [...this.#changed].map((uri) => this.#report(uri));
    this.#changed.clear();
    if (poll.reporter === undefined) poll.end({ items });
    else poll.reporter.report({ items });
  }

  #report(uri: string): WorkspaceDocumentDiagnosticReport {
    const held = this.#held.get(uri);
    if (held === undefined) return { kind: "full", uri, version: null, items: [] };
    return { kind: "full", uri, version: null, resultId: held.resultId, items: [...held.diagnostics] };
  }
}
