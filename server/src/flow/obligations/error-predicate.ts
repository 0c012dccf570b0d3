import type { CallExpr } from "../../syntax/ast.ts";
import { sourcesOf } from "./argument-fate.ts";
import type { FunctionSource } from "../program.ts";
import type { FunctionScope } from "../scope.ts";
import { isErrorType } from "../standard-library.ts";

/** What the answer of a function says about the error it was asked of. */
export type Verdict = "error" | "no-error" | "doubt" | "nothing";

export interface Verdicts {
  readonly whenTrue: Verdict;
  readonly whenFalse: Verdict;
}

const TRUE_MEANS_ERROR: Verdicts = { whenTrue: "error", whenFalse: "nothing" };
/** Most functions that judge an error ask for its presence; where one does not, the other branch is left alone. */
const UNKNOWN: Verdicts = { whenTrue: "error", whenFalse: "doubt" };

const KNOWN = new Set([
  "errors.Is",
  "errors.As",
  "os.IsNotExist",
  "os.IsExist",
  "os.IsPermission",
  "os.IsTimeout",
  "github.com/pkg/errors.Is",
  "github.com/pkg/errors.As",
  "golang.org/x/xerrors.Is",
  "golang.org/x/xerrors.As",
]);

/** What `call(…, err, …)`, used as a condition, says about `err`. */
export function errorVerdict(scope: FunctionScope, call: CallExpr): Verdicts {
  const callee = scope.info.calleeOf(call);
  const pkg = callee.kind === "func" || callee.kind === "unknown" ? callee.pkg : undefined;
  if (pkg !== undefined && callee.kind !== "builtin" && "name" in callee && KNOWN.has(`${pkg}.${callee.name ?? ""}`)) {
    return TRUE_MEANS_ERROR;
  }
  const sources = sourcesOf(scope, callee);
  const [source] = sources ?? [];
  return source === undefined || sources?.length !== 1 ? UNKNOWN : verdictOfSource(source, call, scope);
}

function verdictOfSource(source: FunctionSource, call: CallExpr, scope: FunctionScope): Verdicts {
  const index = call.args.findIndex((argument) => isErrorType(scope.info.typeOf(argument)));
  const forNil = scope.answersOf(source, index, true);
  const forError = scope.answersOf(source, index, false);
  if (forNil.size === 2 && forError.size === 2) return UNKNOWN;
  return { whenTrue: verdictOf(true, forNil, forError), whenFalse: verdictOf(false, forNil, forError) };
}

/** If nil never gives this answer, the answer means an error; if an error never does, it means that there is none. */
function verdictOf(answer: boolean, forNil: ReadonlySet<boolean>, forError: ReadonlySet<boolean>): Verdict {
  if (!forNil.has(answer)) return "error";
  return forError.has(answer) ? "nothing" : "no-error";
}
