import type { CodeAction, CompletionItem, Diagnostic, Hover, Position, Range } from "vscode-languageserver";
import { LineIndex } from "../../../server/src/text/line-index.ts";
import {
  AGENT_REPORT_REQUEST,
  CLEAR_SCAN_REQUEST,
  CREATE_BASELINE_REQUEST,
  REPORTED_NOTIFICATION,
  SCAN_REQUEST,
  type AgentReportParams,
  type AgentReportResult,
  type FileToWrite,
  type ScanResult,
} from "../../../shared/protocol.ts";
import type { Editor } from "./editor.ts";
import type { Step } from "./script.ts";

type Command = (editor: Editor, words: readonly string[]) => Promise<readonly string[]>;

const silent =
  (does: (editor: Editor, words: readonly string[]) => Promise<unknown>): Command =>
  async (editor, words) => {
    await does(editor, words);
    return [];
  };

const commands: Readonly<Record<string, Command>> = {
  open: silent((editor, [file = ""]) => editor.open(file)),
  close: silent((editor, [file = ""]) => editor.close(file)),
  save: silent((editor, [file = ""]) => editor.save(file)),
  change: silent(change),
  settings: silent((editor, [json = "{}"]) => editor.settings(JSON.parse(json))),
  write: silent((editor, [file = "", text = ""]) => editor.writeFile(file, text)),
  delete: silent((editor, [file = ""]) => editor.deleteFile(file)),
  rename: silent((editor, [from = "", to = ""]) => editor.renameFile(from, to)),
  baseline: silent(async (editor) => {
    const files = await editor.request<FileToWrite[]>(CREATE_BASELINE_REQUEST, {});
    for (const { uri, text } of files) await editor.writeFile(editor.file(uri), text);
  }),
  others: silent((editor, [file = "", ...told]) => {
    const reported = told.map((one) => {
      const [line = "", source = ""] = one.split(":");
      return { line: Number(line) - 1, source, message: source };
    });
    return editor.notify(REPORTED_NOTIFICATION, { files: [{ uri: editor.uri(file), reported }] });
  }),
  commit: silent((editor) => editor.commit()),
  clear: silent((editor) => editor.request(CLEAR_SCAN_REQUEST, {})),
  command: silent((editor, [command = "", ...args]) =>
    editor.request("workspace/executeCommand", { command, arguments: args }),
  ),
  diagnostics: async (editor, [file = ""]) => (await editor.diagnostics(file)).flatMap((found) => shown(editor, found)),
  workspace: (editor) =>
    Promise.resolve(
      editor
        .workspaceDiagnostics()
        .flatMap(([uri, all]) => all.flatMap((found) => shown(editor, found, editor.file(uri)))),
    ),
  actions,
  apply,
  fixall: (editor, [file = ""]) => choose(editor, `${file}:1:1`, undefined, "source.fixAll.gostable"),
  hover,
  complete,
  scan,
  agent: async (editor, [first, ...more]) => {
    const uris = first === undefined ? [] : [first, ...more].map((file) => editor.uri(file));
    const what = first === undefined ? "workspace" : first === "changed" ? "changed" : "named";
    const params: AgentReportParams = what === "named" ? { what, uris } : { what };
    const { text, problem } = await editor.request<AgentReportResult>(AGENT_REPORT_REQUEST, params);
    return (text ?? problem ?? "").trimEnd().split("\n");
  },
  text: (editor, [file = ""]) => Promise.resolve(editor.text(file).split("\n")),
};

/** Commands whose answer may need a moment to become what is expected. */
const eventual = new Set(["workspace", "diagnostics", "actions"]);

/** Carries out one command. Answers what came; commands whose truth is slow are repeated until the expected answer comes, or given time where there is none yet. */
export async function perform(editor: Editor, step: Step, update: boolean): Promise<readonly string[]> {
  const command = commands[step.name];
  if (command === undefined) throw new Error(`there is no command ${step.name}`);
  if (update && eventual.has(step.name)) await new Promise((resolve) => setTimeout(resolve, 500));
  let answer = await command(editor, step.words);
  for (let tries = 0; !update && eventual.has(step.name) && tries < 200 && !same(answer, step.expected); tries++) {
    await new Promise((resolve) => setTimeout(resolve, 50));
    answer = await command(editor, step.words);
  }
  return answer;
}

export function same(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((line, index) => line.trimEnd() === b[index]?.trimEnd());
}

const severities = ["", "error", "warning", "info", "hint"];

function shown(editor: Editor, found: Diagnostic, file?: string): string[] {
  const place = file === undefined ? span(found.range) : `${file}:${span(found.range)}`;
  const tags = found.tags === undefined ? "" : " (faded)";
  const head = `${place} ${severities[found.severity ?? 0] ?? ""} ${String(found.code)}${tags}: ${messageOf(found)}`;
  const related = (found.relatedInformation ?? []).map(
    ({ location, message }) => `  ${editor.file(location.uri)}:${span(location.range)} ${message}`,
  );
  return [head, ...related];
}

function messageOf({ message }: Diagnostic): string {
  return typeof message === "string" ? message : message.value;
}

