import type { Leak, Obligation } from "../../flow/flow.ts";
import type { Expr, IfStmt, Stmt } from "../../syntax/ast.ts";
import { isStandardPackage } from "../../flow/standard-library.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import type { TextEdit } from "../../text/edit.ts";
import { insertAfter } from "../edits/insert-statement.ts";
import type { ProposedFix } from "../rule.ts";
import type { FunctionUnit } from "../unit.ts";
import { deferStatement, isNiladic, releaseCall } from "./release-code.ts";
import { findStatement, leaves, namesIn, placeOfAssignment, type StatementPlace } from "./statement-place.ts";

/**
 * Defers the release behind the acquire and its error check. Undefined where that would not be right: in a loop, where
 * some path hands the resource on, or where what follows the acquire is not a check that leaves.
 */
export function deferFix(fn: FunctionUnit, obligation: Obligation, leak: Leak, safe: boolean): ProposedFix | undefined {
  const name = obligation.variableName;
  if (name === undefined || leak.inLoop || leak.handedOver || leak.kind === "reassigned" || leak.kind === "discarded")
    return undefined;
  if (!isNiladic(obligation, fn.info)) return undefined;
  const anchor = behindDefers(anchorOf(fn, obligation), name);
  const insert = anchor && insertAfter(fn.file, anchor.stmt, [deferStatement(obligation, name, fn)]);
  if (insert === undefined || anchor === undefined || isAskedForNil(fn, obligation, anchor)) return undefined;
  const removal = leak.deferElsewhere === undefined ? [] : removeLater(fn, anchor, leak.deferElsewhere.start);
  if (removal === undefined) return undefined;
  const inOrder = leak.deferElsewhere === undefined || !hasDefer(anchor, leak.deferElsewhere.start);
  const title = `Defer \`${releaseCall(obligation, name)}\` ${obligation.error === undefined ? "here" : "after the error check"}`;
  return {
    title,
    safe: safe && inOrder,
    edits: [insert, ...removal, ...removeLast(fn, anchor, releaseCall(obligation, name))],
  };
}

/**
 * `if resp != nil` further down: outside the standard library it may be nil without an error, and what is deferred here
 * would panic then.
 */
function isAskedForNil({ node, info }: FunctionUnit, { variable, fact }: Obligation, anchor: StatementPlace): boolean {
  let asked = false;
  if (variable === undefined || isStandardPackage(fact.pkg)) return false;
  walk(node, (each) => {
    if (each.kind !== "BinaryExpr" || (each.op !== "!=" && each.op !== "==") || each.start < anchor.stmt.end) return;
    const [x, y] = [unparen(each.x), unparen(each.y)];
    asked ||= x.kind === "Ident" && info.objectOf(x) === variable && y.kind === "Ident" && y.name === "nil";
  });
  return asked;
}

/** True if something else is deferred between the anchor and a later statement of its list: it would run before the release then, not behind it. */
function hasDefer(anchor: StatementPlace, end: number): boolean {
  return anchor.list.slice(anchor.index + 1).some((stmt) => stmt.kind === "DeferStmt" && stmt.start < end);
}

/** Takes a plain release away where the function ends right behind it: the deferred one does the same then. */
function removeLast(fn: FunctionUnit, anchor: StatementPlace, release: string): readonly TextEdit[] {
  const { text, lines } = fn.file;
  const last = anchor.list.at(-1);
  const index = anchor.list.length - (last?.kind === "ReturnStmt" ? 2 : 1);
  const stmt = anchor.list[index];
  if (
    anchor.list !== fn.node.body?.stmts ||
    index <= anchor.index ||
    stmt?.kind !== "ExprStmt" ||
    hasDefer(anchor, stmt.start)
  )
    return [];
  if (text.slice(stmt.start, stmt.end) !== release || (last?.kind === "ReturnStmt" && !last.results.every(isPlain)))
    return [];
  const edit = removeLines(fn, stmt);
  if (edit === undefined) return [];
  const isBlank = (line: number): boolean => lines.lineText(line).trim() === "";
  const above = lines.lineAt(stmt.start) - 1;
  const below = lines.lineAt(stmt.end) + 1;
  const joins = isBlank(above) && (isBlank(below) || last === stmt);
  return [joins ? { ...edit, span: { start: lines.lineStart(above), end: edit.span.end } } : edit];
}

