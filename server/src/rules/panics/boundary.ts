import type { FunctionUnit } from "../../analyze/unit.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { Expr, Field, Node } from "../../syntax/ast.ts";
import { directivesOf } from "../../syntax/directives.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";
import { declarationUses, literalUses } from "./function-use.ts";
import { matchesGlob } from "./glob.ts";

/** Whether panics are meant to end in a function: what its callers are, what it runs, or what its project says. */
export function isBoundary(fn: FunctionUnit): boolean {
  return (
    fn.file.isTest ||
    runsPlugins(fn) ||
    isEntry(fn) ||
    isStartedByGo(fn) ||
    isHandler(fn) ||
    runsGivenFunction(fn) ||
    isDesignated(fn)
  );
}

/** A package that is there to run other people's code keeps their panics from its own. */
function runsPlugins({ info }: FunctionUnit): boolean {
  return /(^|\/)(plugins?|extensions?)$/.test(info.packagePath);
}

/** Where a program, a fuzzer or a service begins: a service's `Run` is called by what runs services, each in its goroutine. */
function isEntry(fn: FunctionUnit): boolean {
  if (fn.node.kind !== "FuncDecl") return false;
  const entry = fn.node.recv === undefined ? /^(main|Main|TestMain|Fuzz[A-Z_]\w*)$/ : /^(Run|Serve)$/;
  return entry.test(fn.node.name.name);
}

/** The function a `go` statement runs, and a literal that is called in place inside of one: a guard of one turn of its loop. */
function isStartedByGo(fn: FunctionUnit): boolean {
  if (fn.node.kind === "FuncDecl") return declarationUses(fn.node, fn.file.pkg).has("go");
  const uses = literalUses(fn, fn.node);
  if (uses.has("go")) return true;
  return uses.has("called") && uses.size === 1 && fn.parent !== undefined && isStartedByGo(fn.parent);
}

// ---- handlers ----

const CONTEXTS: readonly (readonly [RegExp, RegExp])[] = [
  [/^github\.com\/gin-gonic\/gin$/, /^(Context|HandlerFunc)$/],
  [/^github\.com\/labstack\/echo(\/v\d+)?$/, /^(Context|HandlerFunc|MiddlewareFunc)$/],
  [/^github\.com\/gofiber\/fiber(\/v\d+)?$/, /^(Ctx|Handler)$/],
  [/^github\.com\/valyala\/fasthttp$/, /^(RequestCtx|RequestHandler)$/],
  [/^net\/http$/, /^(ResponseWriter|Handler|HandlerFunc)$/],
  [
    /^google\.golang\.org\/grpc$/,
    /^(UnaryServerInfo|StreamServerInfo|UnaryHandler|StreamHandler|ServerStream|(Unary|Stream)(Server|Client)Interceptor|UnaryInvoker|Streamer)$/,
  ],
];

/** HTTP handlers and middleware, gRPC interceptors: by what they take or give. */
function isHandler(fn: FunctionUnit): boolean {
  const { params, results } = fn.node.type;
  return [...params, ...results].some((field) => isServerType(field, fn));
}

function isServerType(field: Field, fn: FunctionUnit): boolean {
  const named = namedType(field.type, fn);
  return named !== undefined && CONTEXTS.some(([pkg, name]) => pkg.test(named.pkg) && name.test(named.name));
}

/** The package and name of a type, also where the package's source is not at hand. */
function namedType(expr: Expr, fn: FunctionUnit): { readonly pkg: string; readonly name: string } | undefined {
  const type = withoutPointer(fn.info.typeOf(expr));
  if (type.kind === "named") return type;
  const inner = unparen(expr);
  if (inner.kind === "StarExpr") return namedType(inner.x, fn);
  if (inner.kind !== "SelectorExpr" || inner.x.kind !== "Ident") return undefined;
  const obj = fn.info.objectOf(inner.x);
  return obj?.kind === "package" ? { pkg: obj.path, name: inner.sel.name } : undefined;
}

function withoutPointer(type: Type): Type {
  return type.kind === "pointer" ? type.elem : type;
}

// ---- wrappers ----

/** A wrapper runs a function it was given: a parameter, a field or a captured value of function type, or one found by reflection. */
function runsGivenFunction(fn: FunctionUnit): boolean {
  let found = false;
  const body = fn.node.body;
  if (body === undefined) return false;
  walk(body, (node) => {
    if (found || node.kind === "DeferStmt" || node.kind === "GoStmt") return false;
    if (node.kind === "CallExpr") found = isGivenFunction(node.fun, fn) || isReflectCall(node, fn) || isServing(node);
    return !found;
  });
  return found;
}

function isGivenFunction(fun: Expr, fn: FunctionUnit): boolean {
  const callee = unparen(fun);
  if (isCancel(fn.info.typeOf(callee))) return false;
  if (callee.kind === "IndexExpr") return isFunctionType(callee, fn);
  if (callee.kind === "SelectorExpr") return isField(callee.sel, fn) && isFunctionType(callee, fn);
  if (callee.kind !== "Ident") return false;
  const obj = fn.info.objectOf(callee);
  if (obj?.kind !== "var") return false;
  if (obj.scope === "param" || obj.scope === "package") return !isInside(obj.owner, fn);
  if (obj.owner === fn.node) return isElement(obj, fn) || isFound(obj, fn);
  return !isInside(obj.owner, fn);
}

