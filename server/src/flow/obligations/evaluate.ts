import type { Callee, VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, FuncLit, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen } from "../../syntax/visit.ts";
import { fateInCall, fateOf, refOf, type Fate } from "./argument-fate.ts";
import { carryOf } from "./carry.ts";
import { pureText } from "../condition-facts.ts";
import { joinPath, type Hold } from "./hold.ts";
import { isStillOwn } from "./own-release.ts";
import { literalOutcome } from "./literal-outcome.ts";
import type { Ending, PathState } from "./path-state.ts";
import { canHold, isStandardPackage, soundsLikeRelease } from "../standard-library.ts";
import type { Tracking } from "./tracking.ts";

/** What evaluating an expression does to the resource: it ends the obligation, uses the resource, or nothing. */
export type Effect = Ending | "used" | "exhausted" | undefined;

/** The effect of all calls in an expression or simple statement, in the order they run; function literals are not entered. */
export function evaluate(node: Node, state: PathState, tracking: Tracking): Effect {
  if (node.kind === "FuncLit") return undefined;
  const children = node.kind === "CallExpr" ? evaluatedParts(node) : childrenOf(node);
  let effect: Effect;
  for (const child of children) {
    effect = stronger(effect, evaluate(child, state, tracking));
    if (isEnding(effect)) return effect;
  }
  return node.kind === "CallExpr" ? stronger(effect, effectOfCall(node, state, tracking)) : effect;
}

function evaluatedParts(call: CallExpr): readonly Node[] {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" ? [fun.x, ...call.args] : [fun, ...call.args];
}

export function isEnding(effect: Effect): effect is Ending {
  return effect !== undefined && effect !== "used" && effect !== "exhausted";
}

function stronger(a: Effect, b: Effect): Effect {
  return isEnding(a) || (a === "exhausted" && !isEnding(b)) ? a : (b ?? a);
}

/** The effect of running one call whose operands have been evaluated. */
export function effectOfCall(call: CallExpr, state: PathState, tracking: Tracking): Effect {
  if (call === tracking.acquire) return undefined;
  const fun = unparen(call.fun);
  if (fun.kind === "FuncLit") return effectOfLiteral(fun, call.args, state, tracking);
  const callee = tracking.scope.info.calleeOf(call);
  if (isReleaseFunction(call, callee, state, tracking) || closesDescriptor(call, state, tracking)) return "released";
  const onReceiver =
    fun.kind === "SelectorExpr" ? effectOnReceiver(fun.x, fun.sel.name, callee, state, tracking) : undefined;
  if (isEnding(onReceiver)) return onReceiver;
  const value = carryOf(fun, state, tracking);
  const onValue = value === undefined || onReceiver === "used" ? undefined : effectOfCalling(value, state, tracking);
  if (isEnding(onValue)) return onValue;
  return stronger(stronger(onReceiver, onValue), effectOnArguments(call, callee, state, tracking));
}

/** Calling a function value that is the resource (a cancel function), releases it, or has it captured. */
function effectOfCalling(value: Hold, state: PathState, tracking: Tracking): Effect {
  switch (value.kind) {
    case "self":
      return tracking.releases.includes(joinPath(value.path, "()")) ? "released" : "used";
    case "releaser":
      return "released";
    case "closure":
      return effectOfLiteral(value.literal, [], state, tracking);
    case "holder":
      return "handed-over";
  }
}

function effectOnReceiver(operand: Expr, method: string, callee: Callee, state: PathState, tracking: Tracking): Effect {
  if (endsOwner(operand, method, tracking)) return "released";
  const hold = carryOf(operand, state, tracking);
  if (hold === undefined || hold.kind === "closure" || hold.kind === "releaser") return undefined;
  if (hold.kind === "holder") return effectOnHolder(method, callee, operand, state, tracking);
  if (tracking.releases.includes(joinPath(hold.path, method))) return "released";
  if (tracking.lenient && soundsLikeRelease(method)) return "released";
  // A writer that is begun anew is used in portions: each that succeeds is flushed by itself.
  if (tracking.successPathsOnly === true && method === "Reset") return "handed-over";
  const fate =
    callee.kind === "method" && !isStandard(callee, tracking) ? methodFate(callee, hold, tracking) : undefined;
  if (fate === "releases" || fate === "releases-on-success") return "released";
  return fate === "takes" || (fate === "unknown" && !isStillOwn(operand, state, tracking)) ? "handed-over" : "used";
}

function isStandard(callee: Callee, tracking: Tracking): boolean {
  return callee.kind === "method" && isStandardPackage(callee.pkg) && callee.pkg !== tracking.scope.info.packagePath;
}

/** A method with its source at hand may release or keep its receiver; of any other the catalog knows what releases. */
function methodFate(callee: Callee, hold: Hold, tracking: Tracking): Fate | undefined {
  const { scope, releases } = tracking;
  if (scope.program.sourceOf(callee) === undefined && callee.kind === "method") {
    const fact = scope.catalog.takesOwnership({ pkg: callee.pkg, recv: callee.recv, name: callee.name });
    return fact.some((each) => each.arg === -1 && each.onlyUses !== true) ? "takes" : "reads";
  }
  return fateOf(scope, callee, -1, hold, releases);
}

