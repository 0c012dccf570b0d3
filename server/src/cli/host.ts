/** What the command line needs of the process it runs in; a test gives its own. */
export interface CliHost {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether stdout and stderr are terminals. */
  readonly outIsTerminal: boolean;
  readonly errIsTerminal: boolean;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
  readonly readStdin: () => Promise<Uint8Array>;
  /** Aborted when the user presses Ctrl-C. */
  readonly interrupted: AbortSignal;
  /** The bundled rule pages by rule id. */
  readonly pages: () => Promise<Readonly<Record<string, string>>>;
}

/** How a run ended, as the shell sees it. */
export const EXIT = { clean: 0, findings: 1, failure: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** A mistake of the user: the message is shown without a stack, and the run ends with {@link EXIT.failure}. */
export class UsageError extends Error {}
