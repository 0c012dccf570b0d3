import type { AssignStmt, BlockStmt, BranchStmt, CaseClause, CommClause, Expr, IfStmt, Stmt } from "./ast.ts";
import { lowerGenDecl } from "./lower-decl.ts";
import { lowerExpr, lowerExprList } from "./lower-expr.ts";
import { NodeFlag } from "./flat-tree.ts";
import {
  NONE, badStmt, childNodes, fieldOf, ident, identOrEmpty, nested, slice, spanAt, tokenOf, typeName, type Source,
} from "./lowering.ts"; // prettier-ignore

type LowerStmt = (source: Source, node: number) => Stmt;

/** Lowers a statement. What did not parse becomes a BadStmt. */
export function lowerStmt(source: Source, node: number): Stmt {
  const lower = LOWER[typeName(source, node)];
  if (lower === undefined || source.tree.has(node, NodeFlag.Missing)) return badStmt(source, node);
  return nested(
    source,
    () => lower(source, node),
    () => badStmt(source, node),
  );
}

/** Lowers a block; for {@link NONE} an empty one at the end of the node around it. */
export function lowerBlock(source: Source, node: number, around: number): BlockStmt {
  if (node === NONE) {
    const end = source.tree.end(around);
    return { kind: "BlockStmt", start: end, end, stmts: [] };
  }
  const leftOut = source.leftOut?.(source.tree.start(node));
  if (leftOut !== undefined) return leftOut;
  const stmts = childNodes(source, node).flatMap((item) =>
    typeName(source, item) === "statement_list" ? statements(source, item) : [lowerStmt(source, item)],
  );
  return { kind: "BlockStmt", ...spanAt(source, node), stmts };
}

function statements(source: Source, list: number): Stmt[] {
  return childNodes(source, list).map((item) => lowerStmt(source, item));
}

function only(source: Source, node: number): Expr {
  const inner = childNodes(source, node)[0] ?? NONE;
  if (inner !== NONE) return lowerExpr(source, inner);
  const end = source.tree.end(node);
  return { kind: "BadExpr", start: end, end };
}

function exprField(source: Source, node: number, field: number): Expr {
  const found = fieldOf(source, node, field);
  if (found !== NONE) return lowerExpr(source, found);
  const end = source.tree.end(node);
  return { kind: "BadExpr", start: end, end };
}

function stmtField(source: Source, node: number, field: number): Stmt | undefined {
  const found = fieldOf(source, node, field);
  return found === NONE ? undefined : lowerStmt(source, found);
}

function declStmt(source: Source, node: number): Stmt {
  return { kind: "DeclStmt", ...spanAt(source, node), decl: lowerGenDecl(source, node, []) };
}

function branch(tok: BranchStmt["tok"]): LowerStmt {
  return (source, node) => {
    const label = childNodes(source, node)[0];
    return {
      kind: "BranchStmt",
      ...spanAt(source, node),
      tok,
      label: label === undefined ? undefined : ident(source, label),
    };
  };
}

const LOWER: Readonly<Record<string, LowerStmt | undefined>> = {
  empty_statement: (s, n) => ({ kind: "EmptyStmt", ...spanAt(s, n) }),
  const_declaration: declStmt,
  var_declaration: declStmt,
  type_declaration: declStmt,
  expression_statement: (s, n) => ({ kind: "ExprStmt", ...spanAt(s, n), x: only(s, n) }),
  send_statement: (s, n) => ({
    kind: "SendStmt",
    ...spanAt(s, n),
    chan: exprField(s, n, s.grammar.field.channel),
    value: exprField(s, n, s.grammar.field.value),
  }),
  inc_statement: (s, n) => ({ kind: "IncDecStmt", ...spanAt(s, n), x: only(s, n), op: "++" }),
  dec_statement: (s, n) => ({ kind: "IncDecStmt", ...spanAt(s, n), x: only(s, n), op: "--" }),
  assignment_statement: lowerAssignment,
  short_var_declaration: lowerAssignment,
  receive_statement: lowerReceive,
  return_statement: (s, n) => ({
    kind: "ReturnStmt",
    ...spanAt(s, n),
    results: lowerExprList(s, childNodes(s, n)[0] ?? NONE),
  }),
  go_statement: (s, n) => ({ kind: "GoStmt", ...spanAt(s, n), call: only(s, n) }),
  defer_statement: (s, n) => ({ kind: "DeferStmt", ...spanAt(s, n), call: only(s, n) }),
  break_statement: branch("break"),
  continue_statement: branch("continue"),
  goto_statement: branch("goto"),
  fallthrough_statement: branch("fallthrough"),
  block: (s, n) => lowerBlock(s, n, n),
  if_statement: lowerIf,
  for_statement: lowerFor,
  expression_switch_statement: (s, n) => ({
    kind: "SwitchStmt",
    ...spanAt(s, n),
    init: stmtField(s, n, s.grammar.field.initializer),
    tag: fieldOf(s, n, s.grammar.field.value) === NONE ? undefined : exprField(s, n, s.grammar.field.value),
    cases: caseClauses(s, n),
  }),
  type_switch_statement: lowerTypeSwitch,
  select_statement: (s, n) => ({ kind: "SelectStmt", ...spanAt(s, n), cases: commClauses(s, n) }),
  labeled_statement: lowerLabeled,
};

function lowerAssignment(source: Source, node: number): AssignStmt {
  const { field } = source.grammar;
  const named = fieldOf(source, node, field.operator);
  const operator = named === NONE ? tokenOf(source, node, ":=") : named;
  return {
    kind: "AssignStmt",
    ...spanAt(source, node),
    lhs: lowerExprList(source, fieldOf(source, node, field.left)),
    op: operator === NONE ? "=" : slice(source, operator),
    opSpan: operator === NONE ? { start: source.tree.end(node), end: source.tree.end(node) } : spanAt(source, operator),
    rhs: lowerExprList(source, fieldOf(source, node, field.right)),
  };
}

