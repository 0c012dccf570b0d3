import type { Leak, Obligation } from "../../flow/flow.ts";
import type { Stmt } from "../../syntax/ast.ts";
import { walk, walkFunction } from "../../syntax/visit.ts";
import { insertAfter } from "../edits/insert-statement.ts";
import type { ProposedFix } from "../rule.ts";
import type { FunctionUnit } from "../unit.ts";
import { anchorOf } from "./defer-fix.ts";
import { isNiladic, preferredRelease, releaseCall } from "./release-code.ts";

/**
 * Releases at the end of each turn what a loop acquires, where a `defer` would pile up. Undefined where a turn may end
 * earlier, where some path releases already, and for a transaction, whose end is to be decided.
 */
export function turnFix(fn: FunctionUnit, obligation: Obligation, leak: Leak): ProposedFix | undefined {
  const { variable, variableName: name } = obligation;
  if (variable === undefined || name === undefined || !leak.inLoop || !isNeverReleased(leak)) return undefined;
  if (preferredRelease(obligation) === "Rollback" || !isNiladic(obligation, fn.info)) return undefined;
  const anchor = anchorOf(fn, obligation);
  const last = anchor?.list.at(-1);
  if (anchor === undefined || last === undefined || !isBodyOfLoop(anchor.list, fn)) return undefined;
  const isOfTheTurn = variable.decl !== undefined && anchor.list.some(({ start }) => start === variable.decl?.start);
  if (!isOfTheTurn || anchor.list.slice(anchor.index + 1).some(mayLeave)) return undefined;
  const release = releaseCall(obligation, name);
  const edit = insertAfter(fn.file, last, [release]);
  return edit && { title: `Call \`${release}\` at the end of each turn`, safe: false, edits: [edit] };
}

function isNeverReleased({ kind, handedOver, releaseElsewhere, deferElsewhere }: Leak): boolean {
  const open = kind === "never" || kind === "reassigned";
  return open && !handedOver && releaseElsewhere === undefined && deferElsewhere === undefined;
}

function isBodyOfLoop(list: readonly Stmt[], fn: FunctionUnit): boolean {
  let found = false;
  walkFunction(fn.node, (node) => {
    if ((node.kind === "ForStmt" || node.kind === "RangeStmt") && node.body.stmts === list) found = true;
  });
  return found;
}

/** True if control may get out of the statement otherwise than to the next one, or something runs later. */
function mayLeave(stmt: Stmt): boolean {
  let leaves = false;
  walk(stmt, (node) => {
    if (/^(ReturnStmt|BranchStmt|LabeledStmt|DeferStmt|GoStmt|FuncLit)$/.test(node.kind)) leaves = true;
    return !leaves;
  });
  return leaves;
}
