import type { AcquireFact, ObligationRule } from "../../catalog/schema.ts";
import type { VarObj } from "../../semantic/info.ts";
import { UNKNOWN } from "../../semantic/types.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import type { Acquisition } from "./acquisitions.ts";
import { rootVariable } from "./assign.ts";
import { releasedAtExit } from "./deferred-at-exit.ts";
import { explore, type Exploration, type Loss, type Visit } from "./explore.ts";
import { expressionText } from "../expression-text.ts";
import { contains } from "../../text/span.ts";
import { nilness, nilnessOfValue } from "./facts.ts";
import type { Leak, Obligation } from "../flow.ts";
import { SELF } from "./hold.ts";
import { withHold, type PathState } from "./path-state.ts";
import { pureText } from "../condition-facts.ts";
import { returnOf } from "./loss-return.ts";
import { isGuardedByOwnFlag } from "./own-guard.ts";
import { isPrivateHolder } from "./private-holder.ts";
import { canRepeat } from "../cfg/reachability.ts";
import type { Returned } from "./returned.ts";
import type { FunctionScope } from "../scope.ts";
import { isErrorType, isStandardPackage } from "../standard-library.ts";
import { ownerEndsDeferred, startState } from "./start-state.ts";
import { stepOver } from "./step.ts";
import { trackingOf, type Owner, type Tracking } from "./tracking.ts";
import { exitOf, type Lost, witnessPath } from "./witness.ts";

/** Steps for one acquiring call, and for all of a function. */
const LIMIT = 4000;
const LIMIT_OF_FUNCTION = 200_000;

/** A function with more acquiring calls was written by a generator, and would be looked at for ever. */
const MOST_ACQUISITIONS = 300;

/** How a function's exits are judged. */
export interface LeavingRules {
  /** Whether a panic leaves with what it owes: when something here recovers, or the project wants it so. */
  readonly panicsLeave: boolean;
  /** True if the process ends with the function. */
  readonly isMain: boolean;
}

/** What the exploration of one acquiring call found. */
export interface Followed {
  readonly acquisition: Acquisition;
  readonly tracking: Tracking;
  /** The state behind the acquiring statement; undefined where the obligation ended in it. */
  readonly after: PathState | undefined;
  readonly exploration: Exploration | undefined;
  /** The returns that hand it to the caller. */
  readonly returned: readonly Returned[];
}

/** Follows what each of a function's acquiring calls acquired from its statement on. */
export function followAll(
  acquisitions: readonly Acquisition[],
  scope: FunctionScope,
  panicsLeave: boolean,
): readonly Followed[] {
  if (acquisitions.length > MOST_ACQUISITIONS) return [];
  const limit = Math.min(LIMIT, Math.floor(LIMIT_OF_FUNCTION / Math.max(1, acquisitions.length)));
  return acquisitions.map((acquisition) => follow(acquisition, scope, panicsLeave, limit));
}

/** The returns of a followed resource, also behind its release or where somebody else has it by then. */
export function returnedAnyhow({ acquisition, tracking, after }: Followed): readonly Returned[] {
  if (after === undefined) return [];
  const { block, index } = acquisition;
  const start: Visit = { block, index: index + 1, state: after, parent: undefined, edge: undefined };
  const { scope } = tracking;
  const options = { limit: LIMIT, live: (each: number) => scope.liveConditions.from(each), panicsLeave: false };
  return explore(scope.cfg, start, { ...tracking, goesOn: "behind-hand-over" }, options).returned;
}

function follow(acquisition: Acquisition, scope: FunctionScope, panicsLeave: boolean, limit: number): Followed {
  const { call, fact, block, index } = acquisition;
  const tracking = trackingOf(scope, fact, !isStandardPackage(fact.pkg), ownerOf(call, fact, scope));
  const nothing: Followed = { acquisition, tracking, after: undefined, exploration: undefined, returned: [] };
  const node = scope.cfg.blocks[block]?.nodes[index];
  if (node === undefined || ownerEndsDeferred(acquisition, tracking)) return nothing;
  const first = stepOver(node, startState(acquisition, tracking), { ...tracking, acquire: call });
  if (first.kind === "ended") return { ...nothing, returned: first.returned ?? [] };
  const state = withCarrier(first.state, acquisition, scope);
  if (state === undefined) return nothing;
  if (state.holds.size === 0) return { ...nothing, after: state };
  const start: Visit = { block, index: index + 1, state, parent: undefined, edge: undefined };
  const options = { limit, live: (block: number) => scope.liveConditions.from(block), panicsLeave };
  const exploration = explore(scope.cfg, start, tracking, options);
  return { acquisition, tracking, after: state, exploration, returned: exploration.returned };
}

