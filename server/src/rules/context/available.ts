import { functionOf } from "../../analyze/called.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { FuncNode, Node } from "../../syntax/ast.ts";
import { carrierOf, isIgnoredContext, type Carrier } from "./context-types.ts";
import { literalUse, type LiteralUse } from "./literal-use.ts";
import { functionsAbove } from "../../analyze/node-path.ts";
import type { Origin, Origins } from "./origin.ts";

/** A context that code at some place could use. */
export interface Available {
  readonly expr: string;
  readonly kind: Carrier["kind"];
  readonly variable: VarObj;
  readonly origin: Origin;
  /** When the code there runs, seen from the function that has the context: the least near of the literals between. */
  readonly use: LiteralUse;
}

/** From near to far. */
const USES: readonly LiteralUse[] = ["now", "unknown", "goroutine", "cleanup", "later"];

interface Candidate {
  readonly variable: VarObj;
  readonly carrier: Carrier;
  readonly origin: Origin;
}

/**
 * The best context for code whose surroundings are `above`. Undefined where there is none, where a function around it
 * says that its context is not wanted (`_ context.Context`), and in literals that outlive it.
 */
export function availableContext(
  offset: number,
  above: readonly Node[],
  info: FileInfo,
  origins: Origins,
): Available | undefined {
  const candidates = info.variablesAt(offset).flatMap((variable): Candidate[] => {
    const carrier = carrierOf(variable, info) ?? unknownCarrier(variable, origins);
    if (carrier === undefined || origins.hasEnded(variable, offset)) return [];
    return [{ variable, carrier, origin: origins.of(variable) }];
  });
  const inGroup = isInErrgroup(above, info, origins);
  const rank = (each: Candidate): number => (inGroup && origins.isOfErrgroup(each.variable) ? -1 : rankOf(each));
  for (const { variable, carrier, origin } of sortBy(candidates, rank)) {
    const use = useOf(variable, above, info);
    if (use === "later") continue;
    return use === "ignored" ? undefined : { ...carrier, variable, origin, use };
  }
  return undefined;
}

function unknownCarrier(variable: VarObj, origins: Origins): Carrier | undefined {
  return origins.carriesOn(variable) ? { expr: variable.name, kind: "context" } : undefined;
}

/** The caller's context goes before one made here, and `ctx` before others beside it: they may be for one call only. */
function rankOf({ carrier, origin, variable }: Candidate): number {
  if (carrier.kind !== "context") return carrier.kind === "request" ? 2 : 3;
  if (origin === "inherited") return variable.name === "ctx" ? 0 : 1;
  const own = origin === "derived" ? 4 : 6;
  return variable.name === "ctx" ? own : own + 1;
}

/** Keeps the order of equals: nearest first. */
function sortBy(candidates: readonly Candidate[], rank: (each: Candidate) => number): readonly Candidate[] {
  return candidates.toSorted((a, b) => rank(a) - rank(b));
}

/** True inside `g.Go(func() error { … })` of an errgroup that was made with a context. */
function isInErrgroup(above: readonly Node[], info: FileInfo, origins: Origins): boolean {
  return above.some((node, index) => {
    if (node.kind !== "CallExpr" || above[index + 1]?.kind !== "FuncLit") return false;
    const fun = functionOf(node);
    const operand = fun.kind === "SelectorExpr" && /^(Try)?Go$/.test(fun.sel.name) ? fun.x : undefined;
    const group = operand?.kind === "Ident" ? info.objectOf(operand) : undefined;
    return group?.kind === "var" && origins.isOfErrgroup(group);
  });
}

/** How far the code is from the function that declares the variable. */
function useOf(variable: VarObj, above: readonly Node[], info: FileInfo): LiteralUse | "ignored" {
  let use: LiteralUse = "now";
  for (const { func, index } of functionsAbove(above)) {
    if (ignoresContext(func, info)) return "ignored";
    if (func === variable.owner || func.kind === "FuncDecl") return use;
    const own = literalUse(func, above.slice(0, index), info);
    if (USES.indexOf(own) > USES.indexOf(use)) use = own;
  }
  return use;
}

function ignoresContext(func: FuncNode, info: FileInfo): boolean {
  return func.type.params.some((param) => isIgnoredContext(param, info));
}
