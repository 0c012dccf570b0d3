import { writeSync } from "node:fs";
import type { CliHost } from "./host.ts";

/** The process itself. The first Ctrl-C ends the work and lets what was found be printed, the second ends the process. */
export function nodeHost(pages: CliHost["pages"]): CliHost {
  const interruption = new AbortController();
  process.on("SIGINT", () => {
    if (interruption.signal.aborted) process.exit(130);
    interruption.abort();
  });
  return {
    cwd: process.cwd(),
    env: process.env,
    outIsTerminal: process.stdout.isTTY,
    errIsTerminal: process.stderr.isTTY,
    out: (text) => {
      writeAll(1, text);
    },
    err: (text) => {
      writeAll(2, text);
    },
    readStdin,
    interrupted: interruption.signal,
    pages,
  };
}

/** Writes at once, so that nothing is lost when the process ends; a reader that has gone away is no failure. */
function writeAll(fd: number, text: string): void {
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length;) {
    try {
      at += writeSync(fd, bytes, at);
    } catch (error) {
      const code = error instanceof Error && "code" in error ? error.code : undefined;
      if (code === "EPIPE") return;
      if (code !== "EAGAIN") throw error;
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 5);
    }
  }
}

async function readStdin(): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  const stdin: AsyncIterable<Uint8Array> = process.stdin;
  for await (const chunk of stdin) chunks.push(chunk);
  return Buffer.concat(chunks);
}
