// `npm run bench -- session DIR`: a server that looks at many files of DIR, one after the other, without an index of the
// dependencies on disk and with one: its CPU, the most memory it had, and whether it found the same.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { abilitiesFrom } from "../test/lsp/support/client-capabilities.ts";
import { Editor } from "../test/lsp/support/editor.ts";
import { INDEXED_AFTER } from "./bench-open.ts";
import { goFiles } from "./go-files.ts";
import { projectRoot } from "./rule-files.ts";

const FILES = 260;
/** Of the kernel's clock in a second, in which it counts the CPU of a process. */
const TICKS = 100;

/** Prints what both sessions cost. Linux only. */
export async function benchSession(folder: string): Promise<void> {
  const cache = mkdtempSync(join(tmpdir(), "gostable-session-"));
  try {
    const files = goFiles(folder).filter((path) => !path.endsWith("_test.go"));
    const names = files.slice(0, FILES).map((path) => relative(folder, path));
    const without = await lookAt(folder, names, cache);
    const indexed = await lookAt(folder, names, cache);
    console.log(`${folder}: ${names.length} files`);
    console.log(`  without an index: ${costOf(without)}`);
    console.log(`  with an index:    ${costOf(indexed)}`);
    console.log(`  the same findings: ${String(without.found === indexed.found)}`);
  } finally {
    rmSync(cache, { recursive: true, force: true });
  }
}

interface Session {
  /** Seconds of all threads. */
  readonly cpu: number;
  /** MB. */
  readonly peak: number;
  readonly found: string;
}

/** The first session with a cache finds no index there, and leaves one. */
async function lookAt(folder: string, files: readonly string[], cache: string): Promise<Session> {
  const server = [process.execPath, join(projectRoot, "dist/server-node.cjs"), "--stdio"];
  const editor = await Editor.startIn(folder, ["env", `XDG_CACHE_HOME=${cache}`, ...server], abilitiesFrom([]));
  const found: unknown[] = [];
  for (const file of files) {
    await editor.open(file);
    found.push(await editor.diagnostics(file));
    await editor.close(file);
  }
  const session = { ...costSoFar(editor.pid), found: JSON.stringify(found) };
  await new Promise((resolve) => setTimeout(resolve, INDEXED_AFTER));
  await editor.stop();
  return session;
}

function costSoFar(pid: number | undefined): Pick<Session, "cpu" | "peak"> {
  const process = `/proc/${String(pid ?? 0)}`;
  const stat = readFileSync(`${process}/stat`, "utf8");
  const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  const peak = /^VmHWM:\s+(\d+)/m.exec(readFileSync(`${process}/status`, "utf8"))?.[1];
  return { cpu: (Number(fields[11]) + Number(fields[12])) / TICKS, peak: Number(peak) / 1024 };
}

function costOf({ cpu, peak }: Session): string {
  return `${cpu.toFixed(1)} s of CPU, ${peak.toFixed(0)} MB`;
}
