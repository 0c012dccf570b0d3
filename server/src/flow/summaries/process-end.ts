import type { FileInfo } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { FuncNode } from "../../syntax/ast.ts";

/** What libraries for command lines give to the function of a command. */
const COMMAND_PARAMETERS: readonly { readonly pkg: RegExp; readonly name: string }[] = [
  { pkg: /^github\.com\/spf13\/cobra$/, name: "Command" },
  { pkg: /^github\.com\/urfave\/cli(\/v\d+)?$/, name: "Context" },
];

/** True if the process ends with the function: a `main`, also one that the program's own calls, or the function of a command. */
export function endsProcess(func: FuncNode, info: FileInfo): boolean {
  if (func.kind === "FuncDecl" && func.recv === undefined && func.name.name === "main") return true;
  return func.type.params.some((field) => isCommand(info.typeOf(field.type)));
}

function isCommand(type: Type): boolean {
  if (type.kind !== "pointer" || type.elem.kind !== "named") return false;
  const { pkg, name } = type.elem;
  return COMMAND_PARAMETERS.some((each) => each.name === name && each.pkg.test(pkg));
}
