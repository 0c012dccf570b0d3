import type { FileInfo, VarObj } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { Expr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { conditionKey, equalsKey, nilKey, type ConditionKey, type VariableNumbers } from "../condition-facts.ts";

interface Known {
  readonly value: boolean;
  readonly vars: readonly VarObj[];
  readonly volatile: boolean;
  readonly subject: string | undefined;
}

/** What is known to hold at a point of a path. Values are never changed; each operation answers a new one. */
export interface Facts {
  readonly known: ReadonlyMap<string, Known>;
  /** Boolean variables by the expression they were computed from, as long as nothing in it has changed. */
  readonly definitions: ReadonlyMap<VarObj, Expr>;
}

export const NO_FACTS: Facts = { known: new Map(), definitions: new Map() };

/** How facts are read off the source: the types of the file and the numbers of its variables. */
export interface FactReader {
  readonly info: FileInfo;
  readonly numbers: VariableNumbers;
}

/** Whether the condition is known to be true or false. */
export function truthOf(facts: Facts, expr: Expr, reader: FactReader): boolean | undefined {
  return lookUp(facts, conditionKey(expr, reader.info, reader.numbers));
}

function lookUp(facts: Facts, key: ConditionKey | undefined): boolean | undefined {
  if (key === undefined) return undefined;
  const known = facts.known.get(key.key)?.value ?? (excludedByEquality(facts, key) ? false : undefined);
  return known === undefined ? undefined : known !== key.negated;
}

/** `mode == "a"` holds, so `mode == "b"` does not. */
function excludedByEquality(facts: Facts, key: ConditionKey): boolean {
  if (key.subject === undefined) return false;
  for (const known of facts.known.values()) if (known.value && known.subject === key.subject) return true;
  return false;
}

/** The facts after `expr` came out as `value`; undefined if that contradicts what is known. */
export function assumeTruth(facts: Facts, expr: Expr, value: boolean, reader: FactReader): Facts | undefined {
  return assumeKey(facts, conditionKey(expr, reader.info, reader.numbers), value);
}

/** The facts after a switch found `tag` equal to one of `values` (or to none); undefined if that cannot be. */
export function assumeEquals(
  facts: Facts,
  tag: Expr,
  values: readonly Expr[],
  holds: boolean,
  reader: FactReader,
): Facts | undefined {
  const keys = values.map((value) => equalsKey(tag, value, reader.info, reader.numbers));
  if (!holds) {
    return keys.reduce<Facts | undefined>(
      (sum, key) => (sum === undefined ? undefined : assumeKey(sum, key, false)),
      facts,
    );
  }
  const possible = keys.filter((key) => lookUp(facts, key) !== false);
  if (possible.length === 0 && keys.length > 0) return undefined;
  return possible.length === 1 ? assumeKey(facts, possible[0], true) : facts;
}

function assumeKey(facts: Facts, key: ConditionKey | undefined, value: boolean): Facts | undefined {
  if (key === undefined) return facts;
  const known = lookUp(facts, key);
  if (known !== undefined) return known === value ? facts : undefined;
  const { vars, volatile, subject } = key;
  return {
    ...facts,
    known: new Map(facts.known).set(key.key, { value: value !== key.negated, vars, volatile, subject }),
  };
}

/** The facts without those that read the variable. */
export function forgetVariable(facts: Facts, variable: VarObj, info: FileInfo): Facts {
  const known = onlyThose(facts.known, (_key, { vars }) => !vars.includes(variable));
  const definitions = onlyThose(
    facts.definitions,
    (name, expr) => name !== variable && !mentions(expr, variable, info),
  );
  return known === facts.known && definitions === facts.definitions ? facts : { known, definitions };
}

/** The map itself where nothing is left out. */
function onlyThose<Key, Value>(
  map: ReadonlyMap<Key, Value>,
  stays: (key: Key, value: Value) => boolean,
): ReadonlyMap<Key, Value> {
  for (const [key, value] of map) {
    if (!stays(key, value)) return new Map([...map].filter((entry) => stays(...entry)));
  }
  return map;
}

/** True if the variable's name occurs in the expression. */
export function mentions(expr: Expr, variable: VarObj, info: FileInfo): boolean {
  let found = false;
  walk(expr, (node) => {
    if (node.kind === "Ident" && node.name === variable.name && info.objectOf(node) === variable) found = true;
    return !found;
  });
  return found;
}

/** The facts without those among `asked` that code elsewhere may have changed. */
export function forgetVolatile(facts: Facts, asked: ReadonlySet<string>): Facts {
  return withKnown(
    facts,
    onlyThose(facts.known, (key, fact) => !fact.volatile || !asked.has(key)),
  );
}

/** The facts without those that answer nothing among `live`: what a variable equals answers whether it equals something else. */
export function keepLive(facts: Facts, live: ReadonlySet<string>): Facts {
  return withKnown(
    facts,
    onlyThose(facts.known, (key, { value, subject }) => live.has(key) || (value && isAskedOf(subject, live))),
  );
}

function isAskedOf(subject: string | undefined, live: ReadonlySet<string>): boolean {
  if (subject === undefined) return false;
  for (const key of live) if (key.startsWith(`${subject}==`)) return true;
  return false;
}

function withKnown(facts: Facts, known: Facts["known"]): Facts {
  return known === facts.known ? facts : { ...facts, known };
}

/** Whether the variable is known to be nil (true) or not nil (false). */
export function nilness(facts: Facts, variable: VarObj, numbers: VariableNumbers): boolean | undefined {
  return facts.known.get(nilKey(variable, numbers))?.value;
}

export function learnNilness(facts: Facts, variable: VarObj, isNil: boolean, numbers: VariableNumbers): Facts {
  const fact: Known = { value: isNil, vars: [variable], volatile: false, subject: `v${String(numbers.of(variable))}` };
  return { ...facts, known: new Map(facts.known).set(nilKey(variable, numbers), fact) };
}

/** The facts after `variable = value`; `value` undefined where it is one of several results or not to be seen. */
export function assignFact(facts: Facts, variable: VarObj, value: Expr | undefined, reader: FactReader): Facts {
  const before = facts;
  const after = forgetVariable(facts, variable, reader.info);
  if (value === undefined) return after;
  const inner = unparen(value);
  const nil = nilnessOfValue(before, inner, reader);
  if (nil !== undefined) return learnNilness(after, variable, nil, reader.numbers);
  const truth = booleanConstant(inner, reader) ?? truthOf(before, inner, reader);
  if (truth !== undefined && isBoolean(inner, reader)) return learnTruth(after, variable, truth, reader);
  return isTest(inner) && mayBeBoolean(variable, reader) && !mentions(inner, variable, reader.info)
    ? { ...after, definitions: new Map(after.definitions).set(variable, inner) }
    : after;
}

function booleanConstant(expr: Expr, reader: FactReader): boolean | undefined {
  const value = reader.info.constantOf(expr);
  return typeof value === "boolean" ? value : undefined;
}

function isBoolean(expr: Expr, reader: FactReader): boolean {
  const type = reader.info.typeOf(expr);
  return type.kind === "basic" && type.name.endsWith("bool");
}

/** Only such a variable is asked for as a condition. */
function mayBeBoolean({ type }: VarObj, { info }: FactReader): boolean {
  const known = underlying(type, info.world);
  return known.kind === "unknown" || (known.kind === "basic" && known.name.endsWith("bool"));
}

function learnTruth(facts: Facts, variable: VarObj, value: boolean, { numbers }: FactReader): Facts {
  const key = `v${String(numbers.of(variable))}`;
  return {
    ...facts,
    known: new Map(facts.known).set(key, { value, vars: [variable], volatile: false, subject: undefined }),
  };
}

/** True for expressions that answer a question, so that a variable holding the answer can stand for them. */
function isTest(expr: Expr): boolean {
  return (
    (expr.kind === "BinaryExpr" && /^(==|!=|<|>|<=|>=|&&|\|\|)$/.test(expr.op)) ||
    (expr.kind === "UnaryExpr" && expr.op === "!") ||
    expr.kind === "CallExpr" ||
    expr.kind === "TypeAssertExpr"
  );
}

const MAKES_ERROR = new Set([
  "errors.New",
  "fmt.Errorf",
  "errors.Join",
  "github.com/pkg/errors.New",
  "github.com/pkg/errors.Errorf",
]);

/** Whether a value is nil (true), surely not nil (false), or not known. */
export function nilnessOfValue(facts: Facts, expr: Expr, { info, numbers }: FactReader): boolean | undefined {
  const inner = unparen(expr);
  if (inner.kind === "Ident") {
    const obj = info.objectOf(inner);
    if (obj?.kind === "nil") return true;
    return obj?.kind === "var" ? nilness(facts, obj, numbers) : undefined;
  }
  if (inner.kind === "CompositeLit" || inner.kind === "FuncLit") return false;
  if (inner.kind === "UnaryExpr" && inner.op === "&") return false;
  if (inner.kind !== "CallExpr") return undefined;
  const callee = info.calleeOf(inner);
  // A function that leaves by its end or a return is not panicking.
  if (callee.kind === "builtin" && callee.name === "recover") return true;
  return callee.kind === "func" && MAKES_ERROR.has(`${callee.pkg}.${callee.name}`) ? false : undefined;
}

/** A text that is equal for equal facts. */
export function factsKey(facts: Facts, numbers: VariableNumbers): string {
  const known = [...facts.known].map(([key, { value }]) => (value ? key : `!${key}`)).sort();
  const definitions = [...facts.definitions]
    .map(([v, expr]) => `${String(numbers.of(v))}@${String(expr.start)}`)
    .sort();
  return `${known.join()};${definitions.join()}`;
}
