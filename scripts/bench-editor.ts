// `npm run bench -- editor DIR`: keystroke to diagnostics through the built language server, in a file of 5,000 lines,
// alone and while a scan of DIR runs in the same server.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { abilitiesFrom } from "../test/lsp/support/client-capabilities.ts";
import { Editor } from "../test/lsp/support/editor.ts";
import { SCAN_REQUEST, type ScanResult } from "../shared/protocol.ts";
import { LineIndex } from "../server/src/text/line-index.ts";
import { goFiles } from "./go-files.ts";
import { projectRoot } from "./rule-files.ts";

/** A file that is typed in, and what is typed where. */
export interface TypedFile {
  readonly path: string;
  readonly text: string;
  readonly typed: readonly Typed[];
}

/** A text that is typed character by character at each of some places, and taken away again. */
export interface Typed {
  readonly what: string;
  readonly text: string;
  readonly places: readonly number[];
}

/** What the keystrokes cost: milliseconds until the answer, and of work of the server's main thread where Linux tells it. */
interface Cost {
  readonly waited: number;
  readonly worked: number | undefined;
}

/** Prints how long the answers take. */
export async function benchEditor(folder: string, { path, text, typed }: TypedFile): Promise<void> {
  const file = `typed/${relative(dirname(path), path)}`;
  const files = new Map([...sourcesOf(folder), ...besides(path), [file, text]]);
  const server = join(projectRoot, "dist/server-node.cjs");
  const started = performance.now();
  const editor = await Editor.start([process.execPath, server, "--stdio"], files, abilitiesFrom([]));
  const ready = performance.now();
  await editor.open(file);
  await editor.diagnostics(file);
  const first = performance.now() - ready;
  console.log(`server ready after ${(ready - started).toFixed(0)} ms, first diagnostics ${first.toFixed(0)} ms later`);
  await typing(editor, file, typed, () => false);
  show("alone", await typing(editor, file, typed, () => false));
  let ended = false;
  const scan = editor.request<ScanResult>(SCAN_REQUEST, { id: 1, what: "workspace" }).finally(() => (ended = true));
  const times = await typing(editor, file, typed, () => !ended);
  const { files: count, findings, elapsed } = await scan;
  show("during a scan", times);
  console.log(`  the scan: ${count} files, ${findings} findings, ${(elapsed / 1000).toFixed(1)} s`);
  await editor.stop();
}

function sourcesOf(folder: string): (readonly [string, string])[] {
  const modules = ["go.mod", "go.work"].filter((name) => existsSync(join(folder, name)));
  const paths = [...goFiles(folder), ...modules.map((name) => join(folder, name))];
  return paths.map((path) => [relative(folder, path), readFileSync(path, "utf8")]);
}

/** The other files of the package that is typed in. */
function besides(path: string): (readonly [string, string])[] {
  const names = readdirSync(dirname(path)).filter((name) => name.endsWith(".go") && !name.endsWith("_test.go"));
  return names.map((name) => [`typed/${name}`, readFileSync(join(dirname(path), name), "utf8")]);
}

/** What the keystrokes of each text cost. */
type Costs = ReadonlyMap<Typed, readonly Cost[]>;

/** Types at one place after another: once at each, then for as long as `goesOn`. */
async function typing(editor: Editor, file: string, typed: readonly Typed[], goesOn: () => boolean): Promise<Costs> {
  const costs = new Map<Typed, Cost[]>(typed.map((each) => [each, []]));
  do {
    for (const [{ text, places }, found] of costs)
      for (const place of places) found.push(...(await type(editor, file, place, text)));
  } while (goesOn());
  return costs;
}

async function type(editor: Editor, file: string, place: number, text: string): Promise<Cost[]> {
  const costs: Cost[] = [];
  const press = async (start: number, end: number, newText: string): Promise<void> => {
    const lines = new LineIndex(editor.text(file));
    const range = { start: lines.positionAt(start), end: lines.positionAt(end) };
    const [started, worked] = [performance.now(), workOf(editor.pid)];
    await editor.change(file, range, newText);
    await editor.diagnostics(file);
    const now = workOf(editor.pid);
    const work = now === undefined || worked === undefined ? undefined : now - worked;
    costs.push({ waited: performance.now() - started, worked: work });
    // Nobody types faster than this.
    await new Promise((resolve) => setTimeout(resolve, 15));
  };
  for (let index = 0; index < text.length; index++) await press(place + index, place + index, text.charAt(index));
  await press(place, place + text.length, "");
  return costs;
}

/** Milliseconds that a process's main thread has worked: a machine that is busy otherwise makes it wait, but not work. */
export function workOf(pid: number | undefined): number | undefined {
  const path = `/proc/${pid ?? 0}/task/${pid ?? 0}/schedstat`;
  return existsSync(path) ? Number.parseInt(readFileSync(path, "utf8")) / 1e6 : undefined;
}

function show(when: string, costs: Costs): void {
  for (const [{ what }, found] of costs) showCosts(`${what}, ${when}`, found);
}

function showCosts(title: string, costs: readonly Cost[]): void {
  const waited = costs.map((cost) => cost.waited);
  const worked = costs.flatMap((cost) => cost.worked ?? []);
  console.log(`${title}: ${costs.length} keystrokes`);
  console.log(`  until the answer:        ${percentiles(waited)}`);
  if (worked.length > 0) console.log(`  work of the main thread: ${percentiles(worked)}`);
}

function percentiles(times: readonly number[]): string {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share: number): string =>
    (sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? 0).toFixed(1);
  return `p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, max ${at(1)} ms`;
}
