import { type FencedBlock, type MarkdownPage, words } from "./markdown-blocks.ts";
import { type ArchiveFile, readArchive } from "./txtar.ts";
import { takeWants, type Want } from "./want.ts";

/** A small Go module and what a rule has to say about it. */
export interface RuleCase {
  /** Where it stands: `docs/rules/sql/sql-rows-not-closed.md:12`. */
  readonly name: string;
  readonly rule: string;
  /** The heading of the page it stands under; empty for a fixture. */
  readonly section: string;
  readonly files: readonly CaseFile[];
  /** The text of its gostable.jsonc. */
  readonly config: string | undefined;
  /** Does not compile or pass vet on purpose. */
  readonly novet: boolean;
  readonly expectsFix: boolean;
  /** What its files become when the rule's fixes are applied. */
  readonly fixed: readonly FixedCase[];
}

export interface CaseFile extends ArchiveFile {
  readonly wants: readonly Want[];
}

export interface FixedCase {
  readonly name: string;
  /** The beginning of the title of the fix to take. */
  readonly title: string | undefined;
  readonly files: readonly ArchiveFile[];
}

/** The cases of a rule's page. `path` is relative to the project. */
export function pageCases(rule: string, path: string, page: MarkdownPage): RuleCase[] {
  const cases: RuleCase[] = [];
  page.blocks.forEach((block, index) => {
    if (block.language !== "go" || block.words.has("after")) return;
    const name = `${path}:${block.line}`;
    const before = page.blocks[index - 1];
    const config = before?.language === "jsonc" && before.section === block.section ? before.text : undefined;
    const fixed = block.words.has("before") ? afterBlocks(page.blocks, index, path) : [];
    const expectsFix = block.words.has("before");
    cases.push({ ...readCase(name, rule, block.text, block.words, config), section: block.section, expectsFix, fixed });
  });
  return cases;
}

/** The case of a fixture file; `fixed` is the text of the file beside it that shows the fix. */
export function fixtureCase(rule: string, path: string, text: string, fixed: string | undefined): RuleCase {
  const directive = /^\/\/case:(.*)\n/.exec(text);
  const settings = words(directive?.[1] ?? "");
  const archive = readArchive(text, "main.go");
  const config = archive.find((file) => file.path === "gostable.jsonc")?.text;
  const result = readCase(path, rule, text, settings, config);
  if (fixed === undefined) return result;
  const after = { name: `${path}.fixed`, title: settings.get("fix"), files: caseFiles(fixed, settings) };
  return { ...result, expectsFix: true, fixed: [after] };
}

function afterBlocks(blocks: readonly FencedBlock[], index: number, path: string): FixedCase[] {
  const fixed: FixedCase[] = [];
  const words = blocks[index]?.words ?? new Map<string, string>();
  for (const block of blocks.slice(index + 1)) {
    if (block.language !== "go" || !block.words.has("after")) break;
    fixed.push({ name: `${path}:${block.line}`, title: block.words.get("fix"), files: caseFiles(block.text, words) });
  }
  return fixed;
}

function readCase(
  name: string,
  rule: string,
  text: string,
  settings: ReadonlyMap<string, string>,
  config: string | undefined,
): RuleCase {
  const files = caseFiles(text, settings).map((file) => ({ path: file.path, ...takeWants(file.text) }));
  return { name, rule, section: "", files, config, novet: settings.has("novet"), expectsFix: false, fixed: [] };
}

function caseFiles(text: string, settings: ReadonlyMap<string, string>): ArchiveFile[] {
  const files = readArchive(text, settings.get("file") ?? "main.go").filter((file) => file.path !== "gostable.jsonc");
  if (files.some((file) => file.path === "go.mod")) return files;
  const goMod = `module example.com/app\n\ngo ${settings.get("go") ?? "1.26"}\n`;
  return [...files, { path: "go.mod", text: goMod }];
}
