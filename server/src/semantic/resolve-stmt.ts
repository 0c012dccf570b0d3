import type {
  AssignStmt,
  CaseClause,
  CommClause,
  Expr,
  Ident,
  RangeStmt,
  SelectStmt,
  Stmt,
  SwitchStmt,
  TypeSwitchStmt,
} from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import { caseType, rangeTypes, valueAt } from "./assigned.ts";
import { resolveExpr } from "./resolve-expr.ts";
import { resolveLocalDecl } from "./resolve-local-decl.ts";
import { defineName, useLabel, useName } from "./resolver.ts";
import type { Resolver } from "./resolver.ts";
import { declare, localVar, openScope } from "./scope.ts";
import type { Scope } from "./scope.ts";
import type { Type } from "./types.ts";

/** Finds what the identifiers of statements denote; names declared on the way enter `scope`. */
export function resolveStmts(resolver: Resolver, stmts: readonly Stmt[], scope: Scope): void {
  for (const stmt of stmts) resolveStmt(resolver, stmt, scope);
}

function resolveStmt(resolver: Resolver, stmt: Stmt, scope: Scope): void {
  switch (stmt.kind) {
    case "BadStmt":
    case "EmptyStmt":
      return;
    case "DeclStmt":
      resolveLocalDecl(resolver, stmt.decl, scope);
      return;
    case "LabeledStmt":
      useLabel(resolver, stmt.label);
      resolveStmt(resolver, stmt.stmt, scope);
      return;
    case "BranchStmt":
      if (stmt.label !== undefined) useLabel(resolver, stmt.label);
      return;
    case "ExprStmt":
    case "IncDecStmt":
      resolveExpr(resolver, stmt.x, scope);
      return;
    case "SendStmt":
      resolveExprs(resolver, [stmt.chan, stmt.value], scope);
      return;
    case "GoStmt":
    case "DeferStmt":
      resolveExpr(resolver, stmt.call, scope);
      return;
    case "ReturnStmt":
      resolveExprs(resolver, stmt.results, scope);
      return;
    case "AssignStmt":
      resolveAssign(resolver, stmt, scope);
      return;
    default:
      resolveBlockStmt(resolver, stmt, scope);
  }
}

type BlockLike = Extract<
  Stmt,
  { kind: "BlockStmt" | "IfStmt" | "SwitchStmt" | "TypeSwitchStmt" | "SelectStmt" | "ForStmt" | "RangeStmt" }
>;

function resolveBlockStmt(resolver: Resolver, stmt: BlockLike, scope: Scope): void {
  switch (stmt.kind) {
    case "BlockStmt":
      resolveBlock(resolver, stmt, stmt.stmts, scope);
      return;
    case "IfStmt": {
      const own = openScope(stmt, scope, resolver.owner);
      if (stmt.init !== undefined) resolveStmt(resolver, stmt.init, own);
      resolveExpr(resolver, stmt.cond, own);
      resolveBlock(resolver, stmt.then, stmt.then.stmts, own);
      if (stmt.else !== undefined) resolveStmt(resolver, stmt.else, own);
      return;
    }
    case "ForStmt": {
      const own = openScope(stmt, scope, resolver.owner);
      if (stmt.init !== undefined) resolveStmt(resolver, stmt.init, own);
      if (stmt.cond !== undefined) resolveExpr(resolver, stmt.cond, own);
      if (stmt.post !== undefined) resolveStmt(resolver, stmt.post, own);
      resolveBlock(resolver, stmt.body, stmt.body.stmts, own);
      return;
    }
    case "SwitchStmt":
      resolveSwitch(resolver, stmt, scope);
      return;
    case "TypeSwitchStmt":
      resolveTypeSwitch(resolver, stmt, scope);
      return;
    case "SelectStmt":
      resolveSelect(resolver, stmt, scope);
      return;
    case "RangeStmt":
      resolveRange(resolver, stmt, scope);
  }
}

function resolveExprs(resolver: Resolver, exprs: readonly Expr[], scope: Scope): void {
  for (const expr of exprs) resolveExpr(resolver, expr, scope);
}

function resolveBlock(resolver: Resolver, span: Span, stmts: readonly Stmt[], scope: Scope): void {
  resolveStmts(resolver, stmts, openScope(span, scope, resolver.owner));
}

