import { functionOf } from "../../analyze/called.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr, FuncNode, Node, Stmt } from "../../syntax/ast.ts";
import type { LineIndex } from "../../text/line-index.ts";
import { isCleanupName } from "../../catalog/cleanup-names.ts";
import { isContextType } from "./context-types.ts";
import { leaves, meaningOf, receivesDone, waitsForDone } from "./done-conditions.ts";

/**
 * True where a context of one's own is right, or at least not wrong for sure: in clean-up, after the context at hand is
 * done, where it may be nil, and in functions that make contexts.
 */
export function isSilenced(node: Node, above: readonly Node[], info: FileInfo): boolean {
  let child = node;
  for (let index = above.length - 1; index >= 0; index--) {
    const parent = above[index];
    if (parent === undefined) break;
    if (isSilencedBy(parent, child, info)) return true;
    child = parent;
  }
  return false;
}

function isSilencedBy(parent: Node, child: Node, info: FileInfo): boolean {
  switch (parent.kind) {
    case "DeferStmt":
      return true;
    case "IfStmt":
      return isIfBranchSilenced(parent, child, info);
    case "CaseClause":
      return (
        parent.list.some((expr) => expr !== child && meaningOf(expr, undefined, info) === "done") ||
        followsDone(parent.body, child, info)
      );
    case "CommClause":
      return (
        (parent.comm !== undefined && child !== parent.comm && receivesDone(parent.comm, info)) ||
        followsDone(parent.body, child, info)
      );
    case "BlockStmt":
      return followsDone(parent.stmts, child, info);
    case "CallExpr":
      return child !== parent.fun && isCleanupCall(parent);
    case "FuncDecl":
    case "FuncLit":
      return returnsContext(parent, info);
    default:
      return false;
  }
}

function isIfBranchSilenced(stmt: Node & { readonly kind: "IfStmt" }, child: Node, info: FileInfo): boolean {
  if (child === stmt.cond || child === stmt.init) return false;
  const meaning = meaningOf(stmt.cond, stmt.init, info);
  if (meaning === "nil-check") return true;
  return meaning === (child === stmt.then ? "done" : "alive");
}

/** True if a statement before `child` waits for the end of a context, or lets only what is done go on. */
function followsDone(stmts: readonly Stmt[], child: Node, info: FileInfo): boolean {
  const gate = firstGate(stmts, info);
  return gate !== undefined && gate !== child && gate.start < child.start;
}

/** By what was known when they were looked for. */
const gates = new WeakMap<FileInfo, WeakMap<readonly Stmt[], Stmt | "none">>();

/** Found once for a list, however many of its statements are asked about. */
function firstGate(stmts: readonly Stmt[], info: FileInfo): Stmt | undefined {
  const ofFile = gates.get(info) ?? new WeakMap<readonly Stmt[], Stmt | "none">();
  gates.set(info, ofFile);
  const known = ofFile.get(stmts);
  if (known !== undefined) return known === "none" ? undefined : known;
  const gate = stmts.find((stmt) => isGate(stmt, info));
  ofFile.set(stmts, gate ?? "none");
  return gate;
}

function isGate(stmt: Stmt, info: FileInfo): boolean {
  if (waitsForDone(stmt, info)) return true;
  if (stmt.kind !== "IfStmt" || stmt.else !== undefined || !leaves(stmt.then.stmts.at(-1))) return false;
  return meaningOf(stmt.cond, stmt.init, info) === "alive";
}

/** `srv.Shutdown(…)`, `tx.Rollback(…)`, and SQL that ends a transaction: `conn.Exec(ctx, "ROLLBACK")`. */
export function isCleanupCall(call: CallExpr): boolean {
  const fun = functionOf(call);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
  if (isCleanupName(name)) return true;
  return call.args.some(
    (arg) => arg.kind === "BasicLit" && /^["`]\s*(ROLLBACK|UNLISTEN|UNLOCK|SELECT pg_advisory_unlock)/i.test(arg.value),
  );
}

/** A function that answers a context makes one: what it starts from is its own business. */
function returnsContext(func: FuncNode, info: FileInfo): boolean {
  return func.type.results.some((result) => isContextType(info.typeOf(result.type), info));
}

const DETACHED =
  /\b(background|detach\w*|outliv\w*|intention\w*|independent\w*|deliberate\w*|on purpose|decoupl\w*|surviv\w*|not (be )?cancel\w*|n't (be )?cancel\w*|fresh context|own context|beyond the request|regardless|even (if|when|after)|long[- ]liv\w*)\b/i;

/** Who writes about the context there has thought of it, unless it is left to be done. */
const CONSIDERED = /(?<![-\w.])(ctx|contexts?|cancel\w*)(?![-\w(])/i;

/** True if a comment at the end of the line, or the lines of comment directly above, say that the context is one's own on purpose. */
export function isCommentedAsDetached(lines: LineIndex, line: number): boolean {
  const text = lines.lineText(line);
  if (text.includes("//") && saysDetached(text.slice(text.indexOf("//")))) return true;
  for (let above = line - 1; above >= 0 && lines.lineText(above).trimStart().startsWith("//"); above--) {
    if (saysDetached(lines.lineText(above))) return true;
  }
  return false;
}

function saysDetached(comment: string): boolean {
  if (DETACHED.test(comment)) return true;
  return CONSIDERED.test(comment) && !/\b(TODO|FIXME)\b/.test(comment);
}

/** `main`, `init` and `TestMain` begin the work: there is nobody whose context they drop. */
export function isEntryPoint(above: readonly Node[]): boolean {
  return above.some(
    (node) => node.kind === "FuncDecl" && node.recv === undefined && /^(main|init|TestMain)$/.test(node.name.name),
  );
}
