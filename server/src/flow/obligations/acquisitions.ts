import type { Catalog } from "../../catalog/catalog.ts";
import { factPath } from "../../catalog/import-paths.ts";
import type { AcquireFact, CallableRef, ObligationRule } from "../../catalog/schema.ts";
import type { FuncType } from "../../semantic/types.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walk } from "../../syntax/visit.ts";
import { implementationsOf, sourcesOf } from "./argument-fate.ts";
import { calledBy, functionOf, type Called } from "../called.ts";
import type { CfgNode } from "../cfg/cfg.ts";
import { reachableBlocks } from "../cfg/reachability.ts";
import type { FunctionScope } from "../scope.ts";
import { mayBeResource } from "./resource-type.ts";
import { factOfResultType } from "./result-type-facts.ts";
import { isStandardPackage } from "../standard-library.ts";
import type { ResultSummary } from "../summary.ts";

/** A call after which something must be released, and where it stands in the graph. */
export interface Acquisition {
  readonly call: CallExpr;
  readonly fact: AcquireFact;
  readonly confidence: "proven" | "likely";
  readonly block: number;
  /** The node of the block that holds the call. */
  readonly index: number;
}

/** All acquiring calls of the function that can be reached; those of literals inside it are theirs. */
export function acquisitionsIn(scope: FunctionScope): readonly Acquisition[] {
  const found: Acquisition[] = [];
  // Most functions acquire nothing, and need no graph to show it.
  if (!ownCalls(scope.func.body).some((call) => mayAcquire(call, scope))) return found;
  const reachable = reachableBlocks(scope.cfg);
  for (const block of scope.cfg.blocks) {
    if (reachable[block.id] !== true) continue;
    block.nodes.forEach((node, index) => {
      for (const call of callsIn(node)) {
        for (const { fact, confidence } of factsOf(call, node, scope)) {
          found.push({ call, fact, confidence, block: block.id, index });
        }
      }
    });
  }
  return found;
}

/** The calls a node runs itself: not those of literals, and not the call of `go` and `defer`. */
export function callsIn(node: CfgNode): readonly CallExpr[] {
  if (node.kind === "stmt") return ownCalls(node.stmt);
  return node.kind === "expr" ? ownCalls(node.expr) : [];
}

function ownCalls(root: Node | undefined): readonly CallExpr[] {
  const calls: CallExpr[] = [];
  const visit = (at: Node, postponed: Node | undefined): void => {
    if (at.kind === "FuncLit") return;
    const later = at.kind === "GoStmt" || at.kind === "DeferStmt" ? unparen(at.call) : undefined;
    for (const child of childrenOf(at)) visit(child, later);
    if (at.kind === "CallExpr" && at !== postponed) calls.push(at);
  };
  if (root !== undefined) visit(root, undefined);
  return calls;
}

/** False for a call of which it can be told without its surroundings that it acquires nothing. */
function mayAcquire(call: CallExpr, scope: FunctionScope): boolean {
  const called = calledBy(call, scope.info);
  if (called !== undefined) return factsOfCalled(call, called, scope).length > 0;
  return factsOfFunctionValue(call, scope).length > 0 || scope.catalog.acquireNames.has(nameOf(call));
}

interface KnownFact {
  readonly fact: AcquireFact;
  readonly confidence: "proven" | "likely";
}

const NONE: readonly KnownFact[] = [];

function factsOf(call: CallExpr, node: CfgNode, scope: FunctionScope): readonly KnownFact[] {
  const called = calledBy(call, scope.info);
  return called === undefined ? factsOfValue(call, node, scope) : factsOfCalled(call, called, scope);
}

function factsOfCalled(call: CallExpr, called: Called, scope: FunctionScope): readonly KnownFact[] {
  if (scope.catalog.isNotAcquire(called.ref) !== undefined) return NONE;
  const listed = scope.catalog.acquireNames.has(called.ref.name) ? scope.catalog.acquire(called.ref) : [];
  if (listed.length > 0) {
    // The body of the API itself hands out what its callers must release.
    const fitting = listed.filter((fact) => fits(fact, call, scope) && mayHold(fact, scope));
    return fitting.map((fact) => ({ fact, confidence: "proven" }));
  }
  return factsOfBody(call, called, scope);
}

function fits(fact: AcquireFact, call: CallExpr, scope: FunctionScope): boolean {
  const callee = scope.info.calleeOf(call);
  if (callee.kind !== "func" && callee.kind !== "method") return true;
  const { length } = callee.type.results;
  return fact.result < length && (fact.results < 0 || fact.results === length);
}

