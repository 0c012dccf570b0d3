import { isLoggingPackage } from "../../catalog/cleanup-names.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { calledBy, functionOf } from "../called.ts";

const GIVES_LOGGER = /^(Get|New|With)?(Logger|LoggerFrom\w*|LoggerWith\w*)$/i;
/** `LogIf`, `storageLogOnceIf`, `logError`, `auditLogInternal`: what a project calls its own logs. */
const LOGS =
  /(^l|[a-z]L|^L)og(If|OnceIf|Once|f|Err|Error|Warn|Warning|Info|Debug|Event|Message|Msg)$|^[aA]udit(Log)?(?![a-z])/;

/** True if the call writes a log or gives a logger: a lost context costs it values, not its end. */
export function isLoggingCall(call: CallExpr, info: FileInfo): boolean {
  const ref = calledBy(call, info)?.ref;
  if (ref !== undefined) return isLoggingPackage(ref.pkg) || GIVES_LOGGER.test(ref.name) || LOGS.test(ref.name);
  return LOGS.test(nameOf(call)) || isLoggingPackage(packageOfVariable(call, info) ?? "");
}

function nameOf(call: CallExpr): string {
  const fun = functionOf(call);
  return fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
}

/** `log.G(ctx)`, where `G` is a variable of its package. */
function packageOfVariable(call: CallExpr, info: FileInfo): string | undefined {
  const fun = functionOf(call);
  if (fun.kind !== "SelectorExpr" || fun.x.kind !== "Ident") return undefined;
  const obj = info.objectOf(fun.x);
  return obj?.kind === "package" ? obj.path : undefined;
}
