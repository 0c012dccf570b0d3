import type { Tree } from "web-tree-sitter";
import type { File } from "./ast.ts";
import { aroundBodies, Bodies, type BodyCache } from "./bodies.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import { lowerFile } from "./lower-file.ts";
import { outlinedFile } from "./outlined-file.ts";
import type { ParseFailure, ParseMachine } from "./parse-machine.ts";
import { scanText, type TextScan } from "./scan-text.ts";
import { sectionedFile } from "./sections.ts";

/**
 * Parses the declarations of a text; each function's body is parsed when it is first read. With `readsBodies` all is parsed at
 * once, unless there are errors: bodies are then parsed apart from each other. Where it is false, each declaration is parsed
 * when it is first read, too.
 */
export function parseFile(
  machine: ParseMachine,
  text: string,
  budget: number | undefined,
  readsBodies?: boolean,
): File | ParseFailure {
  if (text.includes("\0")) return "nul";
  const outlined = readsBodies === false ? outlinedFile(machine, text, budget) : undefined;
  if (outlined !== undefined) return outlined;
  const scan = scanText(text);
  if (!scan.balanced) return parseSections(machine, text, budget);
  if (readsBodies === true && scan.bodies.every((body) => body.resumesAt === body.end)) {
    const whole = machine.flat(text, budget);
    if (typeof whole !== "string" && !whole.has(0, NodeFlag.HasError))
      return lowerFile(text, whole, machine.grammar, scan.comments);
  }
  const flat = machine.flat(text, budget, aroundBodies(text, scan.bodies));
  if (typeof flat === "string") return flat;
  return fileOf(machine, text, scan, flat, budget) ?? parseSections(machine, text, budget);
}

function parseSections(machine: ParseMachine, text: string, budget: number | undefined): File | ParseFailure {
  const sectioned = sectionedFile(text, new Map(), { machine, budget, cache: new Map() });
  return typeof sectioned === "string" ? sectioned : sectioned.file;
}

/** Parses all of a text at once. */
export function parseWhole(machine: ParseMachine, text: string, budget: number | undefined): File | ParseFailure {
  if (text.includes("\0")) return "nul";
  const flat = machine.flat(text, budget);
  return typeof flat === "string" ? flat : lowerFile(text, flat, machine.grammar, scanText(text).comments);
}

/** The file whose declarations are in `flat` and whose bodies are not; undefined if the declarations have errors. */
export function fileOf(
  machine: ParseMachine,
  text: string,
  scan: TextScan,
  flat: FlatTree,
  budget: number | undefined,
  cache?: BodyCache,
): File | undefined {
  if (flat.has(0, NodeFlag.HasError)) return undefined;
  const bodies = new Bodies(machine, text, scan.bodies, budget, cache);
  const file = lowerFile(text, flat, machine.grammar, scan.comments, (start) => bodies.at(start));
  return { ...file, errors: bodies.errors };
}

/** As {@link machine.tree} over the declarations of a text only. */
export function declarationTree(
  machine: ParseMachine,
  text: string,
  scan: TextScan,
  budget: number | undefined,
  old: Tree | undefined,
): Tree | ParseFailure {
  return machine.tree(text, budget, old, aroundBodies(text, scan.bodies));
}
