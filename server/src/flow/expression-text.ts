import type { Expr } from "../syntax/ast.ts";

/** An expression in Go's syntax, for readers: long parts are left out. */
export function expressionText(expr: Expr): string {
  switch (expr.kind) {
    case "Ident":
      return expr.name;
    case "BasicLit":
      return expr.value.length > 24 ? `${expr.value.slice(0, 20)}…${expr.value.slice(-1)}` : expr.value;
    case "ParenExpr":
      return `(${expressionText(expr.x)})`;
    case "SelectorExpr":
      return `${expressionText(expr.x)}.${expr.sel.name}`;
    case "IndexExpr":
      return `${expressionText(expr.x)}[${expr.indices.map(expressionText).join(", ")}]`;
    case "SliceExpr":
      return `${expressionText(expr.x)}[…]`;
    case "TypeAssertExpr":
      return `${expressionText(expr.x)}.(${expr.type === undefined ? "type" : expressionText(expr.type)})`;
    case "CallExpr":
      return `${expressionText(expr.fun)}(${argumentsText(expr.args)})`;
    case "StarExpr":
      return `*${expressionText(expr.x)}`;
    case "UnaryExpr":
      return `${expr.op}${expressionText(expr.x)}`;
    case "BinaryExpr":
      return `${expressionText(expr.x)} ${expr.op} ${expressionText(expr.y)}`;
    case "CompositeLit":
      return `${expr.type === undefined ? "" : expressionText(expr.type)}{…}`;
    case "FuncLit":
      return "func literal";
    case "ArrayType":
      return `[]${expressionText(expr.elem)}`;
    default:
      return "…";
  }
}

function argumentsText(args: readonly Expr[]): string {
  const text = args.map(expressionText).join(", ");
  return text.length > 40 ? "…" : text;
}
