import type { Node } from "jsonc-parser";
import type { AcquireFact, CallableRef } from "../catalog/schema.ts";
import { spanOfNode, unknownWord, wrongType } from "./problem.ts";
import {
  boolean,
  listOf,
  number,
  oneOf,
  oneOrMore,
  propertiesOf,
  type ReadContext,
  text,
  type ValueType,
} from "./value-type.ts";

const FIELDS = {
  acquire: {
    type: text(),
    description: "The call after which something must be released: `import/path.Func` or `import/path.Type.Method`.",
  },
  result: { type: number(0), description: "The index of the result that is the resource, from 0." },
  results: {
    type: number(1),
    description: "How many results the call has; only needed where its package cannot be read.",
  },
  release: {
    type: oneOrMore(text()),
    description:
      "What releases it: a method of the resource (`Close`), a method of what it was taken from, with the resource as an argument (`Put`), `()` where the resource itself is called, or a function (`import/path.Func`).",
  },
  type: { type: text(), description: "The resource's type, for messages." },
  error: { type: boolean(), description: "Whether the last result is an error that says that there is no resource." },
  severity: {
    type: oneOf({ error: "", warning: "", info: "Only in the strict presets." }),
    description: "How severe a leak is.",
  },
} as const;

type FieldName = keyof typeof FIELDS;

const NAMES: readonly FieldName[] = ["acquire", "result", "results", "release", "type", "error", "severity"];

/** A resource of the project's own, as a fact for the catalog. */
export function resource(): ValueType<AcquireFact> {
  const properties = Object.fromEntries(
    NAMES.map((name) => [name, { ...FIELDS[name].type.schema([]), markdownDescription: FIELDS[name].description }]),
  );
  return {
    read: readResource,
    schema: () => ({ type: "object", properties, required: ["acquire", "release"], additionalProperties: false }),
  };
}

export function resources(): ValueType<readonly AcquireFact[]> {
  return listOf(resource());
}

function readResource(node: Node, context: ReadContext): AcquireFact | undefined {
  const properties = propertiesOf(node, context);
  if (properties === undefined) return undefined;
  const values = new Map<FieldName, Node>();
  for (const { key, name, value } of properties) {
    const known = NAMES.find((candidate) => candidate === name);
    if (known === undefined) context.report(unknownWord(key, "unknown-key", "A resource has no property", NAMES));
    else values.set(known, value);
  }
  const read = (name: FieldName) => {
    const value = values.get(name);
    return value && FIELDS[name].type.read(value, context);
  };
  for (const name of ["acquire", "release"] as const) if (!values.has(name)) context.report(missing(node, name));
  const acquired = read("acquire");
  const ref = typeof acquired === "string" ? parseCallable(acquired) : undefined;
  if (typeof acquired === "string" && ref === undefined)
    context.report(wrongType(values.get("acquire") ?? node, "`import/path.Func` or `import/path.Type.Method`"));
  const release = FIELDS.release.type.read;
  const releases = values.has("release") ? release(values.get("release") ?? node, context) : undefined;
  if (ref === undefined || releases === undefined || releases.length === 0) return undefined;
  return factOf(ref, releases, {
    result: numeric(read("result")) ?? 0,
    results: numeric(read("results")) ?? -1,
    type: textual(read("type")),
    error: read("error") !== false,
    severity: FIELDS.severity.type.read(values.get("severity") ?? DEFAULT_SEVERITY, context) ?? "warning",
  });
}

const DEFAULT_SEVERITY: Node = { type: "string", value: "warning", offset: 0, length: 0 };

interface ResourceDetails {
  readonly result: number;
  readonly results: number;
  readonly type: string | undefined;
  readonly error: boolean;
  readonly severity: AcquireFact["severity"];
}

function factOf(ref: CallableRef, releases: readonly string[], details: ResourceDetails): AcquireFact {
  const { result, results, type, error, severity } = details;
  const functions = releases.flatMap((name) => releaseFunctionOf(name, ref));
  return {
    ...ref,
    rule: "resource-not-closed",
    result,
    results,
    type: type ?? `the resource of ${ref.recv === undefined ? "" : `${ref.recv}.`}${ref.name}`,
    release: releases.filter((name) => parseCallable(name) === undefined),
    ...(functions.length === 0 ? {} : { releaseFunctions: functions }),
    errorResult: error && (results === -1 || results > result + 1),
    severity,
  };
}

/** `Put` is also the method or function of the acquiring package that takes the resource back. */
function releaseFunctionOf(name: string, acquire: CallableRef): readonly string[] {
  const ref = parseCallable(name);
  if (ref !== undefined) return [`${ref.pkg}.${ref.name}`];
  return /^\w+$/.test(name) ? [`${acquire.pkg}.${name}`] : [];
}

/** `import/path.Func`, `import/path.Type.Method` or `import/path.(*Type).Method`; undefined for anything else. */
export function parseCallable(callable: string): CallableRef | undefined {
  const plain = callable.replace(/\(\*?(\w+)\)/, "$1");
  const slash = plain.lastIndexOf("/");
  const match = /^([\w~-]+(?:\.v\d+|\.go)?)\.(?:([A-Za-z_]\w*)\.)?([A-Za-z_]\w*)$/.exec(plain.slice(slash + 1));
  const [, element, recv, name] = match ?? [];
  if (element === undefined || name === undefined) return undefined;
  // `Body.Close` is a path of the resource, not a package.
  if (slash < 0 && /^[A-Z]/.test(element)) return undefined;
  const pkg = plain.slice(0, slash + 1) + element;
  return recv === undefined ? { pkg, name } : { pkg, recv, name };
}

function missing(node: Node, name: string) {
  return {
    span: { start: spanOfNode(node).start, end: spanOfNode(node).start + 1 },
    severity: "warning",
    code: "missing-key",
    message: `This resource needs ${JSON.stringify(name)}`,
    fixes: [],
  } as const;
}

function numeric(value: unknown): number | undefined {
  return typeof value === "number" ? value : undefined;
}

function textual(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}
