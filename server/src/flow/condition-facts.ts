import type { FileInfo, VarObj } from "../semantic/info.ts";
import type { BinaryExpr, CallExpr, Expr, SelectorExpr } from "../syntax/ast.ts";
import { unparen } from "../syntax/visit.ts";

/**
 * What a condition over local state says, in a form in which equal conditions are equal strings:
 * `a != b` is the negation of `a == b`, `x >= y` of `x < y`.
 */
export interface ConditionKey {
  readonly key: string;
  /** True if the condition is the opposite of what the key says. */
  readonly negated: boolean;
  /** The variables it reads. */
  readonly vars: readonly VarObj[];
  /** True if other code may change it without an assignment here: fields and package variables. */
  readonly volatile: boolean;
  /** For `subject == constant`: what is compared. Two constants exclude each other. */
  readonly subject: string | undefined;
}

/** Numbers for variables, for keys. */
export class VariableNumbers {
  readonly #numbers = new Map<VarObj, number>();

  of(variable: VarObj): number {
    const known = this.#numbers.get(variable);
    if (known !== undefined) return known;
    const next = this.#numbers.size;
    this.#numbers.set(variable, next);
    return next;
  }
}

/** The pure text of an expression with its variables numbered; undefined where evaluating it twice could differ. */
export interface PureText {
  readonly text: string;
  readonly vars: readonly VarObj[];
  readonly volatile: boolean;
  readonly constant: boolean;
}

/** The key of a condition; undefined for conditions that may answer differently each time they are asked. */
export function conditionKey(expr: Expr, info: FileInfo, numbers: VariableNumbers): ConditionKey | undefined {
  const inner = unparen(expr);
  if (inner.kind === "UnaryExpr" && inner.op === "!") {
    const key = conditionKey(inner.x, info, numbers);
    return key === undefined ? undefined : { ...key, negated: !key.negated };
  }
  if (inner.kind === "BinaryExpr") return comparisonKey(inner, info, numbers);
  const pure = pureText(inner, info, numbers);
  if (pure === undefined || pure.constant) return undefined;
  return { key: pure.text, negated: false, vars: pure.vars, volatile: pure.volatile, subject: undefined };
}

function comparisonKey(expr: BinaryExpr, info: FileInfo, numbers: VariableNumbers): ConditionKey | undefined {
  const left = pureText(expr.x, info, numbers);
  const right = pureText(expr.y, info, numbers);
  if (left === undefined || right === undefined) return undefined;
  const both = { vars: [...left.vars, ...right.vars], volatile: left.volatile || right.volatile };
  switch (expr.op) {
    case "==":
    case "!=":
      return { ...equality(left, right), negated: expr.op === "!=", ...both };
    case "<":
    case ">=":
      return { key: `${left.text}<${right.text}`, negated: expr.op === ">=", subject: undefined, ...both };
    case ">":
    case "<=":
      return { key: `${right.text}<${left.text}`, negated: expr.op === "<=", subject: undefined, ...both };
    default:
      return undefined;
  }
}

function equality(left: PureText, right: PureText): { key: string; subject: string | undefined } {
  if (left.constant) return { key: `${right.text}==${left.text}`, subject: right.text };
  if (right.constant) return { key: `${left.text}==${right.text}`, subject: left.text };
  const [first, second] = [left.text, right.text].sort();
  return { key: `${first ?? ""}==${second ?? ""}`, subject: undefined };
}

/** The key under which `tag == value` is known. */
export function equalsKey(tag: Expr, value: Expr, info: FileInfo, numbers: VariableNumbers): ConditionKey | undefined {
  const op = "==";
  return comparisonKey({ kind: "BinaryExpr", op, x: tag, y: value, start: tag.start, end: value.end }, info, numbers);
}

/** The key under which it is known whether a variable is nil. */
export function nilKey(variable: VarObj, numbers: VariableNumbers): string {
  return `v${String(numbers.of(variable))}==nil`;
}

export function pureText(expr: Expr, info: FileInfo, numbers: VariableNumbers): PureText | undefined {
  const inner = unparen(expr);
  switch (inner.kind) {
    case "BasicLit":
      return { text: inner.value, vars: [], volatile: false, constant: true };
    case "Ident":
      return identText(inner.name, info.objectOf(inner), numbers);
    case "SelectorExpr":
      return selectorText(inner, info, numbers);
    case "CallExpr":
      return callText(inner, info, numbers);
    default:
      return undefined;
  }
}

function identText(
  name: string,
  obj: ReturnType<FileInfo["objectOf"]>,
  numbers: VariableNumbers,
): PureText | undefined {
  switch (obj?.kind) {
    case "nil":
      return { text: "nil", vars: [], volatile: false, constant: true };
    case "const":
      return { text: constantText(obj.value) ?? `${obj.pkg}.${name}`, vars: [], volatile: false, constant: true };
    case "var":
      return { text: `v${String(numbers.of(obj))}`, vars: [obj], volatile: obj.scope === "package", constant: false };
    default:
      return undefined;
  }
}

function constantText(value: string | number | bigint | boolean | undefined): string | undefined {
  return value === undefined ? undefined : typeof value === "string" ? JSON.stringify(value) : String(value);
}

function selectorText(expr: SelectorExpr, info: FileInfo, numbers: VariableNumbers): PureText | undefined {
  const member = info.objectOf(expr.sel);
  if (member?.kind === "const") return identText(expr.sel.name, member, numbers);
  if (expr.x.kind === "Ident" && info.objectOf(expr.x)?.kind === "package") {
    return { text: `${expr.x.name}.${expr.sel.name}`, vars: [], volatile: true, constant: false };
  }
  const base = pureText(expr.x, info, numbers);
  return base === undefined || base.constant
    ? undefined
    : { text: `${base.text}.${expr.sel.name}`, vars: base.vars, volatile: true, constant: false };
}

/** Of calls only `len`, `cap` and getters that ask for a property can be taken to answer the same twice. */
function callText(call: CallExpr, info: FileInfo, numbers: VariableNumbers): PureText | undefined {
  const fun = unparen(call.fun);
  const [argument] = call.args;
  if (fun.kind === "Ident" && argument !== undefined && (fun.name === "len" || fun.name === "cap")) {
    const of = pureText(argument, info, numbers);
    return of === undefined ? undefined : { ...of, text: `${fun.name}(${of.text})`, constant: false };
  }
  if (fun.kind !== "SelectorExpr" || call.args.length > 0 || !/^(Is|Has|Get[A-Z])|Enabled$/.test(fun.sel.name))
    return undefined;
  const base = pureText(fun, info, numbers);
  return base === undefined ? undefined : { ...base, text: `${base.text}()`, volatile: true };
}