/** What holds something only after a call of a method is nothing to release where the function never calls it. */
function mayHold({ afterCallOf }: AcquireFact, { func }: FunctionScope): boolean {
  if (afterCallOf === undefined) return true;
  let called = false;
  walk(func, (node) => {
    called ||= node.kind === "SelectorExpr" && node.sel.name === afterCallOf;
    return !called;
  });
  return called;
}

/** What the bodies that the call may run hand out; where they are not known, what the types of the results say. */
function factsOfBody(call: CallExpr, called: Called, scope: FunctionScope): readonly KnownFact[] {
  const callee = scope.info.calleeOf(call);
  const signature = callee.kind === "func" || callee.kind === "method" ? callee.type : undefined;
  if (signature === undefined || !mayCarry(signature, scope)) return NONE;
  if (isStandardPackage(called.ref.pkg) && called.ref.pkg !== scope.info.packagePath) return NONE;
  const sources = sourcesOf(scope, callee) ?? implementationsOf(scope, callee, acquirePattern(scope.catalog));
  if (sources === undefined) return factsOfUnread(call, called, signature, scope);
  const bodies = sources.map((source) => scope.summaryOf(source).results);
  const debts = signature.results.map((_, index) => debtOf(bodies.map((results) => results[index])));
  if (debts.includes("unclear")) return typeFacts(called.ref, signature, called.interface, scope);
  return debts.flatMap((debt, index): readonly KnownFact[] => {
    if (debt === undefined || debt === "unclear") return [];
    return [{ fact: { ...debt.fact, ...called.ref, result: index }, confidence: debt.confidence }];
  });
}

/** What is made for one caller, and by nobody kept for others: it is to be ended even where another body has none to give. */
const OF_ONE_CALLER: ReadonlySet<string> = new Set<ObligationRule>([
  "sql-tx-not-finished",
  "sql-rows-not-closed",
  "http-body-not-closed",
]);

/** What the caller owes for a result of several bodies. */
function debtOf(results: readonly (ResultSummary | undefined)[]): KnownFact | "unclear" | undefined {
  const facts = results.map((result) => result?.obligation);
  const owed = facts.find((fact) => fact !== undefined);
  if (owed === undefined) return undefined;
  if (facts.every((fact) => fact?.rule === owed.rule)) return { fact: owed, confidence: "proven" };
  const sometimes =
    OF_ONE_CALLER.has(owed.rule) && facts.every((fact) => fact === undefined || fact.rule === owed.rule);
  return sometimes ? { fact: owed, confidence: "likely" } : "unclear";
}

const patterns = new WeakMap<Catalog, RegExp>();

/** What a text holds in which something is acquired. */
function acquirePattern(catalog: Catalog): RegExp {
  const known = patterns.get(catalog);
  if (known !== undefined) return known;
  const pattern = new RegExp(`\\.(?:${[...catalog.acquireNames].join("|")})\\(`);
  patterns.set(catalog, pattern);
  return pattern;
}

function typeFacts(
  ref: CallableRef,
  signature: FuncType,
  isInterface: boolean,
  scope: FunctionScope,
): readonly KnownFact[] {
  const fact = factOfResultType(ref, signature, scope.catalog, scope.info.world);
  if (fact === undefined) return NONE;
  return [{ fact, confidence: isInterface ? "proven" : "likely" }];
}

/** A library that cannot be read may have closed a response itself: that it has not is shown by who asks for it. */
function factsOfUnread(
  call: CallExpr,
  called: Called,
  signature: FuncType,
  scope: FunctionScope,
): readonly KnownFact[] {
  const facts = typeFacts(called.ref, signature, called.interface, scope);
  if (called.interface || !facts.some(({ fact }) => fact.rule === "http-body-not-closed")) return facts;
  const target = targetOf(call, scope);
  const members = decodes(call) ? /^Body$/ : MEMBERS_OF_RESPONSE;
  return target !== undefined && isAskedFor(target, members, scope) ? facts : NONE;
}

/** `client.Send(req, &item)`: what is given a place for the answer has read it. */
function decodes({ args }: CallExpr): boolean {
  return args.some((arg) => {
    const inner = unparen(arg);
    return inner.kind === "UnaryExpr" && inner.op === "&";
  });
}

/** The first name that the results of the call are assigned to. */
function targetOf(call: CallExpr, { func }: FunctionScope): Expr | undefined {
  let target: Expr | undefined;
  walk(func, (node) => {
    if (node.kind === "AssignStmt" && node.rhs.length === 1 && node.rhs[0] === call) target = node.lhs[0];
    return target === undefined;
  });
  return target;
}