/** `for _, step := range m.steps { step() }`, `for job := range jobs { job() }` */
function isElement(variable: VarObj, fn: FunctionUnit): boolean {
  let found = false;
  walkFunction(fn.node, (node) => {
    if (node.kind !== "RangeStmt" || unparen(node.x).kind === "CompositeLit") return;
    const names = [node.key, node.value].filter((name) => name?.kind === "Ident");
    if (names.some((name) => fn.info.objectOf(name) === variable)) found = true;
  });
  return found;
}

/** `handle := s.handlers[name]; handle()`: out of a map, a field, a channel, an interface, or what another function writes to its address. */
function isFound(variable: VarObj, fn: FunctionUnit): boolean {
  let found = false;
  walkFunction(fn.node, (node) => {
    if (node.kind === "UnaryExpr" && node.op === "&" && isVariable(node.x, variable, fn)) found = true;
    if (node.kind === "TypeSwitchStmt" && node.bind !== undefined && node.bind.start === variable.decl?.start)
      found = true;
    const [targets, values] = assigned(node);
    targets.forEach((target, index) => {
      const value = values[Math.min(index, values.length - 1)];
      if (value !== undefined && isVariable(target, variable, fn) && comesFromElsewhere(value, fn)) found = true;
    });
  });
  return found;
}

function isVariable(expr: Expr, variable: VarObj, fn: FunctionUnit): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && fn.info.objectOf(inner) === variable;
}

function comesFromElsewhere(value: Expr, fn: FunctionUnit): boolean {
  const inner = unparen(value);
  switch (inner.kind) {
    case "IndexExpr":
    case "StarExpr":
    case "TypeAssertExpr":
      return true;
    case "UnaryExpr":
      return inner.op === "<-";
    case "SelectorExpr":
      return isField(inner.sel, fn);
    default:
      return false;
  }
}

function assigned(node: Node): readonly [readonly Expr[], readonly Expr[]] {
  if (node.kind === "AssignStmt") return [node.lhs, node.rhs];
  return node.kind === "ValueSpec" ? [node.names, node.values] : [[], []];
}

function isCancel(type: Type): boolean {
  return type.kind === "named" && type.pkg === "context";
}

/** True for a literal inside the function: its variables are none the function was given. */
function isInside(owner: object | undefined, fn: FunctionUnit): boolean {
  let inside = false;
  if (fn.node.body === undefined || owner === fn.node) return false;
  walk(fn.node.body, (node) => {
    if (node === owner) inside = true;
    return !inside;
  });
  return inside;
}

function isField(sel: Expr & { kind: "Ident" }, fn: FunctionUnit): boolean {
  const obj = fn.info.objectOf(sel);
  return obj?.kind === "var" && (obj.scope === "field" || obj.scope === "package");
}

function isFunctionType(expr: Expr, fn: FunctionUnit): boolean {
  const type = fn.info.typeOf(expr);
  return type.kind === "func" || type.kind === "named";
}

/** `handler.ServeHTTP(w, r)`: what a server runs, whose own guard net/http has around it. */
function isServing({ fun, args }: Node & { kind: "CallExpr" }): boolean {
  const inner = unparen(fun);
  return inner.kind === "SelectorExpr" && inner.sel.name === "ServeHTTP" && args.length === 2;
}

function isReflectCall(call: Node & { kind: "CallExpr" }, fn: FunctionUnit): boolean {
  const callee = fn.info.calleeOf(call);
  if (callee.kind !== "method" || callee.pkg !== "reflect") return false;
  return callee.name === "Call" || callee.name === "CallSlice";
}

// ---- designated ----

function isDesignated(fn: FunctionUnit): boolean {
  return hasDirective(fn) || isConfigured(fn);
}

/** `//gostable:boundary` in the comment above the function, or on the line of or above a literal. */
function hasDirective(fn: FunctionUnit): boolean {
  const { lines } = fn.file;
  const line = lines.lineAt(fn.node.start);
  const near = { start: lines.lineStart(Math.max(0, line - 1)), end: lines.lineEnd(line) };
  const comments = [...(fn.decl?.doc ?? []), ...fn.file.commentsIn(near)];
  return directivesOf(comments).some((directive) => directive.kind === "boundary");
}

function isConfigured(fn: FunctionUnit): boolean {
  const globs = fn.file.options.recoverBoundaries;
  if (globs.length === 0) return false;
  const pkg = fn.info.packagePath;
  const name = fn.name.replace(/^func literal in /, "");
  const path = fn.file.uri.replace(/^[a-z-]+:\/\/[^/]*\//i, "");
  return globs.some(
    (glob) => matchesGlob(glob, `${pkg}.${name}`) || matchesGlob(glob, pkg) || endsLikeGlob(glob, path),
  );
}

/** A file glob is relative to the configuration, whose folder the file's path begins with. */
function endsLikeGlob(glob: string, path: string): boolean {
  return glob.endsWith(".go") && matchesGlob(`**/${glob.replace(/^\.?\//, "")}`, `/${path}`);
}
