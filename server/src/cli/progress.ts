import type { CliHost } from "./host.ts";

/** Milliseconds between two redraws. */
const INTERVAL = 80;

/** One line on a terminal's stderr that shows how far a scan is; nothing where stderr is no terminal. */
export interface Progress {
  update(done: number, total: number, label: string): void;
  /** Takes the line away. */
  clear(): void;
}

export function startProgress(host: CliHost, wanted: boolean): Progress {
  if (!wanted || !host.errIsTerminal) return { update: () => undefined, clear: () => undefined };
  let drawn = 0;
  let shown = false;
  return {
    update(done, total, label) {
      const now = Date.now();
      if (now - drawn < INTERVAL) return;
      drawn = now;
      shown = true;
      host.err(`\r\u001B[K${bar(done, total)} ${done}/${total} ${label.slice(-50)}`);
    },
    clear() {
      if (shown) host.err("\r\u001B[K");
      shown = false;
    },
  };
}

function bar(done: number, total: number): string {
  const width = 20;
  const filled = total === 0 ? 0 : Math.min(width, Math.round((done / total) * width));
  return `[${"=".repeat(filled)}${" ".repeat(width - filled)}]`;
}
