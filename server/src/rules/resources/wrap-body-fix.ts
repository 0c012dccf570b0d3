import { indentationAt, lineBreakOf } from "../../analyze/edits/indentation.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { BlockStmt, DeferStmt, Node } from "../../syntax/ast.ts";
import { childrenOf, walkFunction } from "../../syntax/visit.ts";
import type { TextEdit } from "../../text/edit.ts";
import { contains } from "../../text/span.ts";

/**
 * Wraps the body of the innermost loop around a `defer` in a function literal that is called at once. Undefined where
 * the body leaves in ways a literal cannot (return, break, continue, goto), or holds text over several lines.
 */
export function wrapBodyFix(fn: FunctionUnit, stmt: DeferStmt): ProposedFix | undefined {
  const body = innermostLoopBody(fn, stmt);
  if (body === undefined || body.stmts.length === 0 || !body.stmts.every((each) => staysInside(each, false, false)))
    return undefined;
  const edits = wrapEdits(fn, body);
  return edits === undefined ? undefined : { title: "Wrap the loop's body in a function", safe: false, edits };
}

function innermostLoopBody(fn: FunctionUnit, stmt: DeferStmt): BlockStmt | undefined {
  let found: BlockStmt | undefined;
  walkFunction(fn.node, (node) => {
    if ((node.kind === "ForStmt" || node.kind === "RangeStmt") && contains(node.body, stmt)) found = node.body;
  });
  return found;
}

/** True if nothing in the node leaves the body; `inLoop` and `inBreakable` say where a branch without a label would lead. */
function staysInside(node: Node, inLoop: boolean, inBreakable: boolean): boolean {
  switch (node.kind) {
    case "FuncLit":
      return true;
    case "ReturnStmt":
    case "LabeledStmt":
      return false;
    case "BasicLit":
      return !node.value.includes("\n");
    case "BranchStmt":
      if (node.label !== undefined || node.tok === "goto") return false;
      return node.tok === "fallthrough" || (node.tok === "continue" ? inLoop : inBreakable);
    case "ForStmt":
    case "RangeStmt":
      return childrenOf(node).every((child) => staysInside(child, true, true));
    case "SwitchStmt":
    case "TypeSwitchStmt":
    case "SelectStmt":
      return childrenOf(node).every((child) => staysInside(child, inLoop, true));
    default:
      return childrenOf(node).every((child) => staysInside(child, inLoop, inBreakable));
  }
}

function wrapEdits(fn: FunctionUnit, body: BlockStmt): readonly TextEdit[] | undefined {
  const { file } = fn;
  const first = file.lines.lineAt(body.start) + 1;
  const last = file.lines.lineAt(body.end - 1);
  const opening = file.text.slice(body.start + 1, file.lines.lineEnd(first - 1)).trim();
  const closing = file.lines
    .lineText(last)
    .slice(0, body.end - 1 - file.lines.lineStart(last))
    .trim();
  if (first >= last || opening !== "" || closing !== "") return undefined;
  if (hasLongComment(fn, body) || hasLongLiteral(fn, body)) return undefined;
  const eol = lineBreakOf(file.text);
  const indentation = `${indentationAt(file, body.end - 1)}\t`;
  const at = (line: number): number => file.lines.lineStart(line);
  const lines = Array.from({ length: last - first }, (_, index) => first + index);
  const filled = lines.filter((line) => file.lines.lineText(line).trim() !== "");
  const shifted = filled.map((line): TextEdit => ({
    span: { start: at(line), end: at(line) },
    newText: line === filled[0] ? `${indentation}func() {${eol}\t` : "\t",
  }));
  return [...shifted, { span: { start: at(last), end: at(last) }, newText: `${indentation}}()${eol}` }];
}

/** A comment over several lines would not move with its lines. */
function hasLongComment(fn: FunctionUnit, body: BlockStmt): boolean {
  return fn.file.commentsIn(body).some((comment) => comment.text.includes("\n"));
}

/** So would the text of a raw string inside a literal. */
function hasLongLiteral(fn: FunctionUnit, body: BlockStmt): boolean {
  const search = (node: Node): boolean =>
    (node.kind === "BasicLit" && node.value.includes("\n")) || childrenOf(node).some(search);
  return search(body) || fn.file.text.slice(body.start, body.start + 1) !== "{";
}
