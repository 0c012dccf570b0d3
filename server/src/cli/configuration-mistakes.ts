import { readFileSync } from "node:fs";
import type { ConfigurationProblem } from "../config/problem.ts";
import type { ConfigurationFiles } from "../project/configuration-files.ts";
import { pathOfUri } from "../project/node-file-system.ts";
import { LineIndex } from "../text/line-index.ts";
import type { Paths } from "./paths.ts";

/** The mistakes of one configuration file, a line each, with their places counted from 1. */
export function mistakesText(shown: string, text: string, problems: readonly ConfigurationProblem[]): string {
  const lines = new LineIndex(text);
  return problems
    .map(({ span, severity, message }) => {
      const { line, character } = lines.positionAt(span.start);
      return `${shown}:${String(line + 1)}:${String(character + 1)}: ${severity}: ${message}\n`;
    })
    .join("");
}

/** What is wrong in the configurations that hold for the roots of a scan. The scan goes on with what could be read. */
export async function mistakesFor(
  roots: readonly string[],
  configurations: ConfigurationFiles,
  paths: Paths,
): Promise<string> {
  const found = new Map<string, string>();
  for (const root of roots) {
    for (const uri of [root, `${root}/x.go`]) {
      const file = await configurations.fileFor(uri);
      if (file === undefined || file.problems.length === 0 || found.has(file.uri)) continue;
      const text = readFileSync(pathOfUri(file.uri), "utf8");
      found.set(file.uri, mistakesText(paths.shown(file.uri), text, file.problems));
    }
  }
  return [...found.values()].join("");
}
