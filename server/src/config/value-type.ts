import type { Node } from "jsonc-parser";
import { type ReportProblem, spanOfNode, unknownWord, wrongType } from "./problem.ts";

/** The rules as far as the configuration speaks of them. */
export interface KnownRule {
  readonly id: string;
  readonly summary: string;
}

export interface ReadContext {
  readonly rules: readonly KnownRule[];
  readonly report: ReportProblem;
}

export type JsonSchema = Readonly<Record<string, unknown>>;

/** How the value of an option is read and described. */
export interface ValueType<T> {
  /** The value; undefined, after a report, where it is wrong. */
  readonly read: (node: Node, context: ReadContext) => T | undefined;
  readonly schema: (rules: readonly KnownRule[]) => JsonSchema;
}

export function boolean(): ValueType<boolean> {
  return {
    read: (node, { report }) =>
      reported(typeof node.value === "boolean" ? node.value : undefined, report, node, "true or false"),
    schema: () => ({ type: "boolean" }),
  };
}

export function text(): ValueType<string> {
  return {
    read: (node, { report }) =>
      reported(typeof node.value === "string" ? node.value : undefined, report, node, "a string"),
    schema: () => ({ type: "string" }),
  };
}

/** A word, each with what it means. */
export function oneOf<const T extends string>(words: Readonly<Record<T, string>>): ValueType<T> {
  const isWord = (value: unknown): value is T => typeof value === "string" && Object.hasOwn(words, value);
  return {
    read(node, { report }) {
      if (isWord(node.value)) return node.value;
      const possible = Object.keys(words);
      report(
        typeof node.value === "string"
          ? unknownWord(node, "value", "There is no value", possible)
          : wrongType(node, `one of ${possible.join(", ")}`),
      );
      return undefined;
    },
    schema: () => ({ type: "string", enum: Object.keys(words), markdownEnumDescriptions: Object.values(words) }),
  };
}

export function number(least: number): ValueType<number> {
  return {
    read(node, { report }) {
      const value = typeof node.value === "number" && node.value >= least ? node.value : undefined;
      return reported(value, report, node, `a number, at least ${String(least)}`);
    },
    schema: () => ({ type: "number", minimum: least }),
  };
}

/** A list; an element that is wrong is left out. */
export function listOf<T>(element: ValueType<T>): ValueType<readonly T[]> {
  return {
    read(node, context) {
      const children = node.type === "array" ? (node.children ?? []) : undefined;
      return reported(children, context.report, node, "a list")?.flatMap((child) => element.read(child, context) ?? []);
    },
    schema: (rules) => ({ type: "array", items: element.schema(rules) }),
  };
}

/** One or a list of them. */
export function oneOrMore<T>(element: ValueType<T>): ValueType<readonly T[]> {
  const list = listOf(element);
  return {
    read(node, context) {
      if (node.type === "array") return list.read(node, context);
      const one = element.read(node, context);
      return one === undefined ? undefined : [one];
    },
    schema: (rules) => ({ anyOf: [element.schema(rules), list.schema(rules)] }),
  };
}

export interface Property {
  readonly key: Node;
  readonly name: string;
  readonly value: Node;
}

/** The properties of an object that have a value; reports a key that stands there twice. Undefined where it is no object. */
export function propertiesOf(node: Node, { report }: ReadContext): readonly Property[] | undefined {
  const children = node.type === "object" ? (node.children ?? []) : undefined;
  const seen = new Set<string>();
  return reported(children, report, node, "an object")?.flatMap((property) => {
    const [key, value] = property.children ?? [];
    if (key === undefined || value === undefined || typeof key.value !== "string") return [];
    if (seen.has(key.value)) report(duplicate(key, key.value));
    seen.add(key.value);
    return [{ key, name: key.value, value }];
  });
}

function duplicate(key: Node, name: string) {
  return {
    span: spanOfNode(key),
    severity: "warning",
    code: "duplicate-key",
    message: `${JSON.stringify(name)} stands here twice; the last one counts`,
    fixes: [],
  } as const;
}

function reported<T>(value: T | undefined, report: ReportProblem, node: Node, wanted: string): T | undefined {
  if (value === undefined) report(wrongType(node, wanted));
  return value;
}
