// `npm run new-rule <family>/<id>`: a rule, its page, and its line in the registry.
import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { registryFile } from "./generated-files.ts";
import { pagePath, projectRoot, type RuleFile, ruleFiles, rulePath } from "./rule-files.ts";

function ruleSource({ id, family }: RuleFile): string {
  return `import { rule } from "../../analyze/rule.ts";

export default rule({
  id: "${id}",
  family: "${family}",
  summary: "Finds … (one line, for lists)",
  severity: "warning",
  preset: "all",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: {
    problem: "What is wrong with \`{name}\`, why it hurts. What to do.",
  },
  check(fn, report) {
    if (fn.name !== "${id}") return;
    report({ at: fn.node, message: "problem", data: { name: fn.name } });
  },
});
`;
}

function pageSource({ id }: RuleFile): string {
  return `# ${id}

Finds … (one sentence).

## What it finds

## Why it matters

## Bad

\`\`\`go
package app

func bad() {
	println("bad") // want ${id}
}
\`\`\`

## Good

\`\`\`go
package app

func good() {
	println("good")
}
\`\`\`

## Fix

\`\`\`go before
package app

func bad() {
	println("bad") // want ${id}
}
\`\`\`

\`\`\`go after
package app

func bad() {
	println("good")
}
\`\`\`

## Stays silent on

## Options

None.
`;
}

function writeNew(path: string, content: string): void {
  if (existsSync(path)) throw new Error(`${path} exists already`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  console.log(`wrote ${path.slice(projectRoot.length)}`);
}

const [, family, id] = /^([a-z]+)\/([a-z][a-z0-9-]+)$/.exec(process.argv[2] ?? "") ?? [];
if (family === undefined || id === undefined) {
  console.error("usage: npm run new-rule <family>/<id>     e.g. sql/sql-rows-not-closed");
  process.exitCode = 2;
} else {
  writeNew(rulePath({ id, family }), ruleSource({ id, family }));
  writeNew(pagePath({ id, family }), pageSource({ id, family }));
  const registry = registryFile(ruleFiles());
  writeFileSync(join(projectRoot, registry.path), registry.content);
  console.log(`wrote ${registry.path}`);
}
