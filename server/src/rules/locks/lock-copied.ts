import { type Report, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { typeString } from "../../semantic/type-string.ts";
import type { CallExpr, Expr, Field, Node, RangeStmt } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { lockIn } from "./lock-content.ts";
import { getsOwnLock, movedFrom } from "./moved-value.ts";

type MessageId = "receiver" | "parameter" | "copy" | "range";

export default rule({
  id: "lock-copied",
  family: "locks",
  summary: "Finds copies of values that hold a lock",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: true,
  triggers: [],
  covers: ["govet", "copylocks"],
  messages: {
    receiver:
      "Each call of this method copies `{type}` with its `{lock}`: the copy's lock excludes nobody. Use a pointer receiver.",
    parameter: "Each call copies `{type}` with its `{lock}`: the copy's lock excludes nobody. Pass a pointer.",
    copy: "This copies `{type}` with its `{lock}`: the copy's lock excludes nobody. Use a pointer.",
    range:
      "Each turn copies `{type}` with its `{lock}` into `{name}`: the copy's lock excludes nobody. Range over the index, or over pointers.",
  },
  check(fn, report) {
    if (fn.node.kind === "FuncDecl" && fn.node.recv !== undefined) checkField(fn, fn.node.recv, "receiver", report);
    for (const param of fn.node.type.params) checkField(fn, param, "parameter", report);
    walkFunction(fn.node, (node) => {
      if (node.kind === "RangeStmt") checkRange(fn, node, report);
      for (const value of copiedValues(node)) checkValue(fn, node, value, report);
    });
  },
});

function checkField(
  fn: FunctionUnit,
  field: Field,
  message: "receiver" | "parameter",
  report: Report<MessageId>,
): void {
  const type = fn.info.typeOf(field.type);
  const lock = field.variadic ? undefined : lockIn(type, fn.info);
  if (lock === undefined) return;
  const unnamed = field.names.length === 0 || field.names.every((name) => name.name === "_");
  const pointer = { span: { start: field.type.start, end: field.type.start }, newText: "*" };
  report({
    at: field.type,
    message,
    data: { type: typeString(type), lock },
    fixes:
      message === "receiver" && !unnamed ? [{ title: "Use a pointer receiver", safe: false, edits: [pointer] }] : [],
  });
}

function checkRange(fn: FunctionUnit, stmt: RangeStmt, report: Report<MessageId>): void {
  for (const variable of [stmt.key, stmt.value]) {
    if (variable === undefined || (variable.kind === "Ident" && variable.name === "_")) continue;
    const type = fn.info.typeOf(variable);
    const lock = lockIn(type, fn.info);
    if (lock === undefined) continue;
    const name = fn.file.text.slice(variable.start, variable.end);
    report({ at: variable, message: "range", data: { type: typeString(type), lock, name } });
  }
}

/** The expressions whose value a node copies. */
function copiedValues(node: Node): readonly Expr[] {
  switch (node.kind) {
    case "AssignStmt":
      return node.rhs.filter((_, index) => !isBlank(node.lhs[index]));
    case "ValueSpec":
      return node.values.filter((_, index) => !isBlank(node.names[index]));
    case "CompositeLit":
      return node.elements.map((element) => element.value);
    case "ReturnStmt":
      return node.results;
    case "SendStmt":
      return [node.value];
    case "CallExpr":
      return node.args;
    default:
      return [];
  }
}

function isBlank(target: Expr | undefined): boolean {
  return target?.kind === "Ident" && target.name === "_";
}

/** Most builtins look at their operands in place; a conversion's operand is judged where its result is used. */
function isOfValues(fn: FunctionUnit, call: CallExpr): boolean {
  const callee = fn.info.calleeOf(call);
  if (callee.kind === "builtin") return callee.name === "append" || callee.name === "new";
  if (callee.kind === "conversion") return false;
  return !(callee.kind === "func" && callee.pkg === "unsafe");
}

function checkValue(fn: FunctionUnit, copier: Node, value: Expr, report: Report<MessageId>): void {
  const inner = unparen(value);
  if (!isCopy(inner)) return;
  const type = fn.info.typeOf(inner);
  const lock = lockIn(type, fn.info);
  if (lock === undefined || fn.info.isType(inner)) return;
  if (copier.kind === "CallExpr" && !isOfValues(fn, copier)) return;
  if (getsOwnLock(copier, value, lock, fn)) return;
  const moved = movedFrom(inner, fn);
  if (moved === "made") return;
  const severity = moved === undefined ? "error" : "info";
  report({ at: value, message: "copy", data: { type: typeString(type), lock }, severity });
}

/** A variable, field, element or what a pointer leads to; literals and results of calls are fresh values. */
function isCopy(expr: Expr): boolean {
  switch (expr.kind) {
    case "Ident":
    case "SelectorExpr":
    case "IndexExpr":
    case "TypeAssertExpr":
      return true;
    case "StarExpr": {
      const operand = unparen(expr.x);
      return operand.kind !== "CallExpr" && !(operand.kind === "UnaryExpr" && operand.op === "&");
    }
    default:
      return false;
  }
}