/** Stands for a resource of the whole process: a profile that runs. */
const PROCESS: VarObj = { kind: "var", name: "", type: UNKNOWN, scope: "local", decl: undefined, owner: undefined };

/** Where the resource is none of the results, it is the operand of the call or belongs to the process. */
function withCarrier(state: PathState, { call, fact }: Acquisition, scope: FunctionScope): PathState | undefined {
  if (fact.carrier === undefined) return state;
  // What nothing here ends is ended elsewhere: it is everybody's.
  if (fact.carrier === "global") return endsHere(fact, scope) ? withHold(state, PROCESS, SELF) : undefined;
  const operand = receiverOf(call);
  const obj = operand?.kind === "Ident" ? scope.info.objectOf(operand) : undefined;
  // Somebody else may know the operand: then it is theirs to end.
  return obj?.kind === "var" && isPrivateHolder(obj, scope) ? withHold(state, obj, SELF) : undefined;
}

/** Whether the function itself ends a resource of the whole process, and gives nobody else what ends it. */
function endsHere(fact: AcquireFact, scope: FunctionScope): boolean {
  const names = new Set((fact.releaseFunctions ?? []).map((name) => name.slice(name.lastIndexOf(".") + 1)));
  const ends: boolean[] = [];
  const look = (root: Node, isOwn: boolean): void => {
    walk(root, (node, parent) => {
      const isCalled = parent?.kind === "CallExpr" && unparen(parent.fun) === node;
      if (node.kind === "FuncLit" && node !== root) {
        look(node, isOwn && isCalled);
        return false;
      }
      if (node.kind === "SelectorExpr" && names.has(node.sel.name)) ends.push(isOwn && isCalled);
      return undefined;
    });
  };
  look(scope.func, true);
  return ends.length > 0 && ends.every(Boolean);
}

/** The obligation of a followed call, with its leak if there is one. */
export function obligationOf(followed: Followed, rules: LeavingRules): Obligation {
  const { acquisition, after } = followed;
  const { call, fact, confidence } = acquisition;
  const holder = after === undefined ? undefined : holderOf(after);
  const variable = holder === PROCESS ? undefined : holder;
  const [error] = after?.errors ?? [];
  const leak =
    rules.isMain && ENDS_WITH_PROCESS.has(fact.rule) && !standsInLoop(followed) ? undefined : leakOf(followed);
  return { call, fact, confidence, variable, variableName: variable?.name ?? fieldOf(after), error, leak };
}

/** What the end of the process ends as well. Data that was not written and spans that were not sent are lost all the same. */
const ENDS_WITH_PROCESS: ReadonlySet<ObligationRule> = new Set([
  "context-cancel-lost",
  "file-not-closed",
  "http-body-not-closed",
  "net-conn-not-closed",
  "sql-conn-not-closed",
  "ticker-not-stopped",
  "resource-not-closed",
]);

function standsInLoop({ acquisition, tracking }: Followed): boolean {
  return canRepeat(tracking.scope.cfg, acquisition.block);
}

/** The field that the result was given to at once: `s.file`. */
function fieldOf(state: PathState | undefined): string | undefined {
  for (const [variable, hold] of state?.holds ?? []) {
    if (hold.kind === "holder" && hold.field !== undefined) return `${variable.name}.${hold.field}`;
  }
  return undefined;
}

function holderOf(state: PathState): VarObj | undefined {
  for (const [variable, hold] of state.holds) if (hold.kind === "self" && hold.path === "") return variable;
  return undefined;
}

/** The operand that ends the resource with itself: of `tx.Query(…)` the `tx`. */
function ownerOf(call: CallExpr, fact: AcquireFact, { info, numbers }: FunctionScope): Owner | undefined {
  const methods = fact.receiverReleases ?? (fact.endsWithReceiver === true ? ["Commit", "Rollback"] : []);
  const operand = fact.ownerArgument === undefined ? receiverOf(call) : call.args[fact.ownerArgument];
  const text = operand === undefined || methods.length === 0 ? undefined : pureText(operand, info, numbers)?.text;
  return text === undefined ? undefined : { text, methods };
}

function receiverOf(call: CallExpr): Expr | undefined {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" ? fun.x : undefined;
}

