import type { Decl, File, FuncDecl, GenDecl, Ident, Spec } from "../syntax/ast.ts";
import { spanHolding, type Span } from "../text/span.ts";
import type { Checker } from "./checker.ts";
import { resolveExpr } from "./resolve-expr.ts";
import { resolveTypeSpec, resolveValueSpec } from "./resolve-local-decl.ts";
import { declareFields, declareReceiverTypeParams, declareSignature } from "./resolve-signature.ts";
import { resolveStmts } from "./resolve-stmt.ts";
import type { Resolver } from "./resolver.ts";
import { openScope } from "./scope.ts";
import type { Scope } from "./scope.ts";

/** The function, or the line of a declaration, at the outermost level that holds `offset`. */
export function outermostAt(file: File, offset: number): FuncDecl | Spec | undefined {
  const decl: Decl | undefined = spanHolding(file.decls, offset);
  if (decl?.kind === "FuncDecl") return decl;
  return decl?.kind === "GenDecl" ? spanHolding(decl.specs, offset) : undefined;
}

/** Makes sure that the name table holds what the identifiers around `ident` denote. A body is read only if `ident` is in it. */
export function resolveAround(checker: Checker, ident: Ident): void {
  const node = outermostAt(checker.file, ident.start);
  if (node === undefined || node.kind === "ImportSpec") return;
  resolveOutermost(checker, node, ident.start);
}

/** The outermost scope around `offset`, resolved up to there. */
export function outermostScope(checker: Checker, offset: number): Scope | undefined {
  const node = outermostAt(checker.file, offset);
  if (node === undefined || node.kind === "ImportSpec") return undefined;
  resolveOutermost(checker, node, offset);
  return checker.scopes.get(node);
}

function resolveOutermost(
  checker: Checker,
  node: FuncDecl | Exclude<Spec, { kind: "ImportSpec" }>,
  offset: number,
): void {
  const scope = checker.scopes.get(node) ?? resolveHead(checker, node);
  if (node.kind !== "FuncDecl" || offset < node.type.end || checker.resolvedBodies.has(node)) return;
  checker.resolvedBodies.add(node);
  if (node.body !== undefined) resolveStmts(resolverFor(checker, node), node.body.stmts, scope);
}

function resolverFor(checker: Checker, owner: FuncDecl | undefined): Resolver {
  return { checker, owner, labels: new Map(), iota: undefined, statements: resolveStmts };
}

function resolveHead(checker: Checker, node: FuncDecl | Exclude<Spec, { kind: "ImportSpec" }>): Scope {
  const owner = node.kind === "FuncDecl" ? node : undefined;
  const scope = openScope(node, undefined, owner);
  checker.scopes.set(node, scope);
  const resolver = resolverFor(checker, owner);
  if (node.kind === "FuncDecl") resolveSignature(resolver, node, scope);
  else if (node.kind === "TypeSpec") resolveTypeSpec(resolver, node, node.name.name, scope);
  else resolveValueSpec(resolver, tokOf(checker.file, node), node, scope);
  return scope;
}

function tokOf(file: File, spec: Span): GenDecl["tok"] {
  const decl = spanHolding(file.decls, spec.start);
  return decl?.kind === "GenDecl" ? decl.tok : "var";
}

function resolveSignature(resolver: Resolver, decl: FuncDecl, scope: Scope): void {
  if (decl.recv !== undefined) {
    declareReceiverTypeParams(resolver, decl.recv, scope);
    resolveExpr(resolver, decl.recv.type, scope);
    declareFields(resolver, [decl.recv], "receiver", scope, decl, decl.type.end);
  }
  declareSignature(resolver, decl, decl.type, scope, (expr) => {
    resolveExpr(resolver, expr, scope);
  });
}