function resolveSwitch(resolver: Resolver, stmt: SwitchStmt, scope: Scope): void {
  const own = openScope(stmt, scope, resolver.owner);
  if (stmt.init !== undefined) resolveStmt(resolver, stmt.init, own);
  if (stmt.tag !== undefined) resolveExpr(resolver, stmt.tag, own);
  for (const clause of stmt.cases) {
    resolveExprs(resolver, clause.list, own);
    resolveBlock(resolver, clause, clause.body, own);
  }
}

function resolveTypeSwitch(resolver: Resolver, stmt: TypeSwitchStmt, scope: Scope): void {
  const { checker } = resolver;
  const own = openScope(stmt, scope, resolver.owner);
  if (stmt.init !== undefined) resolveStmt(resolver, stmt.init, own);
  resolveExpr(resolver, stmt.x, own);
  if (stmt.bind !== undefined) {
    defineName(
      resolver,
      stmt.bind,
      localVar(stmt.bind, "local", resolver.owner, () => checker.typeOf(stmt.x)),
    );
  }
  for (const clause of stmt.cases) resolveTypeCase(resolver, stmt, clause, own);
}

/** Each clause has a variable of its own, of the clause's type. */
function resolveTypeCase(resolver: Resolver, stmt: TypeSwitchStmt, clause: CaseClause, scope: Scope): void {
  resolveExprs(resolver, clause.list, scope);
  const inner = openScope(clause, scope, resolver.owner);
  if (stmt.bind !== undefined) {
    const obj = localVar(stmt.bind, "local", resolver.owner, () => caseType(resolver.checker, stmt.x, clause));
    declare(inner, stmt.bind.name, obj, clause.start);
  }
  resolveStmts(resolver, clause.body, inner);
}

function resolveSelect(resolver: Resolver, stmt: SelectStmt, scope: Scope): void {
  for (const clause of stmt.cases) resolveComm(resolver, clause, scope);
}

function resolveComm(resolver: Resolver, clause: CommClause, scope: Scope): void {
  const own = openScope(clause, scope, resolver.owner);
  if (clause.comm !== undefined) resolveStmt(resolver, clause.comm, own);
  resolveStmts(resolver, clause.body, own);
}

function resolveRange(resolver: Resolver, stmt: RangeStmt, scope: Scope): void {
  resolveExpr(resolver, stmt.x, scope);
  const own = openScope(stmt, scope, resolver.owner);
  const { checker } = resolver;
  const variables: readonly [Expr | undefined, 0 | 1][] = [
    [stmt.key, 0],
    [stmt.value, 1],
  ];
  for (const [variable, index] of variables) {
    if (variable === undefined) continue;
    if (stmt.define && variable.kind === "Ident") {
      declareVar(resolver, variable, own, stmt.body.start, () => rangeTypes(checker, stmt.x)[index]);
    } else resolveExpr(resolver, variable, scope);
  }
  resolveBlock(resolver, stmt.body, stmt.body.stmts, own);
}

function resolveAssign(resolver: Resolver, stmt: AssignStmt, scope: Scope): void {
  resolveExprs(resolver, stmt.rhs, scope);
  for (const [index, target] of stmt.lhs.entries()) {
    if (stmt.op === ":=" && target.kind === "Ident") resolveTarget(resolver, stmt, target, index, scope);
    else resolveExpr(resolver, target, scope);
  }
}

/** `:=` declares only the names that its own block has not declared yet. */
function resolveTarget(resolver: Resolver, stmt: AssignStmt, target: Ident, index: number, scope: Scope): void {
  if (scope.byName.get(target.name)?.kind === "var") {
    useName(resolver, target, scope);
    return;
  }
  const type = (): Type => valueAt(resolver.checker, stmt.rhs, index, stmt.lhs.length);
  declareVar(resolver, target, scope, stmt.end, type);
}

function declareVar(resolver: Resolver, ident: Ident, scope: Scope, from: number, type: () => Type): void {
  const obj = localVar(ident, "local", resolver.owner, type);
  defineName(resolver, ident, obj);
  declare(scope, ident.name, obj, from);
}