/** A value that does not depend on the release. */
function isPlain(value: Expr): boolean {
  const inner = unparen(value);
  return inner.kind === "Ident" || inner.kind === "BasicLit" || (inner.kind === "UnaryExpr" && isPlain(inner.x));
}

/** The statement behind which the resource is there for sure. */
export function anchorOf(fn: FunctionUnit, obligation: Obligation): StatementPlace | undefined {
  const place = placeOfAssignment(fn.node, obligation.call);
  if (place === undefined || !obligation.fact.errorResult) return place;
  if (obligation.error === undefined) return undefined;
  const check = place.list[place.index + 1];
  if (check?.kind !== "IfStmt" || !leavesOnError(check, obligation, fn)) return undefined;
  return { stmt: check, list: place.list, index: place.index + 1 };
}

/** `if err != nil { …; return … }` without an `else`. */
function leavesOnError(check: IfStmt, { error }: Obligation, fn: FunctionUnit): boolean {
  const cond = unparen(check.cond);
  if (check.init !== undefined || check.else !== undefined || cond.kind !== "BinaryExpr" || cond.op !== "!=")
    return false;
  const [x, y] = [unparen(cond.x), unparen(cond.y)];
  const asksError = x.kind === "Ident" && fn.info.objectOf(x) === error;
  const asksNil = y.kind === "Ident" && fn.info.objectOf(y)?.kind === "nil";
  return asksError && asksNil && leaves(check.then);
}

/** Behind `defer os.Remove(f.Name())`: what is deferred first runs last, and the file is to be closed before. */
function behindDefers(place: StatementPlace | undefined, name: string): StatementPlace | undefined {
  if (place === undefined) return undefined;
  let { index } = place;
  for (
    let next = place.list[index + 1];
    next?.kind === "DeferStmt" && namesIn(next, name);
    next = place.list[index + 1]
  ) {
    index++;
  }
  const stmt = place.list[index];
  return stmt === undefined ? place : { stmt, list: place.list, index };
}

/** Takes the `defer` that comes too late away: it stands in the same list, on lines of its own. */
function removeLater(fn: FunctionUnit, anchor: StatementPlace, at: number): readonly TextEdit[] | undefined {
  const place = findStatement(fn.node, (stmt) => stmt.kind === "DeferStmt" && stmt.start === at);
  if (place?.list !== anchor.list || place.index <= anchor.index || !releasesOnly(place.stmt)) return undefined;
  const edit = removeLines(fn, place.stmt);
  return edit === undefined ? undefined : [edit];
}

/** `defer x.Close()`, also in a literal; one that tells of the error, or does more than that, cannot go. */
function releasesOnly(stmt: Stmt): boolean {
  const call = stmt.kind === "DeferStmt" ? unparen(stmt.call) : undefined;
  const literal = call?.kind === "CallExpr" ? unparen(call.fun) : undefined;
  if (literal?.kind !== "FuncLit") return true;
  const [only, ...more] = literal.body.stmts;
  if (more.length > 0) return false;
  if (only?.kind === "ExprStmt") return only.x.kind === "CallExpr";
  return only?.kind === "AssignStmt" && only.lhs.every((target) => target.kind === "Ident" && target.name === "_");
}

/** Removes a statement that has its lines to itself. */
export function removeLines(fn: FunctionUnit, stmt: Stmt): TextEdit | undefined {
  const { lines, text } = fn.file;
  const first = lines.lineAt(stmt.start);
  const last = lines.lineAt(stmt.end);
  const start = lines.lineStart(first);
  const end = last + 1 < lines.lineCount ? lines.lineStart(last + 1) : text.length;
  const around = text.slice(start, stmt.start) + text.slice(stmt.end, end);
  return around.trim() === "" ? { span: { start, end }, newText: "" } : undefined;
}
