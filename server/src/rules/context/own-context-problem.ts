import { functionOf } from "../../analyze/called.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import { DEEPEST } from "../../flow/summaries/own-context.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { Callee } from "../../semantic/info.ts";
import type { FuncType } from "../../semantic/types.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import { isCleanupName, isConstructorName } from "../../catalog/cleanup-names.ts";
import { givesContext, isContextType } from "./context-types.ts";
import { calleeSpan, type ContextProblem, shortText, type Site } from "./search.ts";
import { isEntryPoint } from "./silences.ts";
import { variantFix } from "./variant-fix.ts";

type KnownCallee = Extract<Callee, { readonly kind: "func" | "method" }>;

/** The calls by which a function of the workspace without a context parameter comes to make a context of its own. */
export function ownContextChain(call: CallExpr, file: FileUnit): readonly string[] | undefined {
  const callee = file.info.calleeOf(call);
  if (
    (callee.kind !== "func" && callee.kind !== "method") ||
    isCleanupName(callee.name) ||
    isConstructorName(callee.name)
  )
    return undefined;
  if (touchesContext(callee.type, file)) return undefined;
  const own = file.summaryOf(callee)?.ownContext(DEEPEST);
  return own?.isMade === true ? [callee.name, ...own.chain] : undefined;
}

function touchesContext(type: FuncType, file: FileUnit): boolean {
  return [...type.params, ...type.results].some((param) => givesContext(param.type, file.info));
}

/** The problem of such a call where a context is at hand. Work in goroutines is left to its own context. */
export function ownContextProblem(site: Site, chain: readonly string[]): ContextProblem | undefined {
  const { call, file, available } = site;
  if (site.above.at(-1)?.kind === "GoStmt") return undefined;
  if (available.use === "goroutine" || available.origin !== "inherited" || isEntryPoint(site.above)) return undefined;
  if (available.kind === "test" || available.kind === "command" || available.variable.scope !== "param")
    return undefined;
  const variant = siblingWithContext(call, file);
  const data = {
    callee: shortText(call.fun, file),
    ctx: available.expr,
    chain: [...chain, "context.Background()"].join(" → "),
    variant: variant ?? "",
  };
  const common = {
    at: calleeSpan(call, file),
    data,
    // Whether a function should take a context is for its author to say.
    severity: "info" as const,
    confidence: available.use === "now" ? ("proven" as const) : ("likely" as const),
  };
  if (variant === undefined) return { ...common, message: "own-context" };
  const fact = { pkg: "", name: "", kind: "replace", variant } as const;
  const called = { ref: fact, receiver: undefined, interface: false, resolved: true };
  return { ...common, message: "own-context-variant", fixes: variantFix(site, fact, called, false) };
}

const SUFFIXES = ["Context", "WithContext", "Ctx"];

/** `Load` may have a sibling `LoadContext(ctx, …)` with the same other parameters and results. */
function siblingWithContext(call: CallExpr, file: FileUnit): string | undefined {
  const callee = file.info.calleeOf(call);
  if ((callee.kind !== "func" && callee.kind !== "method") || functionOf(call).kind !== "SelectorExpr")
    return undefined;
  return SUFFIXES.map((suffix) => callee.name + suffix).find((name) => {
    const type = memberType(callee, name, file);
    return type !== undefined && isSameButContext(callee.type, type, file);
  });
}

function memberType(callee: KnownCallee, name: string, file: FileUnit): FuncType | undefined {
  if (callee.kind === "func") return file.functionNamed(callee.pkg, name);
  const method = lookupMethod(callee.through, name, file.info.world);
  return method === undefined || method === "unknown" ? undefined : method.type;
}

function isSameButContext(plain: FuncType, withContext: FuncType, file: FileUnit): boolean {
  const [first, ...rest] = withContext.params;
  if (first === undefined || !isContextType(first.type, file.info)) return false;
  return (
    JSON.stringify([types(plain.params), types(plain.results)]) ===
    JSON.stringify([types(rest), types(withContext.results)])
  );
}

function types(params: FuncType["params"]): unknown[] {
  return params.map((param) => param.type);
}