/** A method of something that has the resource inside. Only the types of the standard library are known to leave it alone. */
function effectOnHolder(method: string, callee: Callee, operand: Expr, state: PathState, tracking: Tracking): Effect {
  const last = tracking.releases.map((path) => path.slice(path.lastIndexOf(".") + 1));
  const isInterface = callee.kind === "method" && callee.interface;
  if (last.includes(method) && (isInterface || !isStandard(callee, tracking))) return "released";
  if (isStandard(callee, tracking)) return "used";
  const fate =
    callee.kind === "method" ? fateOf(tracking.scope, callee, -1, { kind: "holder" }, tracking.releases) : "unknown";
  if (fate === "reads" || (fate === "unknown" && isStillOwn(operand, state, tracking))) return "used";
  return fate === "releases" ? "released" : "handed-over";
}

/** `tx.Commit()` ends the rows and statements of `tx`. */
function endsOwner(operand: Expr, method: string, { owner, scope }: Tracking): boolean {
  if (owner?.methods.includes(method) !== true) return false;
  return pureText(operand, scope.info, scope.numbers)?.text === owner.text;
}

/** `C.free(p)`, `pprof.StopCPUProfile()`: a function that ends the resource, which is its argument or the process's own. */
function isReleaseFunction(call: CallExpr, callee: Callee, state: PathState, tracking: Tracking): boolean {
  const { releaseFunctions } = tracking;
  if (releaseFunctions.length === 0) return false;
  const ref = refOf(callee);
  if (ref === undefined || !releaseFunctions.includes(`${ref.pkg}.${ref.name}`)) return false;
  return call.args.length === 0 || call.args.some((argument) => carryOf(argument, state, tracking) !== undefined);
}

/** `syscall.Close(int(f.Fd()))` */
function closesDescriptor(call: CallExpr, state: PathState, tracking: Tracking): boolean {
  const fun = unparen(call.fun);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
  const [only] = call.args;
  return /^close$/i.test(name) && only !== undefined && isDescriptor(only, state, tracking);
}

function isDescriptor(expr: Expr, state: PathState, tracking: Tracking): boolean {
  const inner = unparen(expr);
  const [operand] = inner.kind === "CallExpr" ? inner.args : [];
  if (inner.kind !== "CallExpr") return false;
  if (operand !== undefined) return isDescriptor(operand, state, tracking);
  const fun = unparen(inner.fun);
  return fun.kind === "SelectorExpr" && fun.sel.name === "Fd" && carryOf(fun.x, state, tracking)?.kind === "self";
}

function effectOnArguments(call: CallExpr, callee: Callee, state: PathState, tracking: Tracking): Effect {
  let effect: Effect;
  for (const [index, argument] of call.args.entries()) {
    const hold = carryOf(argument, state, tracking);
    if (hold === undefined || callee.kind === "conversion") continue;
    const fate = fateInCall(tracking.scope, call, index, hold, tracking.releases);
    const wrapped = tracking.flushedByWrappers && fate === "reads" && canHold(tracking.scope.info.typeOf(call));
    effect = stronger(effect, wrapped ? "handed-over" : effectOfFate(fate, hold, call, state, tracking));
    if (isEnding(effect)) return effect;
  }
  return effect;
}

function effectOfFate(fate: Fate, hold: Hold, call: CallExpr, state: PathState, tracking: Tracking): Effect {
  switch (fate) {
    case "exhausts":
      return tracking.closedByExhaustion ? "exhausted" : "used";
    case "reads":
    case "moves":
    case "releases-on-error":
      return "used";
    case "releases-on-success":
      return tracking.errorKept === call ? "used" : "released";
    case "releases":
      return "released";
    case "takes":
      return "handed-over";
    case "unknown":
      return tracking.deferredCall !== true && isStillOwn(call, state, tracking)
        ? effectOfUnknown(hold, state, tracking)
        : "handed-over";
    case "runs":
      return hold.kind === "closure" ? effectOfLiteral(hold.literal, [], state, tracking) : "handed-over";
  }
}

/** A function that is not known may run the literal it is given, or may not. */
function effectOfUnknown(hold: Hold, state: PathState, tracking: Tracking): Effect {
  if (hold.kind === "releaser") return "handed-over";
  const effect = hold.kind === "closure" ? effectOfLiteral(hold.literal, [], state, tracking) : "used";
  return effect === "released" ? "handed-over" : effect;
}

/** A literal that runs here: a release or hand-over on one of its paths is taken for one. */
export function effectOfLiteral(literal: FuncLit, args: readonly Expr[], state: PathState, tracking: Tracking): Effect {
  const inside = bindParameters(literal, args, state, tracking);
  const { released, handedOver } = literalOutcome(literal, inside, tracking);
  if (released) return "released";
  return handedOver ? "handed-over" : "used";
}

/** The state inside a literal that is called with the arguments. */
export function bindParameters(
  literal: FuncLit,
  args: readonly Expr[],
  state: PathState,
  tracking: Tracking,
): PathState {
  const holds = new Map(state.holds);
  parametersOf(literal, tracking).forEach((param, index) => {
    const argument = args[index];
    const hold = argument === undefined ? undefined : carryOf(argument, state, tracking);
    if (param !== undefined && hold !== undefined) holds.set(param, hold);
  });
  return { ...state, holds };
}

function parametersOf(literal: FuncLit, tracking: Tracking): readonly (VarObj | undefined)[] {
  return literal.type.params.flatMap((field) =>
    field.names.length === 0
      ? [undefined]
      : field.names.map((name) => {
          const obj = tracking.scope.info.objectOf(name);
          return obj?.kind === "var" ? obj : undefined;
        }),
  );
}
