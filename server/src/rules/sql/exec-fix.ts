import type { ProposedFix } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Obligation } from "../../flow/flow.ts";
import { functionOf } from "../../flow/called.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { Type } from "../../semantic/types.ts";
import type { CallExpr } from "../../syntax/ast.ts";

const EXEC: ReadonlyMap<string, string> = new Map([
  ["Query", "Exec"],
  ["QueryContext", "ExecContext"],
  ["Queryx", "Exec"],
  ["QueryxContext", "ExecContext"],
]);

/** `db.Exec` for a `db.Query` whose rows nobody wants; where the operand has it with the same parameters. */
export function execFix(fn: FunctionUnit, { call }: Obligation): readonly ProposedFix[] {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr") return [];
  const exec = EXEC.get(fun.sel.name);
  const type = fn.info.typeOf(fun.x);
  const method = exec === undefined ? undefined : lookupMethod(type, exec, fn.info.world, fn.info.packagePath);
  const query = lookupMethod(type, fun.sel.name, fn.info.world, fn.info.packagePath);
  if (exec === undefined || method === undefined || method === "unknown" || query === undefined || query === "unknown")
    return [];
  const fits = method.type.results.length === 2 && method.type.params.length === query.type.params.length;
  return fits
    ? [
        {
          title: `Use \`${exec}\``,
          safe: isOfDriver(type) && changesData(call, fn),
          edits: [{ span: fun.sel, newText: exec }],
        },
      ]
    : [];
}

/** What the project's own types do in their Exec is theirs: it may go to another server. */
function isOfDriver(type: Type): boolean {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" && /^(database\/sql|github\.com\/(jmoiron\/sqlx|jackc\/pgx)(\/.*)?)$/.test(inner.pkg);
}

/** Rows of a SELECT may be dropped for a reason, and tests do so to see what comes of it. */
function changesData({ args }: CallExpr, { file, info }: FunctionUnit): boolean {
  const texts = args.map((arg) => info.constantOf(arg)).filter((value) => typeof value === "string");
  return (
    !file.isTest && /^\s*(insert|update|delete|replace|merge|create|drop|alter|truncate|set)\b/i.test(texts[0] ?? "")
  );
}
