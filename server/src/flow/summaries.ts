import type { FuncDecl, FuncNode, Ident } from "../syntax/ast.ts";
import { fieldCount, unparen, walk, walkFunction } from "../syntax/visit.ts";
import { ownContextOf, type OwnContext } from "./own-context.ts";
import { CAUTIOUS, summarizeParameter } from "./parameter-summary.ts";
import { canReturn } from "./reachability.ts";
import { summarizeResults } from "./result-summary.ts";
import type { FunctionScope } from "./scope.ts";
import type { FunctionSummary, ParamSummary, ResultSummary } from "./summary.ts";

/**
 * The summary of a function. Each part is computed when first asked for; a part that needs itself, over a recursion,
 * gets the cautious answer in the meantime.
 */
export function summarize({ decl }: { readonly decl: FuncNode }, scope: FunctionScope): FunctionSummary {
  const names = decl.type.params.flatMap((field): readonly (Ident | undefined)[] =>
    field.names.length === 0 ? [undefined] : field.names,
  );
  const params = names.map((name) => guarded(CAUTIOUS, () => summarizeParameter(name, scope)));
  const receiver = receiverOf(decl);
  const receiverSummary = guarded(CAUTIOUS, () => summarizeParameter(receiver?.names[0], scope));
  const results = guarded(noResults(decl), () => summarizeResults(scope));
  const context = guarded<OwnContext>({ makesOwnContext: false, chain: [] }, () => ownContextOf(scope));
  const never = guarded(false, () => decl.body !== undefined && !canReturn(scope.cfg));
  return {
    get neverReturns() {
      return never();
    },
    params: params.map(lazyParam),
    receiver: receiver === undefined ? undefined : lazyParam(receiverSummary),
    get results(): readonly ResultSummary[] {
      return results();
    },
    get makesOwnContext() {
      return context().makesOwnContext;
    },
    get ownContextChain() {
      return context().chain;
    },
    get recovers() {
      return callsRecover(decl);
    },
  };
}

function receiverOf(func: FuncNode): FuncDecl["recv"] {
  return func.kind === "FuncDecl" ? func.recv : undefined;
}

function noResults(func: FuncNode): readonly ResultSummary[] {
  return Array.from({ length: fieldCount(func.type.results) }, () => ({ obligation: undefined }));
}

function lazyParam(compute: () => ParamSummary): ParamSummary {
  return {
    get releases() {
      return compute().releases;
    },
    get exhausts() {
      return compute().exhausts === true;
    },
    get returned() {
      return compute().returned === true;
    },
    get mayRelease() {
      return compute().mayRelease;
    },
    get escapes() {
      return compute().escapes;
    },
  };
}

/** Computes once; while it is at it, and on being asked again from inside, the answer is `meanwhile`. */
function guarded<T>(meanwhile: T, compute: () => T): () => T {
  let state: { readonly value: T } | "new" | "under way" = "new";
  return () => {
    if (state === "under way") return meanwhile;
    if (state === "new") {
      state = "under way";
      state = { value: compute() };
    }
    return state.value;
  };
}

/** True if the function itself, not a literal in it, calls `recover()`. */
export function callsRecover(func: FuncNode): boolean {
  let found = false;
  walkFunction(func, (node) => {
    if (node.kind === "CallExpr" && node.args.length === 0 && node.fun.kind === "Ident" && node.fun.name === "recover")
      found = true;
    return !found;
  });
  return found;
}

/** True if a deferred call of the function stops panics. */
export function recovers(scope: FunctionScope): boolean {
  const { func, info, program } = scope;
  let found = false;
  if (func.body === undefined) return false;
  walk(func.body, (node) => {
    if (node.kind === "FuncLit" || found) return false;
    if (node.kind !== "DeferStmt") return undefined;
    const call = unparen(node.call);
    if (call.kind !== "CallExpr") return undefined;
    const fun = unparen(call.fun);
    const source = fun.kind === "FuncLit" ? undefined : program.sourceOf(info.calleeOf(call));
    found ||= fun.kind === "FuncLit" ? callsRecover(fun) : source !== undefined && scope.summaryOf(source).recovers;
    return undefined;
  });
  return found;
}
