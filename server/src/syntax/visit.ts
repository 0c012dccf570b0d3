import type { Expr, Field, FuncNode, Node } from "./ast.ts";

/** The direct children of a node in the order of the text. A FuncDecl's body is lowered by this if it was not yet. */
export function childrenOf(node: Node): readonly Node[] {
  switch (node.kind) {
    case "File":
      return node.decls;
    case "Comment":
    case "BadDecl":
    case "BadExpr":
    case "BadStmt":
    case "EmptyStmt":
    case "Ident":
    case "BasicLit":
      return [];
    case "FuncDecl":
      return compact([node.recv, node.name, node.type, node.body]);
    case "GenDecl":
      return node.specs;
    case "ImportSpec":
      return compact([node.name]);
    case "ValueSpec":
      return compact([...node.names, node.type, ...node.values]);
    case "TypeSpec":
      return [node.name, ...node.typeParams, node.type];
    case "Field":
      return [...node.names, node.type];
    case "CompositeLit":
      return compact([node.type, ...node.elements]);
    case "Element":
      return compact([node.key, node.value]);
    case "FuncLit":
      return [node.type, node.body];
    case "ParenExpr":
    case "StarExpr":
    case "UnaryExpr":
    case "ExprStmt":
    case "IncDecStmt":
      return [node.x];
    case "SelectorExpr":
      return [node.x, node.sel];
    case "IndexExpr":
      return [node.x, ...node.indices];
    case "SliceExpr":
      return compact([node.x, node.low, node.high, node.max]);
    case "TypeAssertExpr":
      return compact([node.x, node.type]);
    case "CallExpr":
      return [node.fun, ...node.args];
    case "BinaryExpr":
      return [node.x, node.y];
    case "ArrayType":
      return compact([node.len === "..." ? undefined : node.len, node.elem]);
    case "StructType":
      return node.fields;
    case "FuncType":
      return [...node.typeParams, ...node.params, ...node.results];
    case "InterfaceType":
      return [...node.methods, ...node.embeds];
    case "InterfaceMethod":
      return [node.name, node.type];
    case "MapType":
      return [node.key, node.value];
    case "ChanType":
      return [node.value];
    case "DeclStmt":
      return [node.decl];
    case "LabeledStmt":
      return [node.label, node.stmt];
    case "SendStmt":
      return [node.chan, node.value];
    case "AssignStmt":
      return [...node.lhs, ...node.rhs];
    case "GoStmt":
    case "DeferStmt":
      return [node.call];
    case "ReturnStmt":
      return node.results;
    case "BranchStmt":
      return compact([node.label]);
    case "BlockStmt":
      return node.stmts;
    case "IfStmt":
      return compact([node.init, node.cond, node.then, node.else]);
    case "CaseClause":
      return [...node.list, ...node.body];
    case "SwitchStmt":
      return compact([node.init, node.tag, ...node.cases]);
    case "TypeSwitchStmt":
      return compact([node.init, node.bind, node.x, ...node.cases]);
    case "CommClause":
      return compact([node.comm, ...node.body]);
    case "SelectStmt":
      return node.cases;
    case "ForStmt":
      return compact([node.init, node.cond, node.post, node.body]);
    case "RangeStmt":
      return compact([node.key, node.value, node.x, node.body]);
  }
}

function compact(nodes: readonly (Node | undefined)[]): readonly Node[] {
  return nodes.filter((node) => node !== undefined);
}

/** Called for a node. One that answers `false` keeps the walk out of the node's children; any other answer lets it in. */
export type Visitor = (node: Node, parent: Node | undefined) => unknown;

/** Visits a node and all below it in preorder. */
export function walk(root: Node, visit: Visitor): void {
  const enter = (node: Node, parent: Node | undefined): void => {
    if (visit(node, parent) === false) return;
    for (const child of childrenOf(node)) enter(child, node);
  };
  enter(root, undefined);
}

/** As {@link walk} over a function's body; function literals inside are visited, but not entered. */
export function walkFunction(func: FuncNode, visit: Visitor): void {
  const body = func.body;
  if (body === undefined) return;
  walk(body, (node, parent) => (visit(node, parent) === false || node.kind === "FuncLit" ? false : undefined));
}

/** The expression inside any parentheses. */
export function unparen(expr: Expr): Expr {
  let inner = expr;
  while (inner.kind === "ParenExpr") inner = inner.x;
  return inner;
}

/** How many values a field list stands for: `a, b int` are two, an unnamed parameter one. */
export function fieldCount(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + Math.max(1, field.names.length), 0);
}
