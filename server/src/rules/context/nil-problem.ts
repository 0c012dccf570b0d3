import { calledBy } from "../../analyze/called.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import { wordPattern } from "../../analyze/text-queries.ts";
import { isStandardPackage } from "../../flow/standard-library.ts";
import type { Callee, FileInfo, Obj } from "../../semantic/info.ts";
import type { FuncType } from "../../semantic/types.ts";
import type { CallExpr, Expr, FuncNode } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
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

export function nilProblem(site: Site, argument: Expr): ContextProblem | undefined {
  const { call, file, available } = site;
  const callee = file.info.calleeOf(call);
  if (dealsWithNil(callee, call.args.indexOf(argument), file)) return undefined;
  const fixes =
    available.use === "goroutine"
      ? []
      : [
          {
            title: `Pass ${available.expr}`,
            safe: available.use === "now" && available.kind !== "test" && isReadable(callee, file),
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

/** What begins with `if ctx == nil` takes nil for an answer. */
function dealsWithNil(callee: Callee, index: number, file: FileUnit): boolean {
  if ((callee.kind !== "func" && callee.kind !== "method") || callee.pkg !== file.info.packagePath) return false;
  return file.pkg.files.some((each) =>
    each.functionsMatching(wordPattern([callee.name])).some(({ node, decl, info }) => {
      if (node !== decl || decl.name.name !== callee.name) return false;
      const name = node.type.params.flatMap(({ names }) => names)[index];
      return name !== undefined && comparesWithNil(node, info.objectOf(name), info);
    }),
  );
}

function comparesWithNil(func: FuncNode, parameter: Obj | undefined, info: FileInfo): boolean {
  let compares = false;
  walkFunction(func, (node) => {
    if (node.kind !== "BinaryExpr" || (node.op !== "==" && node.op !== "!=") || !isNil(node.y, info)) return;
    const asked = unparen(node.x);
    compares ||= asked.kind === "Ident" && info.objectOf(asked) === parameter;
  });
  return compares;
}

/** True where the code that gets the nil is known not to look for it: that of the package, and the standard library's. */
function isReadable(callee: Callee, file: FileUnit): boolean {
  if (callee.kind !== "func" && callee.kind !== "method") return false;
  return callee.pkg === file.info.packagePath || isStandardPackage(callee.pkg);
}
