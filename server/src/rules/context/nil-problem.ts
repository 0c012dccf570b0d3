import { calledBy } from "../../analyze/called.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { Callee } from "../../semantic/info.ts";
import type { FuncType } from "../../semantic/types.ts";
import type { CallExpr, Expr } from "../../syntax/ast.ts";
import { isContextType } from "./context-types.ts";
import { isNil } from "./done-conditions.ts";
import { type ContextProblem, shortText, type Site } from "./search.ts";

/** The argument `nil` that stands for a context. The second context of a call, beside the caller's, is one that may be missing. */
export function nilContextOf(call: CallExpr, file: FileUnit): Expr | undefined {
  const nils = call.args.filter((arg) => isNil(arg, file.info));
  if (nils.length === 0) return undefined;
  const type = functionTypeOf(file.info.calleeOf(call));
  if (call.args.some((arg) => isContextType(file.info.typeOf(arg), file.info))) return undefined;
  return nils.find((arg) => {
    const param = type?.params[call.args.indexOf(arg)];
    return param !== undefined && isContextType(param.type, file.info);
  });
}

function functionTypeOf(callee: Callee): FuncType | undefined {
  if (callee.kind === "func" || callee.kind === "method" || callee.kind === "literal") return callee.type;
  return callee.kind === "value" && callee.type.kind === "func" ? callee.type : undefined;
}

export function nilProblem(site: Site, argument: Expr): ContextProblem {
  const { call, file, available } = site;
  const fixes =
    available.use === "goroutine"
      ? []
      : [
          {
            title: `Pass ${available.expr}`,
            safe: available.use === "now",
            edits: [{ span: { start: argument.start, end: argument.end }, newText: available.expr }],
          },
        ];
  return {
    at: argument,
    message: "nil",
    data: { callee: calledBy(call, file.info)?.ref.name ?? shortText(call.fun, file), ctx: available.expr },
    severity: "error",
    fixes,
  };
}