/** Calls of function values by the types of their results; calls of unknown things by their name alone. */
function factsOfValue(call: CallExpr, node: CfgNode, scope: FunctionScope): readonly KnownFact[] {
  const callee = scope.info.calleeOf(call);
  if (callee.kind === "unknown") return callee.pkg === undefined ? factsByName(call, node, scope) : NONE;
  return factsOfFunctionValue(call, scope);
}

function factsOfFunctionValue(call: CallExpr, scope: FunctionScope): readonly KnownFact[] {
  const callee = scope.info.calleeOf(call);
  if (callee.kind !== "value" || callee.type.kind !== "func") return NONE;
  return typeFacts({ pkg: scope.info.packagePath, name: nameOf(call) }, callee.type, true, scope);
}

function nameOf(call: CallExpr): string {
  const fun = functionOf(call);
  return fun.kind === "Ident" ? fun.name : fun.kind === "SelectorExpr" ? fun.sel.name : "";
}

/**
 * A method of that name in a library the file imports, on a value of which nothing is known, with as many results taken
 * as the method has.
 */
function factsByName(call: CallExpr, node: CfgNode, scope: FunctionScope): readonly KnownFact[] {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || !scope.catalog.acquireNames.has(fun.sel.name)) return NONE;
  const stmt = node.kind === "stmt" ? node.stmt : undefined;
  if (stmt?.kind !== "AssignStmt" || stmt.rhs.length !== 1 || stmt.rhs[0] !== call) return NONE;
  if (scope.info.typeOf(fun.x).kind !== "unknown" || isUnknownPackage(fun.x, scope)) return NONE;
  const library = libraryOfChain(fun.x, scope);
  const fact = scope.catalog
    .acquireByName(fun.sel.name)
    .find(
      (each) =>
        each.recv !== undefined &&
        (each.errorResult || each.rule === "span-not-ended") &&
        each.results === stmt.lhs.length &&
        (library === undefined || isSameLibrary(library, each.pkg)) &&
        importsLibrary(each.pkg, scope) &&
        isUsedAs(each, stmt.lhs[each.result], scope),
    );
  return fact === undefined ? NONE : [{ fact, confidence: "likely" }];
}

const MEMBERS_OF_RESPONSE = /^(Body|StatusCode|Status|Header|ContentLength|Request|TLS|Trailer)$/;

/** `Get` and `Do` are names of everybody: that an HTTP response is meant is shown by what the function asks of it. */
function isUsedAs({ type }: AcquireFact, target: Expr | undefined, scope: FunctionScope): boolean {
  return type !== "*http.Response" || target?.kind !== "Ident" || isAskedFor(target, MEMBERS_OF_RESPONSE, scope);
}

function isAskedFor(target: Expr, members: RegExp, { func, info }: FunctionScope): boolean {
  if (target.kind !== "Ident") return false;
  const variable = info.objectOf(target);
  let used = false;
  walk(func, (node) => {
    if (node.kind !== "SelectorExpr" || node.x.kind !== "Ident" || node.x.name !== target.name) return;
    if (members.test(node.sel.name) && info.objectOf(node.x) === variable) used = true;
  });
  return used;
}

/** The package of the type at the beginning of a chain of calls (`client.Delete().Index(i).Do(ctx)`), where it is known. */
function libraryOfChain(operand: Expr, { info }: FunctionScope): string | undefined {
  let inner = unparen(operand);
  while (inner.kind === "CallExpr") {
    const fun = unparen(inner.fun);
    if (fun.kind !== "SelectorExpr") return undefined;
    inner = unparen(fun.x);
    const type = info.typeOf(inner);
    const named = type.kind === "pointer" ? type.elem : type;
    if (named.kind !== "named") continue;
    // What can be read has told what its methods give.
    return info.world.packageDecls(named.pkg, info.packagePath)?.complete === true ? undefined : factPath(named.pkg);
  }
  return undefined;
}

/** Packages of one module begin alike. */
function isSameLibrary(a: string, b: string): boolean {
  return a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);
}

/** A name that nothing declares is that of an imported package called otherwise than its path ends. */
function isUnknownPackage(operand: Expr, scope: FunctionScope): boolean {
  return operand.kind === "Ident" && scope.info.objectOf(operand) === undefined;
}

/** True if the file imports the package, or one above it: `otel` for `otel/trace`. */
function importsLibrary(path: string, scope: FunctionScope): boolean {
  for (let at = path; at.includes("/"); at = at.slice(0, at.lastIndexOf("/"))) {
    if (scope.info.importName(at) !== undefined) return true;
  }
  return scope.info.importName(path) !== undefined;
}

/** True if some result could be a resource; most functions are passed over by this. */
function mayCarry(signature: FuncType, { info, catalog }: FunctionScope): boolean {
  return signature.results.some(({ type }) => mayBeResource(type, info, catalog));
}
