import { insertAfter } from "../../analyze/edits/insert-statement.ts";
import { outliving } from "../../analyze/obligations/outliving.ts";
import { placeOfAssignment } from "../../analyze/obligations/statement-place.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";

const NAMES = ["cancel", "cancelCtx", "stop"];

/** Names a discarded cancel function and defers it: `ctx, _ := …` becomes `ctx, cancel := …`. Not in a loop. */
export function nameCancelFix(fn: FunctionUnit, obligation: Obligation, leak: Leak): readonly ProposedFix[] {
  const { call, fact } = obligation;
  const needed = outliving(fn, obligation);
  if (needed === "yes") return [];
  const place = leak.inLoop ? undefined : placeOfAssignment(fn.node, call);
  if (place?.stmt.kind !== "AssignStmt" || place.stmt.op !== ":=") return [];
  const blank = place.stmt.lhs[fact.result];
  const name = NAMES.find((each) => !fn.file.isNameTaken(each, call.start) && !isUsedLater(each, fn, call.start));
  const deferred = name === undefined ? undefined : insertAfter(fn.file, place.stmt, [`defer ${name}()`]);
  if (blank?.kind !== "Ident" || blank.name !== "_" || name === undefined || deferred === undefined) return [];
  return [
    {
      title: `Name it \`${name}\` and defer it`,
      safe: needed === "no",
      edits: [{ span: blank, newText: name }, deferred],
    },
  ];
}

/** True if the name comes up behind the call: it could mean something that the new variable would hide. */
function isUsedLater(name: string, fn: FunctionUnit, from: number): boolean {
  return new RegExp(`\\b${name}\\b`).test(fn.file.text.slice(from, fn.node.end));
}
