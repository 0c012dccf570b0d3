import { type Node, type ParseError, parseTree, printParseErrorCode } from "jsonc-parser";
import { isOptionName, OPTION_NAMES, OPTIONS, type OptionName, type OptionValues, type Place } from "./options.ts";
import { type ConfigurationProblem, spanOfNode, unknownWord, wrongType } from "./problem.ts";
import { type KnownRule, oneOrMore, propertiesOf, type ReadContext, text as textType } from "./value-type.ts";

/** What one gostable.jsonc says. */
export interface Configuration {
  readonly values: OptionValues;
  readonly overrides: readonly Override[];
}

/** Options for the files that match one of the globs; of several that match, the last counts. */
export interface Override {
  readonly files: readonly string[];
  readonly values: OptionValues;
}

export interface ParsedConfiguration {
  readonly configuration: Configuration;
  readonly problems: readonly ConfigurationProblem[];
}

export const EMPTY_CONFIGURATION: Configuration = { values: {}, overrides: [] };

/** Reads a gostable.jsonc. What is wrong is reported and left out; the rest counts. */
export function parseConfiguration(text: string, rules: readonly KnownRule[]): ParsedConfiguration {
  const problems: ConfigurationProblem[] = [];
  const errors: ParseError[] = [];
  const root = parseTree(text, errors, { allowTrailingComma: true, allowEmptyContent: true });
  // What follows the first is mostly its consequence.
  const [first] = errors;
  if (first !== undefined) problems.push(syntaxProblem(first));
  const context: ReadContext = { rules, report: (problem) => problems.push(problem) };
  if (root === undefined) return { configuration: EMPTY_CONFIGURATION, problems };
  const overrides: Override[] = [];
  const values = readOptions(root, "file", context, (name, value) => {
    if (name !== "overrides") return false;
    overrides.push(...readOverrides(value, context));
    return true;
  });
  return { configuration: { values, overrides }, problems };
}

/** Reads an editor's `gostable` section, an object of plain values. What is wrong counts as not set. */
export function readEditorSettings(section: unknown, rules: readonly KnownRule[]): OptionValues {
  const root = parseTree(JSON.stringify(section ?? {}));
  if (root?.type !== "object") return {};
  return readOptions(root, "editor", { rules, report: () => undefined }, () => false);
}

type Special = (name: string, value: Node) => boolean;

/** The options of an object, also those a level below (`recover.boundaries`). */
function readOptions(root: Node, place: Place, context: ReadContext, special: Special): OptionValues {
  const possible = OPTION_NAMES.filter((name) => hasPlace(name, place));
  const groups = new Set(possible.flatMap((name) => (name.includes(".") ? [name.split(".")[0] ?? ""] : [])));
  const values: Record<string, unknown> = {};
  const read = (node: Node, prefix: string): void => {
    for (const { key, name, value } of propertiesOf(node, context) ?? []) {
      const full = prefix + name;
      if (prefix === "" && ((place === "file" && name === "$schema") || special(name, value))) continue;
      if (groups.has(full) && value.type === "object") read(value, `${full}.`);
      else if (isOptionName(full) && possible.includes(full)) values[full] = OPTIONS[full].type.read(value, context);
      else if (groups.has(full)) context.report(wrongType(value, "an object"));
      else context.report(unknownOption(key, prefix, place, possible));
    }
  };
  read(root, "");
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

function unknownOption(key: Node, prefix: string, place: Place, possible: readonly OptionName[]): ConfigurationProblem {
  const names = possible
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length).split(".")[0]);
  const special = prefix !== "" ? [] : place === "file" ? ["overrides"] : ["files"];
  const what = place === "override" ? "An override has no option" : "There is no option";
  return unknownWord(key, "unknown-key", what, [...new Set(names.filter((name) => name !== undefined)), ...special]);
}

function hasPlace(name: OptionName, place: Place): boolean {
  return OPTIONS[name].places.some((each) => each === place);
}

function readOverrides(node: Node, context: ReadContext): readonly Override[] {
  if (node.type !== "array") {
    context.report(wrongType(node, "a list"));
    return [];
  }
  return (node.children ?? []).flatMap((child) => readOverride(child, context) ?? []);
}

const GLOBS = oneOrMore(textType());

function readOverride(node: Node, context: ReadContext): Override | undefined {
  let files: readonly string[] | undefined;
  const values = readOptions(node, "override", context, (name, value) => {
    if (name !== "files") return false;
    files = GLOBS.read(value, context) ?? [];
    return true;
  });
  if (files !== undefined) return { files, values };
  if (node.type === "object") context.report(withoutFiles(node));
  return undefined;
}

function withoutFiles(node: Node): ConfigurationProblem {
  const { start } = spanOfNode(node);
  return {
    span: { start, end: start + 1 },
    severity: "warning",
    code: "missing-key",
    message: 'This override needs "files", the globs it holds for',
    fixes: [],
  };
}

function syntaxProblem({ error, offset, length }: ParseError): ConfigurationProblem {
  const words = printParseErrorCode(error)
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  return {
    span: { start: offset, end: offset + length },
    severity: "error",
    code: "syntax",
    message: `This is no valid JSON: ${words}`,
    fixes: [],
  };
}
