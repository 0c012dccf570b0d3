import { calledBy, calledName } from "../../analyze/called.ts";
import { droppedResult, type Dropped } from "../../analyze/dropped.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Decl, Node } from "../../syntax/ast.ts";

/** Calls of a library whose answer says whether to go on. */
export interface AnswerFact {
  readonly pkg: RegExp;
  /** The receiver's type name; undefined for functions. */
  readonly recv: RegExp | undefined;
  readonly names: RegExp;
  /** Index of the result that matters. */
  readonly result: number;
  /** True if giving it to `_` is taken for a decision: the call has done its part by then. */
  readonly blankIsFine?: boolean;
}

export interface IgnoredAnswer {
  readonly call: CallExpr;
  /** The nodes around the call, outermost first. */
  readonly above: readonly Node[];
  readonly fact: AnswerFact;
  readonly dropped: Exclude<Dropped, undefined>;
}

/** The calls in a declaration whose answer, by one of the facts, is dropped. */
export function ignoredAnswers(decl: Decl, file: FileUnit, facts: readonly AnswerFact[]): readonly IgnoredAnswer[] {
  const found: IgnoredAnswer[] = [];
  walkWithPath(decl, (node, above) => {
    const fact = node.kind === "CallExpr" ? factOf(node, file, facts) : undefined;
    if (node.kind !== "CallExpr" || fact === undefined) return;
    const dropped = droppedResult(node, above.at(-1), fact.result);
    if (dropped === undefined || (dropped === "blank" && fact.blankIsFine === true)) return;
    found.push({ call: node, above: [...above], fact, dropped });
  });
  return found;
}

function factOf(call: CallExpr, file: FileUnit, facts: readonly AnswerFact[]): AnswerFact | undefined {
  const name = calledName(call);
  if (name === undefined || !facts.some((fact) => fact.names.test(name))) return undefined;
  const ref = calledBy(call, file.info)?.ref;
  if (ref === undefined) return undefined;
  return facts.find(
    (fact) =>
      fact.names.test(ref.name) &&
      fact.pkg.test(ref.pkg) &&
      (fact.recv === undefined ? ref.recv === undefined : ref.recv !== undefined && fact.recv.test(ref.recv)),
  );
}