function lowerReceive(source: Source, node: number): Stmt {
  const { field } = source.grammar;
  const left = fieldOf(source, node, field.left);
  const x = exprField(source, node, field.right);
  if (left === NONE) return { kind: "ExprStmt", ...spanAt(source, node), x };
  const define = tokenOf(source, node, ":=");
  const operator = define === NONE ? tokenOf(source, node, "=") : define;
  return {
    kind: "AssignStmt",
    ...spanAt(source, node),
    lhs: lowerExprList(source, left),
    op: define === NONE ? "=" : ":=",
    opSpan: operator === NONE ? { start: x.start, end: x.start } : spanAt(source, operator),
    rhs: [x],
  };
}

function lowerIf(source: Source, node: number): IfStmt {
  const { field } = source.grammar;
  const alternative = fieldOf(source, node, field.alternative);
  const lowered = alternative === NONE ? undefined : lowerStmt(source, alternative);
  return {
    kind: "IfStmt",
    ...spanAt(source, node),
    init: stmtField(source, node, field.initializer),
    cond: exprField(source, node, field.condition),
    then: lowerBlock(source, fieldOf(source, node, field.consequence), node),
    else: lowered?.kind === "BlockStmt" || lowered?.kind === "IfStmt" ? lowered : undefined,
  };
}

function lowerFor(source: Source, node: number): Stmt {
  const { field } = source.grammar;
  const body = fieldOf(source, node, field.body);
  const header = childNodes(source, node).find((item) => item !== body && typeName(source, item) !== "ERROR");
  const block = lowerBlock(source, body, node);
  const span = spanAt(source, node);
  if (header === undefined) {
    return { kind: "ForStmt", ...span, init: undefined, cond: undefined, post: undefined, body: block };
  }
  if (typeName(source, header) === "range_clause") return lowerRange(source, header, span, block);
  if (typeName(source, header) !== "for_clause") {
    return { kind: "ForStmt", ...span, init: undefined, cond: lowerExpr(source, header), post: undefined, body: block };
  }
  const condition = fieldOf(source, header, field.condition);
  return {
    kind: "ForStmt",
    ...span,
    init: stmtField(source, header, field.initializer),
    cond: condition === NONE ? undefined : lowerExpr(source, condition),
    post: stmtField(source, header, field.update),
    body: block,
  };
}

function lowerRange(source: Source, clause: number, span: { start: number; end: number }, body: BlockStmt): Stmt {
  const [key, value] = lowerExprList(source, fieldOf(source, clause, source.grammar.field.left));
  return {
    kind: "RangeStmt",
    ...span,
    key,
    value,
    define: tokenOf(source, clause, ":=") !== NONE,
    x: exprField(source, clause, source.grammar.field.right),
    body,
  };
}

function caseClauses(source: Source, node: number): CaseClause[] {
  return childNodes(source, node).flatMap((item) => {
    const kind = typeName(source, item);
    if (kind === "expression_case") {
      return [
        caseClause(source, item, lowerExprList(source, fieldOf(source, item, source.grammar.field.value)), false),
      ];
    }
    if (kind === "type_case") return [caseClause(source, item, typeCaseList(source, item), false)];
    return kind === "default_case" ? [caseClause(source, item, [], true)] : [];
  });
}

function typeCaseList(source: Source, node: number): Expr[] {
  return childNodes(source, node)
    .filter((item) => source.tree.field(item) === source.grammar.field.type)
    .map((item) => lowerExpr(source, item));
}

function caseClause(source: Source, node: number, list: readonly Expr[], isDefault: boolean): CaseClause {
  return { kind: "CaseClause", ...spanAt(source, node), list, isDefault, body: clauseBody(source, node) };
}

function clauseBody(source: Source, node: number): Stmt[] {
  return childNodes(source, node).flatMap((item) => {
    if (source.tree.field(item) !== 0) return [];
    const kind = typeName(source, item);
    if (kind === "statement_list") return statements(source, item);
    return kind === "ERROR" ? [badStmt(source, item)] : [];
  });
}

function lowerTypeSwitch(source: Source, node: number): Stmt {
  const { field } = source.grammar;
  const [bind] = lowerExprList(source, fieldOf(source, node, field.alias));
  return {
    kind: "TypeSwitchStmt",
    ...spanAt(source, node),
    init: stmtField(source, node, field.initializer),
    bind: bind?.kind === "Ident" ? bind : undefined,
    x: exprField(source, node, field.value),
    cases: caseClauses(source, node),
  };
}

function commClauses(source: Source, node: number): CommClause[] {
  return childNodes(source, node).flatMap((item): CommClause[] => {
    const kind = typeName(source, item);
    const body = clauseBody(source, item);
    if (kind === "communication_case") {
      const comm = stmtField(source, item, source.grammar.field.communication);
      return [{ kind: "CommClause", ...spanAt(source, item), comm, isDefault: false, body }];
    }
    if (kind !== "default_case") return [];
    return [{ kind: "CommClause", ...spanAt(source, item), comm: undefined, isDefault: true, body }];
  });
}

function lowerLabeled(source: Source, node: number): Stmt {
  const label = fieldOf(source, node, source.grammar.field.label);
  const inner = childNodes(source, node).find((item) => item !== label);
  const end = source.tree.end(node);
  return {
    kind: "LabeledStmt",
    ...spanAt(source, node),
    label: identOrEmpty(source, label, node),
    stmt: inner === undefined ? { kind: "EmptyStmt", start: end, end } : lowerStmt(source, inner),
  };
}
