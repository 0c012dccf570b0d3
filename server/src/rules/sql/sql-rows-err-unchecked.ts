import { callSpan } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obligation } from "../../flow/flow.ts";
import type { VarObj } from "../../semantic/info.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { checkErrFix } from "./check-err-fix.ts";
import { isRows, loopAround, nextCalls, readsError, type NextCall } from "./rows-use.ts";

/** Rows in one function; one with more was written by a generator, and would be looked at for ever. */
const MOST_ROWS = 300;

export default rule({
  id: "sql-rows-err-unchecked",
  family: "sql",
  summary: "Finds loops over query results after which the error of the iteration is never read",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [".Next()"],
  covers: ["rowserrcheck"],
  messages: {
    loop: "`{name}.Err()` is never read after the loop over `{name}`: when the connection breaks between two rows, what was read so far passes for the whole result. Check `{name}.Err()` behind the loop.",
    once: "`{name}.Err()` is never read: `{name}.Next()` answers false for a broken connection just as for no row. Check `{name}.Err()` when it does.",
  },
  check(fn, report) {
    const groups = byVariable(nextCalls(fn));
    if (groups.size > MOST_ROWS) return;
    for (const [rows, calls] of groups) {
      const [first] = calls;
      const obligation = acquiredBefore(rows, first.call, fn);
      if (!isRows(rows.type) && obligation?.fact.closedByExhaustion !== true) continue;
      if (!tellsError(rows, fn) || readsError(rows, fn) || isLeftOpen(obligation)) continue;
      const loop = calls.find(({ call }) => loopAround(call, fn) !== undefined);
      report({
        at: obligation === undefined ? first.call : callSpan(obligation, fn.file),
        message: loop === undefined ? "once" : "loop",
        data: { name: rows.name },
        ...(loop === undefined || isLent(rows, fn) ? { severity: "info" as const } : {}),
        confidence: obligation?.confidence ?? "proven",
        related: [{ uri: fn.file.uri, span: (loop ?? first).call, message: `${rows.name} is read here` }],
        fixes: loop === undefined ? [] : checkErrFix(rows, loop.call, fn),
      });
    }
  },
});

function byVariable(calls: readonly NextCall[]): ReadonlyMap<VarObj, readonly [NextCall, ...NextCall[]]> {
  const groups = new Map<VarObj, [NextCall, ...NextCall[]]>();
  for (const call of calls) {
    const group = groups.get(call.rows);
    if (group === undefined) groups.set(call.rows, [call]);
    else group.push(call);
  }
  return groups;
}

/** `QueryFunc(func(rows *sql.Rows) error { … })`: who gives rows to a literal mostly asks for their error behind it. */
function isLent(rows: VarObj, { node }: FunctionUnit): boolean {
  return node.kind === "FuncLit" && rows.scope === "param" && rows.owner === node;
}

/** A type of the project around rows may keep their error to itself. */
function tellsError({ type }: VarObj, { info }: FunctionUnit): boolean {
  return lookupMethod(type, "Err", info.world, info.packagePath) !== undefined;
}

/** The last acquire of the variable before the call. */
function acquiredBefore(rows: VarObj, call: CallExpr, fn: FunctionUnit): Obligation | undefined {
  return fn.flow.obligations.findLast(
    (each) => each.variable === rows && each.call.start < call.start && each.fact.closedByExhaustion === true,
  );
}

/** Rows that are dropped at once are a matter of their own rule. */
function isLeftOpen(obligation: Obligation | undefined): boolean {
  return obligation?.leak?.kind === "discarded";
}
