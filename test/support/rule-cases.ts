import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative } from "node:path";
import { pagePath, projectRoot, type RuleFile } from "../../scripts/rule-files.ts";
import { readPage } from "./markdown-blocks.ts";
import { fixtureCase, pageCases, type RuleCase } from "./rule-case.ts";

/** All cases of a rule: those of its page, then its fixtures. */
export function casesOf(rule: RuleFile): RuleCase[] {
  return [...casesOfPage(rule), ...fixtures(rule)];
}

function casesOfPage(rule: RuleFile): RuleCase[] {
  const path = pagePath(rule);
  if (!existsSync(path)) return [];
  return pageCases(rule.id, relative(projectRoot, path).replaceAll("\\", "/"), readPage(readFileSync(path, "utf8")));
}

function fixtures({ family, id }: RuleFile): RuleCase[] {
  const folder = join(projectRoot, "test/rules", family);
  if (!existsSync(folder)) return [];
  const names = readdirSync(folder).filter((name) => name.startsWith(`${id}.`) && /\.(go|txtar)$/.test(name));
  return names.sort().map((name) => {
    const path = join(folder, name);
    const fixed = existsSync(`${path}.fixed`) ? readFileSync(`${path}.fixed`, "utf8") : undefined;
    return fixtureCase(id, `test/rules/${family}/${name}`, readFileSync(path, "utf8"), fixed);
  });
}
