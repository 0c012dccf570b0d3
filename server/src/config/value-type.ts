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
      typeof node.value === "boolean" ? node.value : reported(report, node, "true or false"),
    schema: () => ({ type: "boolean" }),
  };
}

export function text(): ValueType<string> {
  return {
    read: (node, { report }) => (typeof node.value === "string" ? node.value : reported(report, node, "a string")),
    schema: () => ({ type: "string" }),
  };
}

/** A word, each with what it means. */
export function oneOf<const T extends string>(words: Readonly<Record<T, string>>): ValueType<T> {
  const isWord = (value: unknown): value is T => typeof value === "string" && Object.hasOwn(words, value);
  return {
    read(node, { report }) {
      if (isWord(node.value)) return node.value;
      if (typeof node.value !== "string") return reported(report, node, `one of ${Object.keys(words).join(", ")}`);
      report(unknownWord(node, "value", "There is no value", Object.keys(words)));
      return undefined;
    },
    schema: () => ({ type: "string", enum: Object.keys(words), markdownEnumDescriptions: Object.values(words) }),
  };
}

export function number(least: number): ValueType<number> {
  return {
    read(node, { report }) {
      if (typeof node.value === "number" && node.value >= least) return node.value;
      return reported(report, node, `a number, at least ${String(least)}`);
    },
    schema: () => ({ type: "number", minimum: least }),
  };
}

/** A list; an element that is wrong is left out. */
export function listOf<T>(element: ValueType<T>): ValueType<readonly T[]> {
  return {
    read(node, context) {
      if (node.type !== "array") return reported(context.report, node, "a list");
      return (node.children ?? []).flatMap((child) => element.read(child, context) ?? []);
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
  if (node.type !== "object") return reported(report, node, "an object");
  const seen = new Set<string>();
  return (node.children ?? []).flatMap(({ children }) => {
    const [key, value] = children ?? [];
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

function reported(report: ReportProblem, node: Node, wanted: string): undefined {
  report(wrongType(node, wanted));
}
