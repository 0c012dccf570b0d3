import { calledBy, functionOf } from "../../analyze/called.ts";
import { functionsAbove, walkWithPath } from "../../analyze/node-path.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit, PackageUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { FuncType, Type } from "../../semantic/types.ts";
import type { CallExpr, Decl, Expr, FuncNode, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";

export default rule({
  id: "rpc-no-deadline",
  family: "limits",
  summary: "a gRPC call waits for its answer without a deadline",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["context.Background", "context.TODO"],
  messages: {
    background:
      "`{callee}` is called with `{ctx}`, which has no deadline: when the server hangs, so does this call, for ever. Derive the context with context.WithTimeout.",
  },
  checkDecl(decl, file, report) {
    const calls = unboundedCalls(decl, file);
    if (calls.length === 0 || setsDeadlines(file.pkg)) return;
    for (const call of calls) {
      const ctx = call.args[0] ?? call;
      const data = { callee: file.text.slice(call.fun.start, call.fun.end), ctx: file.text.slice(ctx.start, ctx.end) };
      report({ at: call.fun, message: "background", data });
    }
  },
});

function unboundedCalls(decl: Decl, file: FileUnit): CallExpr[] {
  const calls: CallExpr[] = [];
  walkWithPath(decl, (node, above) => {
    if (node.kind !== "CallExpr" || !isUnaryRpc(node, file)) return;
    const ctx = node.args[0];
    const func = functionsAbove(above).at(-1)?.func;
    if (ctx !== undefined && func !== undefined && isUnbounded(ctx, func, file, 0)) calls.push(node);
  });
  return calls;
}

/** A method that takes a context first and `...grpc.CallOption` last, and answers a message: not a stream. */
function isUnaryRpc(call: CallExpr, file: FileUnit): boolean {
  const callee = file.info.calleeOf(call);
  if (callee.kind !== "method") return false;
  if (callee.pkg === "google.golang.org/grpc") return callee.recv === "ClientConn" && callee.name === "Invoke";
  return takesCallOptions(callee.type) && !answersStream(callee.type);
}

function takesCallOptions(type: FuncType): boolean {
  const last = type.params.at(-1)?.type;
  const isOption = last?.kind === "slice" && isNamed(last.elem, "google.golang.org/grpc", /^CallOption$/);
  return type.variadic && isOption && isNamed(type.params[0]?.type, "context", /^Context$/);
}

function answersStream(type: FuncType): boolean {
  const [first] = type.results;
  if (first === undefined || type.results.length !== 2) return true;
  return first.type.kind === "named" && /(Client|Stream)$/.test(first.type.name);
}

function isNamed(type: Type | undefined, pkg: string, name: RegExp): boolean {
  return type?.kind === "named" && type.pkg === pkg && name.test(type.name);
}

/** True if the context is made in the function, and nothing on the way gave it a deadline. */
function isUnbounded(ctx: Expr, func: FuncNode, file: FileUnit, depth: number): boolean {
  const inner = unparen(ctx);
  if (depth > 6) return false;
  if (inner.kind === "Ident") {
    const obj = file.info.objectOf(inner);
    if (obj?.kind !== "var" || obj.scope !== "local") return false;
    const values = valuesOf(obj, func, file);
    return values.length > 0 && values.every((value) => isUnbounded(value, func, file, depth + 1));
  }
  if (inner.kind !== "CallExpr") return false;
  const ref = calledBy(inner, file.info)?.ref;
  if (ref?.pkg === "context" && ref.recv === undefined) {
    if (ref.name === "Background" || ref.name === "TODO") return true;
    return /^With(Cancel|CancelCause|Value)$/.test(ref.name) && isParentUnbounded(inner, func, file, depth);
  }
  return ref?.pkg === "google.golang.org/grpc/metadata" && isParentUnbounded(inner, func, file, depth);
}

function isParentUnbounded(call: CallExpr, func: FuncNode, file: FileUnit, depth: number): boolean {
  const parent = call.args[0];
  return parent !== undefined && functionOf(call).kind === "SelectorExpr" && isUnbounded(parent, func, file, depth + 1);
}

/** All values the variable gets in the function; the value itself is left out where it only wraps the variable again. */
function valuesOf(variable: VarObj, func: FuncNode, file: FileUnit): Expr[] {
  const values: Expr[] = [];
  const add = (name: Expr, index: number, all: readonly Expr[]): void => {
    const value = all.length === 1 ? all[0] : all[index];
    if (
      name.kind === "Ident" &&
      file.info.objectOf(name) === variable &&
      value !== undefined &&
      !wraps(value, variable, file)
    )
      values.push(value);
  };
  walk(func, (node: Node) => {
    if (node.kind === "AssignStmt")
      node.lhs.forEach((name, index) => {
        add(name, index, node.rhs);
      });
    if (node.kind === "ValueSpec")
      node.names.forEach((name, index) => {
        add(name, index, node.values);
      });
  });
  return values;
}

/** `ctx = metadata.AppendToOutgoingContext(ctx, …)` changes nothing about its end; `ctx, cancel = context.WithTimeout(ctx, d)` does. */
function wraps(value: Expr, variable: VarObj, file: FileUnit): boolean {
  const call = unparen(value);
  if (call.kind !== "CallExpr") return false;
  const ref = calledBy(call, file.info)?.ref;
  if (ref?.pkg !== "google.golang.org/grpc/metadata" && !(ref?.pkg === "context" && ref.name === "WithValue"))
    return false;
  const parent = call.args[0];
  return parent?.kind === "Ident" && file.info.objectOf(parent) === variable;
}

/** True if the package dials with an interceptor or service configuration that speaks of timeouts. */
function setsDeadlines(pkg: PackageUnit): boolean {
  return pkg.files.some(
    (each) => each.mentions(/(UnaryInterceptor|ServiceConfig)\b/) && each.mentions(/timeout|deadline/i),
  );
}