function span({ start, end }: Range): string {
  const to = end.line === start.line ? "" : `${end.line + 1}:`;
  return `${start.line + 1}:${start.character + 1}-${to}${end.character + 1}`;
}

async function change(editor: Editor, [place = "", old = "", newText = ""]: readonly string[]): Promise<void> {
  const { file, position } = placeOf(editor, place);
  const lines = new LineIndex(editor.text(file));
  const start = lines.offsetAt(position);
  if (!editor.text(file).startsWith(old, start)) throw new Error(`${JSON.stringify(old)} does not stand at ${place}`);
  await editor.change(file, { start: position, end: lines.positionAt(start + old.length) }, newText);
}

function placeOf(editor: Editor, place: string): { file: string; position: Position } {
  const match = /^(.+?):(?:(\d+):(\d+)|\/(.+)\/)$/.exec(place);
  if (match === null) throw new Error(`${place} is no place`);
  const [, file = "", line, column, text] = match;
  if (text === undefined) return { file, position: { line: Number(line) - 1, character: Number(column) - 1 } };
  const at = editor.text(file).indexOf(text);
  if (at < 0) throw new Error(`${JSON.stringify(text)} does not stand in ${file}`);
  return { file, position: new LineIndex(editor.text(file)).positionAt(at) };
}

async function actions(editor: Editor, [place = "", only]: readonly string[]): Promise<readonly string[]> {
  const { file, position } = placeOf(editor, place);
  const all = await editor.actions(file, { start: position, end: position }, only);
  return all.map(({ title, kind, isPreferred }) => `${isPreferred === true ? "*" : "-"} ${title} (${kind ?? ""})`);
}

function apply(editor: Editor, [place = "", title = ""]: readonly string[]): Promise<readonly string[]> {
  return choose(editor, place, title);
}

async function choose(
  editor: Editor,
  place: string,
  title: string | undefined,
  only?: string,
): Promise<readonly string[]> {
  const { file, position } = placeOf(editor, place);
  const all = await editor.actions(file, { start: position, end: position }, only);
  const chosen = all.find((action) => title === undefined || action.title === title);
  if (chosen === undefined) return ["there is no such action"];
  const { edit } = await editor.resolve(chosen);
  if (edit === undefined) return ["the action has no edit"];
  const before = editor.text(file);
  await editor.applyEdit(edit);
  return [...annotations(edit), ...differences(before, editor.text(file)), ...others(edit, editor, file)];
}

function annotations({ changeAnnotations }: NonNullable<CodeAction["edit"]>): string[] {
  return Object.values(changeAnnotations ?? {}).map(({ label }) => `annotated: ${label}`);
}

/** The changed texts of other files. */
function others({ documentChanges }: NonNullable<CodeAction["edit"]>, editor: Editor, file: string): string[] {
  const files = (documentChanges ?? []).flatMap((change) =>
    "textDocument" in change ? [editor.file(change.textDocument.uri)] : [],
  );
  return files
    .filter((name) => name !== file)
    .flatMap((name) => [
      `${name}:`,
      ...editor
        .text(name)
        .split("\n")
        .map((line) => `  ${line}`),
    ]);
}

/** The lines that are not in both texts, by a common prefix and suffix. */
function differences(before: string, after: string): string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  let start = 0;
  while (start < old.length && start < now.length && old[start] === now[start]) start++;
  let end = 0;
  while (
    end < old.length - start &&
    end < now.length - start &&
    old[old.length - 1 - end] === now[now.length - 1 - end]
  )
    end++;
  const part = (lines: readonly string[], mark: string) =>
    lines.slice(start, lines.length - end).map((line) => `${mark}${line}`);
  return [...part(old, "-"), ...part(now, "+")];
}

async function hover(editor: Editor, [place = ""]: readonly string[]): Promise<readonly string[]> {
  const { file, position } = placeOf(editor, place);
  const answer = await editor.request<Hover | null>("textDocument/hover", {
    textDocument: { uri: editor.uri(file) },
    position,
  });
  if (answer === null) return ["nothing"];
  const { contents } = answer;
  return typeof contents === "object" && "value" in contents ? contents.value.split("\n").slice(0, 3) : [];
}

async function complete(editor: Editor, [place = "", prefix = ""]: readonly string[]): Promise<readonly string[]> {
  const { file, position } = placeOf(editor, place);
  const params = { textDocument: { uri: editor.uri(file) }, position };
  const items = await editor.request<CompletionItem[]>("textDocument/completion", params);
  const sorted = items.sort((a, b) => ((a.sortText ?? a.label) < (b.sortText ?? b.label) ? -1 : 1));
  return sorted
    .filter(({ label }) => label.startsWith(prefix))
    .slice(0, 5)
    .map(({ label }) => label);
}

async function scan(editor: Editor, [what = "workspace"]: readonly string[]): Promise<readonly string[]> {
  const result = await editor.request<ScanResult>(SCAN_REQUEST, { id: 1, what });
  if (result.problem !== undefined) return [result.problem];
  return [
    `${count(result.findings, "finding")} in ${count(result.files, "file")}`,
    ...result.byRule.map(({ rule, count }) => `  ${rule} ${count}`),
  ];
}

function count(number: number, word: string): string {
  return `${number} ${word}${number === 1 ? "" : "s"}`;
}
