import type { FileInfo } from "../semantic/info.ts";
import type { CompositeLit, Element, Expr, Node } from "../syntax/ast.ts";
import { unparen, walk } from "../syntax/visit.ts";
import type { Span } from "../text/span.ts";
import { namedOf } from "./called.ts";
import { functionsAbove } from "./node-path.ts";
import { wordPattern } from "./text-queries.ts";
import type { FileUnit } from "./unit.ts";

/** True for a literal of that named type (`http.Client{…}`, also as an element whose type is left out). */
export function isLiteralOf(literal: CompositeLit, pkg: RegExp, name: string, info: FileInfo): boolean {
  const named = namedOf(info.typeOf(literal));
  return named?.name === name && pkg.test(named.pkg);
}

/** The element of a field, by its key; undefined where the literal does not set it. */
export function fieldOf(literal: CompositeLit, name: string): Element | undefined {
  return literal.elements.find((element) => element.key?.kind === "Ident" && element.key.name === name);
}

/** True for `T{a, b}`: fields without keys, all of them set. */
export function isPositional(literal: CompositeLit): boolean {
  return literal.elements.some((element) => element.key === undefined);
}

/** Where a finding about a literal stands: its type's name, or its brace where the type is left out. */
export function literalSpan(literal: CompositeLit): Span {
  const type = literal.type;
  return type === undefined ? { start: literal.lbrace, end: literal.lbrace + 1 } : { start: type.start, end: type.end };
}

/**
 * True if one of the fields is assigned behind the literal: `srv.ReadTimeout = d` on what the literal is kept in. `above` are
 * the nodes around the literal; at package level the whole file is looked at.
 */
export function isFieldSetLater(
  literal: CompositeLit,
  above: readonly Node[],
  fields: readonly string[],
  file: FileUnit,
): boolean {
  const holder = holderText(literal, above, file);
  if (holder === undefined) return false;
  const func = functionsAbove(above)[0]?.func;
  const roots: readonly Node[] = func === undefined ? file.declsMatching(wordPattern(fields)) : [func];
  return roots.some((root) => assigns(root, holder, fields, file));
}

/** What the function that makes the literal gives to a field of it later. */
export function fieldSetLater(
  literal: CompositeLit,
  above: readonly Node[],
  field: string,
  file: FileUnit,
): readonly Expr[] {
  const holder = holderText(literal, above, file);
  const func = functionsAbove(above)[0]?.func;
  return holder === undefined || func === undefined ? [] : assigned(func, holder, [field], file);
}

/** What the literal is kept in, as the source writes it: `srv`, `s.client`. */
export function holderText(literal: CompositeLit, above: readonly Node[], file: FileUnit): string | undefined {
  let inner: Node = literal;
  for (const node of above.toReversed()) {
    if (node.kind === "UnaryExpr" || node.kind === "ParenExpr") inner = node;
    else if (node.kind === "AssignStmt") return textOf(node.lhs[node.rhs.findIndex((value) => value === inner)], file);
    else if (node.kind === "ValueSpec")
      return textOf(node.names[node.values.findIndex((value) => value === inner)], file);
    else return undefined;
  }
  return undefined;
}

function textOf(node: Span | undefined, file: FileUnit): string | undefined {
  return node === undefined ? undefined : file.text.slice(node.start, node.end);
}

function assigns(root: Node, holder: string, fields: readonly string[], file: FileUnit): boolean {
  return assigned(root, holder, fields, file).length > 0;
}

function assigned(root: Node, holder: string, fields: readonly string[], file: FileUnit): readonly Expr[] {
  const values: Expr[] = [];
  walk(root, (node) => {
    if (node.kind !== "AssignStmt") return;
    node.lhs.map(unparen).forEach((target, index) => {
      if (target.kind !== "SelectorExpr" || !fields.includes(target.sel.name)) return;
      const value = node.rhs[Math.min(index, node.rhs.length - 1)];
      if (value !== undefined && textOf(target.x, file) === holder) values.push(value);
    });
  });
  return values;
}