function leakOf(followed: Followed): Leak | undefined {
  const { tracking, after, exploration } = followed;
  if (after === undefined) return undefined;
  if (exploration === undefined) return discarded(followed);
  const losses = exploration.losses.filter((loss) => owes(loss, followed) && !cannotRepeat(loss, followed));
  const open = losses.find((loss) => !loss.state.exhausted);
  if (open !== undefined) return leakFrom(open, exploration, followed);
  // What was not looked at may release it, but cannot undo a loss.
  if (exploration.capped) return undefined;
  const [exhausted] = losses;
  const onlyExhausted = exhausted !== undefined && !closes(exploration);
  if (!onlyExhausted) return undefined;
  const exit = exitOf(exhausted, tracking.scope.cfg);
  const path = witnessPath(lostIn(followed), exhausted, tracking.scope.cfg);
  return { kind: "exhausted-only", path, exit, ...circumstances(followed) };
}

/** Whether the acquiring statement itself loses the last one, and a flag keeps it from running again. */
function cannotRepeat({ span }: Loss, { acquisition: { call }, tracking: { scope } }: Followed): boolean {
  return span !== undefined && contains(span, call) && isGuardedByOwnFlag(call, scope);
}

function closes({ endings }: Exploration): boolean {
  return endings.has("released") || endings.has("deferred") || endings.has("handed-over");
}

function leakFrom(loss: Loss, exploration: Exploration, followed: Followed): Leak {
  const { cfg } = followed.tracking.scope;
  const kind = loss.span !== undefined ? "reassigned" : exploration.capped || closes(exploration) ? "path" : "never";
  return {
    kind,
    path: witnessPath(lostIn(followed), loss, cfg),
    exit: exitOf(loss, cfg),
    ...circumstances(followed),
  };
}

function lostIn(followed: Followed): Lost {
  const { call, fact } = followed.acquisition;
  return { acquired: call, name: nameOf(followed), isCalled: fact.release.includes("()") };
}

function circumstances(
  followed: Followed,
): Pick<Leak, "releaseElsewhere" | "deferElsewhere" | "handedOver" | "inLoop"> {
  const { exploration } = followed;
  return {
    releaseElsewhere: exploration?.release,
    deferElsewhere: exploration?.deferral,
    handedOver: exploration?.capped === true || exploration?.endings.has("handed-over") === true,
    inLoop: standsInLoop(followed),
  };
}

function nameOf({ after, acquisition }: Followed): string {
  const holder = after === undefined ? undefined : holderOf(after);
  if (holder === PROCESS) return acquisition.fact.type;
  return holder?.name ?? fieldOf(after) ?? expressionText(acquisition.call.fun);
}

/** The value is dropped where it is made: nothing can release it any more. */
function discarded(followed: Followed): Leak | undefined {
  const { acquisition } = followed;
  if (acquisition.fact.successPathsOnly === true) return undefined;
  const { call } = acquisition;
  const path = [{ span: call, kind: "acquired", text: "acquired here, and dropped at once" }] as const;
  return { kind: "discarded", path, exit: call, ...circumstances(followed) };
}

// ---- exits ----

/** Whether the resource is owed where a path leaves with it. */
function owes(loss: Loss, { acquisition, tracking }: Followed): boolean {
  const { state } = loss;
  if (state.errorDoubtful || state.maybeReleased) return false;
  if (acquisition.fact.successPathsOnly === true && (!state.used || isErrorExit(loss, tracking))) return false;
  return loss.span !== undefined || !releasedAtExit(state, tracking);
}

/** True where a path leaves because something failed: an error is known to be there, or a new one is returned. */
function isErrorExit(loss: Loss, tracking: Tracking): boolean {
  const { scope } = tracking;
  if (loss.state.failed) return true;
  for (const [, fact] of loss.state.facts.known) {
    const [variable] = fact.vars;
    if (
      variable !== undefined &&
      isErrorType(variable.type) &&
      nilness(loss.state.facts, variable, scope.numbers) === false
    )
      return true;
  }
  const stmt = returnOf(loss, scope);
  const last = stmt?.results.at(-1);
  return last !== undefined && isErrorType(scope.info.typeOf(last)) && isSurelyError(last, loss, tracking);
}

function isSurelyError(value: Expr, loss: Loss, tracking: Tracking): boolean {
  const inner = unparen(value);
  if (nilnessOfValue(loss.state.facts, inner, tracking.scope) === false) return true;
  if (inner.kind === "CallExpr") return /err/i.test(expressionText(inner.fun));
  const root = rootVariable(inner, tracking);
  return inner.kind === "SelectorExpr" || root?.scope === "package";
}
