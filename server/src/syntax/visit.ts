import type { Expr, Field, FuncNode, Node } from "./ast.ts";

/** Calls `visit` for each direct child of a node in the order of the text. A FuncDecl's body is parsed by this if it was not yet. */
export function forEachChild(node: Node, visit: (child: Node) => void): void {
  switch (node.kind) {
    case "File":
      many(node.decls, visit);
      return;
    case "Comment":
    case "BadDecl":
    case "BadExpr":
    case "BadStmt":
    case "EmptyStmt":
    case "Ident":
    case "BasicLit":
      return;
    case "FuncDecl":
      one(node.recv, visit);
      one(node.name, visit);
      one(node.type, visit);
      one(node.body, visit);
      return;
    case "GenDecl":
      many(node.specs, visit);
      return;
    case "ImportSpec":
      one(node.name, visit);
      return;
    case "ValueSpec":
      many(node.names, visit);
      one(node.type, visit);
      many(node.values, visit);
      return;
    case "TypeSpec":
      one(node.name, visit);
      many(node.typeParams, visit);
      one(node.type, visit);
      return;
    case "Field":
      many(node.names, visit);
      one(node.type, visit);
      return;
    case "CompositeLit":
      one(node.type, visit);
      many(node.elements, visit);
      return;
    case "Element":
      one(node.key, visit);
      one(node.value, visit);
      return;
    case "FuncLit":
      one(node.type, visit);
      one(node.body, visit);
      return;
    case "ParenExpr":
    case "StarExpr":
    case "UnaryExpr":
    case "ExprStmt":
    case "IncDecStmt":
      one(node.x, visit);
      return;
    case "SelectorExpr":
      one(node.x, visit);
      one(node.sel, visit);
      return;
    case "IndexExpr":
      one(node.x, visit);
      many(node.indices, visit);
      return;
    case "SliceExpr":
      one(node.x, visit);
      one(node.low, visit);
      one(node.high, visit);
      one(node.max, visit);
      return;
    case "TypeAssertExpr":
      one(node.x, visit);
      one(node.type, visit);
      return;
    case "CallExpr":
      one(node.fun, visit);
      many(node.args, visit);
      return;
    case "BinaryExpr":
      one(node.x, visit);
      one(node.y, visit);
      return;
    case "ArrayType":
      one(node.len === "..." ? undefined : node.len, visit);
      one(node.elem, visit);
      return;
    case "StructType":
      many(node.fields, visit);
      return;
    case "FuncType":
      many(node.typeParams, visit);
      many(node.params, visit);
      many(node.results, visit);
      return;
    case "InterfaceType":
      many(node.methods, visit);
      many(node.embeds, visit);
      return;
    case "InterfaceMethod":
      one(node.name, visit);
      one(node.type, visit);
      return;
    case "MapType":
      one(node.key, visit);
      one(node.value, visit);
      return;
    case "ChanType":
      one(node.value, visit);
      return;
    case "DeclStmt":
      one(node.decl, visit);
      return;
    case "LabeledStmt":
      one(node.label, visit);
      one(node.stmt, visit);
      return;
    case "SendStmt":
      one(node.chan, visit);
      one(node.value, visit);
      return;
    case "AssignStmt":
      many(node.lhs, visit);
      many(node.rhs, visit);
      return;
    case "GoStmt":
    case "DeferStmt":
      one(node.call, visit);
      return;
    case "ReturnStmt":
      many(node.results, visit);
      return;
    case "BranchStmt":
      one(node.label, visit);
      return;
    case "BlockStmt":
      many(node.stmts, visit);
      return;
    case "IfStmt":
      one(node.init, visit);
      one(node.cond, visit);
      one(node.then, visit);
      one(node.else, visit);
      return;
    case "CaseClause":
      many(node.list, visit);
      many(node.body, visit);
      return;
    case "SwitchStmt":
      one(node.init, visit);
      one(node.tag, visit);
      many(node.cases, visit);
      return;
    case "TypeSwitchStmt":
      one(node.init, visit);
      one(node.bind, visit);
      one(node.x, visit);
      many(node.cases, visit);
      return;
    case "CommClause":
      one(node.comm, visit);
      many(node.body, visit);
      return;
    case "SelectStmt":
      many(node.cases, visit);
      return;
    case "ForStmt":
      one(node.init, visit);
      one(node.cond, visit);
      one(node.post, visit);
      one(node.body, visit);
      return;
    case "RangeStmt":
      one(node.key, visit);
      one(node.value, visit);
      one(node.x, visit);
      one(node.body, visit);
      return;
  }
}

function one(node: Node | undefined, visit: (child: Node) => void): void {
  if (node !== undefined) visit(node);
}

function many(nodes: readonly Node[], visit: (child: Node) => void): void {
  for (const node of nodes) visit(node);
}

/** The direct children of a node in the order of the text. */
export function childrenOf(node: Node): readonly Node[] {
  const children: Node[] = [];
  forEachChild(node, (child) => children.push(child));
  return children;
}

/** Called for a node. One that answers `false` keeps the walk out of the node's children; any other answer lets it in. */
export type Visitor = (node: Node, parent: Node | undefined) => unknown;

/** Visits a node and all below it in preorder. */
export function walk(root: Node, visit: Visitor): void {
  const enter = (node: Node, parent: Node | undefined): void => {
    if (visit(node, parent) === false) return;
    forEachChild(node, (child) => {
      enter(child, node);
    });
  };
  enter(root, undefined);
}

/** As {@link walk} over a function's body; function literals inside are visited, but not entered. */
export function walkFunction(func: FuncNode, visit: Visitor): void {
  const body = func.body;
  if (body === undefined) return;
  const { nodes, parents, after } = preorderOf(body);
  for (let index = 0; index < nodes.length;) {
    const node = nodes[index];
    if (node === undefined) return;
    const entered = visit(node, parents[index]) !== false;
    index = entered ? index + 1 : (after[index] ?? nodes.length);
  }
}

/** The nodes of a body as a walk finds them, those inside literals left out. */
interface Preorder {
  readonly body: Node;
  readonly nodes: readonly Node[];
  readonly parents: readonly (Node | undefined)[];
  /** By node, the index behind its last descendant. */
  readonly after: readonly number[];
}

/** Bodies whose nodes are remembered: rules walk one function after the other, each some twenty times. */
const REMEMBERED = 8;
const recent: Preorder[] = [];

function preorderOf(body: Node): Preorder {
  const known = recent.find((each) => each.body === body);
  if (known !== undefined) return known;
  const made = listNodes(body);
  recent.unshift(made);
  if (recent.length > REMEMBERED) recent.pop();
  return made;
}

function listNodes(body: Node): Preorder {
  const nodes: Node[] = [];
  const parents: (Node | undefined)[] = [];
  const after: number[] = [];
  let parent: Node | undefined;
  const enter = (node: Node): void => {
    const index = nodes.push(node) - 1;
    parents.push(parent);
    after.push(0);
    if (node.kind !== "FuncLit") {
      const outer = parent;
      parent = node;
      forEachChild(node, enter);
      parent = outer;
    }
    after[index] = nodes.length;
  };
  enter(body);
  return { body, nodes, parents, after };
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
