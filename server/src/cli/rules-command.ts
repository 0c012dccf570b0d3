import pc from "picocolors";
import type { Rule } from "../analyze/rule.ts";
import type { CliHost } from "./host.ts";
import { knownRule } from "./scan-options.ts";

/** `gostable rules`: every rule with its severity, its preset and what it finds. */
export function listRules(host: CliHost, rules: readonly Rule[], json: boolean): void {
  if (json) {
    const list = rules.map(({ id, family, summary, severity, preset, since }) => ({
      id,
      family,
      summary,
      severity,
      preset,
      since,
    }));
    host.out(`${JSON.stringify(list, undefined, 2)}\n`);
    return;
  }
  const colors = pc.createColors(host.outIsTerminal && host.env.NO_COLOR === undefined);
  const width = Math.max(0, ...rules.map((rule) => rule.id.length));
  let family = "";
  for (const rule of rules) {
    if (rule.family !== family) host.out(`${family === "" ? "" : "\n"}${colors.bold(rule.family)}\n`);
    family = rule.family;
    host.out(
      `  ${rule.id.padEnd(width)}  ${rule.severity.padEnd(7)}  ${rule.preset.padEnd(11)}  ${colors.dim(rule.summary)}\n`,
    );
  }
}

/** `gostable explain <id>`: the rule's page. */
export async function explainRule(host: CliHost, rules: readonly Rule[], id: string): Promise<void> {
  const known = knownRule(
    id,
    rules.map((rule) => rule.id),
  );
  const page = (await host.pages())[known];
  host.out(page ?? `# ${known}\n\n${rules.find((rule) => rule.id === known)?.summary ?? ""}\n`);
}
