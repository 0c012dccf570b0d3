import type { FuncDecl, FuncNode, Ident } from "../../syntax/ast.ts";
import { fieldCount, unparen, walk, walkFunction } from "../../syntax/visit.ts";
import type { Equations } from "./equations.ts";
import { keepsParameter } from "./kept-arguments.ts";
import { lazily } from "./lazily.ts";
import { asksForValues, DEEPEST, mayMakeContext, NO_OWN_CONTEXT, ownContextOf } from "./own-context.ts";
import { CAUTIOUS, summarizeParameter, UNTOUCHED } from "./parameter-summary.ts";
import { canReturn } from "../cfg/reachability.ts";
import { summarizeResults } from "./result-summary.ts";
import type { FunctionScope } from "../scope.ts";
import type { FunctionSummary, ParamSummary, ResultSummary } from "../summary.ts";

/**
 * The summary of a function. Each part is computed when first asked for; parts that need each other, over a recursion,
 * are solved together.
 */
export function summarize(
  { decl, text }: { readonly decl: FuncNode; readonly text?: string },
  scope: FunctionScope,
  equations: Equations,
  asked: (part: string) => void = () => undefined,
): FunctionSummary {
  const names = decl.type.params.flatMap((field): readonly (Ident | undefined)[] =>
    field.names.length === 0 ? [undefined] : field.names,
  );
  const param = (name: Ident | undefined): (() => ParamSummary) =>
    equations.value({
      initial: UNTOUCHED,
      careful: CAUTIOUS,
      same: isSame,
      compute: () => summarizeParameter(name, scope),
    });
  const params = names.map(param);
  const kept = names.map((name) =>
    equations.value({
      initial: false,
      careful: true,
      same: isSame,
      compute: () => keepsParameter(name, scope),
    }),
  );
  const values = names.map((name) =>
    equations.value({ initial: true, careful: false, same: isSame, compute: () => asksForValues(name, scope) }),
  );
  const receiver = receiverOf(decl);
  const receiverSummary = param(receiver?.names[0]);
  const none = noResults(decl);
  const results = equations.value({
    initial: none,
    careful: none,
    same: isSame,
    compute: () => summarizeResults(scope),
  });
  const contexts = Array.from({ length: DEEPEST + 1 }, (_, deeper) => lazily(() => ownContextOf(scope, deeper)));
  return {
    get neverReturns() {
      asked("neverReturns");
      return decl.body !== undefined && !canReturn(scope.cfg);
    },
    params: params.map((param, index) =>
      lazyParam(param, () => {
        asked(`param ${index}`);
      }),
    ),
    receiver:
      receiver === undefined
        ? undefined
        : lazyParam(receiverSummary, () => {
            asked("receiver");
          }),
    get results(): readonly ResultSummary[] {
      asked("results");
      return results();
    },
    keeps(index) {
      const at = Math.min(index, kept.length - 1);
      asked(`keeps ${String(at)}`);
      return kept[at]?.() ?? true;
    },
    asksValues(index) {
      asked(`values ${String(index)}`);
      return values[index]?.() ?? false;
    },
    ownContext(deeper) {
      asked("context");
      const cannot = deeper === 0 && text !== undefined && !mayMakeContext({ text });
      return (cannot ? undefined : contexts[deeper]?.()) ?? NO_OWN_CONTEXT;
    },
    get recovers() {
      asked("recovers");
      return (text === undefined || /\brecover\b/.test(text)) && callsRecover(decl);
    },
  };
}

/** The parts of summaries are plain data. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

function receiverOf(func: FuncNode): FuncDecl["recv"] {
  return func.kind === "FuncDecl" ? func.recv : undefined;
}

function noResults(func: FuncNode): readonly ResultSummary[] {
  return Array.from({ length: fieldCount(func.type.results) }, () => ({ obligation: undefined, nilWithError: false }));
}

function lazyParam(compute: () => ParamSummary, asked: () => void): ParamSummary {
  const ask = (): ParamSummary => {
    asked();
    return compute();
  };
  return {
    get releases() {
      return ask().releases;
    },
    get exhausts() {
      return ask().exhausts === true;
    },
    get releasesOnError() {
      return compute().releasesOnError ?? [];
    },
    get releasesOnSuccess() {
      return compute().releasesOnSuccess ?? [];
    },
    get wrapped() {
      return compute().wrapped === true;
    },
    get returned() {
      return ask().returned === true;
    },
    get inGoroutine() {
      return ask().inGoroutine === true;
    },
    get mayRelease() {
      return ask().mayRelease;
    },
    get escapes() {
      return ask().escapes;
    },
  };
}

/** One part of a summary as a text that is equal where nobody can tell a difference. */
export function partOfSummary(summary: FunctionSummary, part: string): string {
  if (part === "receiver") return JSON.stringify(plainParam(summary.receiver));
  if (part.startsWith("param ")) return JSON.stringify(plainParam(summary.params[Number(part.slice(6))]));
  if (part.startsWith("keeps ")) return String(summary.keeps(Number(part.slice(6))));
  if (part.startsWith("values ")) return String(summary.asksValues(Number(part.slice(7))));
  if (part === "results") return JSON.stringify(summary.results);
  if (part === "context") return JSON.stringify(summary.ownContext(DEEPEST));
  return String(part === "recovers" ? summary.recovers : summary.neverReturns);
}

/** The parts, each read once. */
function plainParam(param: ParamSummary | undefined): ParamSummary | undefined {
  if (param === undefined) return undefined;
  const { releases, mayRelease, exhausts, returned, inGoroutine, escapes } = param;
  return {
    releases,
    mayRelease,
    exhausts: exhausts === true,
    returned: returned === true,
    inGoroutine: inGoroutine === true,
    escapes,
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
