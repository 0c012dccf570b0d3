import { calledBy, functionOf } from "../../analyze/called.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr, FuncLit, Node } from "../../syntax/ast.ts";
import { isCleanupName } from "../../catalog/cleanup-names.ts";

/**
 * When a literal runs, seen from the function around it.
 * - now: before the function returns; its context is the right one.
 * - goroutine: maybe after the function has returned.
 * - cleanup: at the end, when the context may be done.
 * - later: kept and called by somebody else; the context may be long gone.
 * - unknown: handed to code that is not known.
 */
export type LiteralUse = "now" | "goroutine" | "cleanup" | "later" | "unknown";

/** `above` are the nodes around the literal, outermost first. */
export function literalUse(literal: FuncLit, above: readonly Node[], info: FileInfo): LiteralUse {
  const parent = above.at(-1);
  const grand = above.at(-2);
  if (parent === undefined) return "later";
  if (parent.kind === "ParenExpr") return literalUse(literal, above.slice(0, -1), info);
  if (parent.kind !== "CallExpr")
    return parent.kind === "AssignStmt" && isLocalAssign(parent, literal) ? "unknown" : "later";
  if (functionOf(parent) !== literal) return useAsArgument(parent, info);
  if (grand?.kind === "GoStmt") return "goroutine";
  return grand?.kind === "DeferStmt" ? "cleanup" : "now";
}

function isLocalAssign(parent: Node & { readonly kind: "AssignStmt" }, literal: FuncLit): boolean {
  const index = parent.rhs.indexOf(literal);
  return parent.lhs[index]?.kind === "Ident";
}

/** Functions that run the literal they are given before they return, or whose group is waited for. */
const RUNS_NOW: readonly (readonly [pkg: RegExp, name: RegExp])[] = [
  [/^golang\.org\/x\/sync\/errgroup$/, /^(Go|TryGo)$/],
  [/^(sort|slices|maps|strings|bytes|filepath|path\/filepath|io\/fs|iter)$/, /./],
  [/^gorm\.io\/gorm$/, /^Transaction$/],
  [/^go\.etcd\.io\/bbolt$/, /^(Update|View|Batch|ForEach)$/],
  [/^github\.com\/dgraph-io\/badger/, /^(Update|View)$/],
];

/** Functions that keep the literal, or run it for several callers at once. */
const RUNS_LATER: readonly (readonly [pkg: RegExp, name: RegExp])[] = [
  [/^(time|context)$/, /^AfterFunc$/],
  [/^sync$/, /^(Do|OnceFunc|OnceValue|OnceValues)$/],
  [/^golang\.org\/x\/sync\/singleflight$/, /./],
  [/^net\/http$/, /^(HandleFunc|HandlerFunc)$/],
  [/^runtime$/, /^(SetFinalizer|AddCleanup)$/],
  [/^(expvar|flag)$/, /./],
];

function useAsArgument(call: CallExpr, info: FileInfo): LiteralUse {
  const called = calledBy(call, info);
  const fun = functionOf(call);
  const name = called?.ref.name ?? (fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "");
  if (isCleanupName(name)) return "cleanup";
  const pkg = called?.ref.pkg;
  if (pkg === undefined) return conversion(call, info) ? "later" : "unknown";
  if (matches(RUNS_NOW, pkg, name)) return "now";
  if (matches(RUNS_LATER, pkg, name)) return "later";
  if (pkg === "sync" && name === "Go") return "goroutine";
  return /^(On|Register|Handle|Subscribe|Add|Set|With|Use|New)/.test(name) ? "later" : "unknown";
}

function matches(table: readonly (readonly [RegExp, RegExp])[], pkg: string, name: string): boolean {
  return table.some(([pkgs, names]) => pkgs.test(pkg) && names.test(name));
}

function conversion(call: CallExpr, info: FileInfo): boolean {
  return info.calleeOf(call).kind === "conversion";
}
