import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { isGenerated } from "../server/src/syntax/generated.ts";
import type { GoParser } from "../server/src/syntax/parser.ts";
import { hash53 } from "../server/src/text/hash.ts";
import type { GoCopy } from "./go-copy.ts";
import { goFiles } from "./go-files.ts";
import { type Mutation, mutate, mutationsOf } from "./mutations.ts";

/** The mutations made, by kind and form. */
export type MutationCounts = ReadonlyMap<string, number>;

/**
 * Takes releases out of the functions of a copied module, one in each declaration, and writes the files. What does not
 * build afterwards is put back.
 */
export function mutateFolder(copy: GoCopy, parser: GoParser, seed: number): MutationCounts {
  const changed = new Map<string, { readonly before: string; readonly made: readonly Mutation[] }>();
  for (const path of goFiles(copy.folder)) {
    if (path.endsWith("_test.go")) continue;
    const before = readFileSync(path, "utf8");
    const made = chosen(before, parser, seed);
    if (made.length === 0) continue;
    changed.set(relative(copy.folder, path), { before, made });
    writeFileSync(path, mutate(before, made).text);
    spawnSync("gofmt", ["-w", path]);
  }
  for (let round = 0; round < 5; round++) {
    const broken = filesIn(copy.complaints()).filter((path) => changed.has(path));
    if (broken.length === 0) break;
    for (const path of broken) {
      writeFileSync(join(copy.folder, path), changed.get(path)?.before ?? "");
      changed.delete(path);
    }
  }
  const counts = new Map<string, number>();
  for (const { kind, form } of [...changed.values()].flatMap(({ made }) => made)) {
    counts.set(`${kind} ${form}`, (counts.get(`${kind} ${form}`) ?? 0) + 1);
  }
  return counts;
}

/** One mutation of each declaration. A cancel func that is called no more stays used. */
function chosen(text: string, parser: GoParser, seed: number): Mutation[] {
  if (isGenerated(text)) return [];
  const file = parser.parse(text);
  if (typeof file === "string") return [];
  const byDecl = new Map<unknown, Mutation[]>();
  for (const mutation of mutationsOf(text, file)) {
    if (mutation.form === "branch") continue;
    byDecl.set(mutation.decl, [...(byDecl.get(mutation.decl) ?? []), mutation]);
  }
  return [...byDecl.values()].flatMap((own) => {
    const [first] = own;
    const one = first && own[hash53(text.slice(first.decl.start, first.decl.end), seed) % own.length];
    return one === undefined ? [] : [keepUsed(text, one)];
  });
}

function keepUsed(text: string, mutation: Mutation): Mutation {
  if (mutation.kind !== "cancel" || mutation.form !== "removed") return mutation;
  const edits = mutation.edits.map(({ span }) => {
    const name = /defer (\w+)\(\)/.exec(text.slice(span.start, span.end))?.[1];
    return { span, newText: name === undefined ? "" : `_ = ${name}\n` };
  });
  return { ...mutation, edits };
}

/** The files that lines of the go tools speak of. */
function filesIn(lines: readonly string[]): string[] {
  const paths = lines.map((line) => /^(?:build|vet|gofmt): (?:\.\/)?([^\s:]+\.go)\b/.exec(line)?.[1]);
  return [...new Set(paths.filter((path) => path !== undefined))];
}
