import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Rule } from "../server/src/analyze/rule.ts";

export const projectRoot = fileURLToPath(new URL("../", import.meta.url));
export const rulesFolder = join(projectRoot, "server/src/rules");
export const pagesFolder = join(projectRoot, "docs/rules");

export interface RuleFile {
  readonly id: string;
  readonly family: string;
}

/** The files below rules/ whose default export is a rule, in the order of family and id. Other modules may stand beside them. */
export function ruleFiles(): RuleFile[] {
  const families = readdirSync(rulesFolder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return families
    .flatMap((family) =>
      readdirSync(join(rulesFolder, family.name))
        .filter((name) => name.endsWith(".ts") && isRule(join(rulesFolder, family.name, name)))
        .map((name) => ({ id: name.slice(0, -".ts".length), family: family.name })),
    )
    .sort((a, b) => compare(`${a.family}/${a.id}`, `${b.family}/${b.id}`));
}

export function rulePath(rule: RuleFile): string {
  return join(rulesFolder, rule.family, `${rule.id}.ts`);
}

export function pagePath(rule: RuleFile): string {
  return join(pagesFolder, rule.family, `${rule.id}.md`);
}

/** The rule a file exports. */
export async function loadRule(file: RuleFile): Promise<Rule> {
  const module = (await import(pathToFileURL(rulePath(file)).href)) as { default: Rule };
  return module.default;
}

function isRule(path: string): boolean {
  return /^export default rule\(/m.test(readFileSync(path, "utf8"));
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
