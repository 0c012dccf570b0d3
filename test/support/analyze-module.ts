import type { Finding, Fix } from "../../server/src/analyze/finding.ts";
import { safeFix } from "../../server/src/analyze/fix-all.ts";
import type { RuleSettings } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { parseConfiguration } from "../../server/src/config/parse-configuration.ts";
import { resolveSettings } from "../../server/src/config/resolve-settings.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import type { FileFindings } from "./expectations.ts";
import { goParser } from "./go.ts";
import type { RuleCase } from "./rule-case.ts";
import type { ArchiveFile } from "./txtar.ts";

const ROOT = "file:///app/";
/** Every rule is on and looks at tests, where the configuration of a case says nothing else. */
const EVERYTHING = { preset: "all", tests: true } as const;

/** An engine over a module in memory, below {@link ROOT}. */
function openModule(files: readonly ArchiveFile[], config: string | undefined): Engine {
  const { configuration, problems } = parseConfiguration(config ?? "{}", rules);
  if (problems.length > 0) throw new Error(`gostable.jsonc: ${problems.map(({ message }) => message).join("; ")}`);
  const settings = resolveSettings({ file: configuration, editor: EVERYTHING }, "");
  const settingsOf = new Map<string, RuleSettings>();
  return new Engine({
    fs: new MemoryFileSystem(Object.fromEntries(files.map(({ path, text }) => [ROOT + path, text]))),
    parser: goParser,
    catalog: createCatalog(settings.resources),
    rules,
    settingsOf: (uri) => {
      const path = uri.slice(ROOT.length);
      const known = settingsOf.get(path) ?? resolveSettings({ file: configuration, editor: EVERYTHING }, path);
      settingsOf.set(path, known);
      return Promise.resolve(known);
    },
  });
}

function analyzed(files: readonly ArchiveFile[]): ArchiveFile[] {
  return files.filter(({ path }) => path.endsWith(".go") && !path.startsWith("vendor/"));
}

/** All findings in the Go files of a module. Throws where a rule failed. */
export async function analyzeModule(files: readonly ArchiveFile[], config?: string): Promise<FileFindings[]> {
  const engine = openModule(files, config);
  const found: FileFindings[] = [];
  for (const { path, text } of analyzed(files)) {
    const { findings, failures } = await engine.analyze(ROOT + path, new AbortController().signal);
    for (const failure of failures) throw new Error(`${failure.rule} failed in ${path}: ${failure.error}`);
    found.push({ path, text, findings });
  }
  return found;
}

/** Picks the fix of a finding that is to be applied. */
export type ChooseFix = (finding: Finding) => Fix | undefined;

/** The fix whose title begins with `title`, or else the one that would be taken without looking: the first safe one, or the first. */
export function fixTitled(title: string | undefined): ChooseFix {
  if (title === undefined) return (finding) => safeFix(finding) ?? finding.fixes[0];
  return (finding) => finding.fixes.find((fix) => fix.title.startsWith(title));
}

/** The module after the chosen fixes of the case's rule, to a fixed point. */
export async function fixModule(ruleCase: RuleCase, choose: ChooseFix): Promise<ArchiveFile[]> {
  const engine = openModule(ruleCase.files, ruleCase.config);
  const own: ChooseFix = (finding) => (finding.rule === ruleCase.rule ? choose(finding) : undefined);
  const fixed = new Map<string, string>();
  for (const { path } of analyzed(ruleCase.files)) {
    const { text } = await engine.fixAll(ROOT + path, own, new AbortController().signal);
    engine.setText(ROOT + path, text);
    fixed.set(path, text);
  }
  return ruleCase.files.map(({ path, text }) => ({ path, text: fixed.get(path) ?? text }));
}
