import { lineBreakOf } from "../../analyze/edits/indentation.ts";
import { type ProposedFix, type Report, rule } from "../../analyze/rule.ts";
import { patternOfAll } from "../../analyze/text-queries.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { LockExit, LockLeak, LockName, LockSite } from "../../flow/locks.ts";
import type { Expr } from "../../syntax/ast.ts";
import { nodesAround } from "../../flow/lock-lexical.ts";
import { isErrorType } from "../../flow/standard-library.ts";
import { unparen } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";
import { couldBeDeferred, deferFix, releasesOf } from "./defer-unlock.ts";
import { exitPlace, leakStory, lockMethod, operandOf, unlockMethod } from "./lock-text.ts";
import { insertLineBefore } from "./remove-statement.ts";

type MessageId = "path" | "never" | "helper";

export default rule({
  id: "lock-not-released",
  family: "locks",
  summary: "Finds locks that stay locked on some path out of the function",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["ock"],
  messages: {
    path: "`{key}` is still locked {exit}: the next `{lock}` of it waits for ever. Unlock it on every path, best by `defer {key}.{unlock}()`.",
    helper:
      "This call locks `{key}`, which is still locked {exit}: the next `{lock}` of it waits for ever. Give it back on every path, best by a `defer` right behind the call.",
    never:
      "`{key}` is locked here and neither this function nor another one of the package unlocks it for it: the next `{lock}` waits for ever. Add `defer {key}.{unlock}()`.",
  },
  check(fn, report) {
    if (fn.decl === fn.node && fn.name === "main" && fn.file.packageName?.name === "main") return;
    for (const { site, leak } of leakingSites(fn)) {
      if (leak.kind === "path" || !isReleasedElsewhere(fn, site, leak)) reportLeak(fn, site, leak, report);
    }
  },
});

/** A Lock that a later one waits for, not only in bad luck, is told by `lock-taken-twice`, a `defer` of the wrong method by `lock-deferred`. */
function leakingSites(fn: FunctionUnit): { readonly site: LockSite; readonly leak: LockLeak }[] {
  return fn.flow.locks.sites.flatMap((site) => {
    const { leak } = site;
    return leak === undefined || (leak.kind !== "path" && isTakenTwice(fn, site)) ? [] : [{ site, leak }];
  });
}

function reportLeak(fn: FunctionUnit, site: LockSite, leak: LockLeak, report: Report<MessageId>): void {
  const [first] = leak.exits;
  if (first === undefined) return;
  const data = {
    key: site.key,
    exit: exitPlace(fn.file, first),
    lock: lockMethod(site.mode),
    unlock: unlockMethod(site.mode),
  };
  report({
    at: site.call,
    message: site.via === "helper" ? "helper" : leak.kind === "kept" ? "path" : leak.kind,
    data,
    confidence: site.confidence,
    ...(leak.kind === "path" ? {} : { severity: "warning" as const }),
    related: leakStory(fn.file, leak.exits),
    fixes: fixesFor(fn, site, leak),
  });
}

function isTakenTwice(fn: FunctionUnit, site: LockSite): boolean {
  const { twice, deferredLocks } = fn.flow.locks;
  const waiting = twice.filter(({ mode, heldMode }) => mode === "write" || heldMode === "write");
  return [...waiting, ...deferredLocks].some((one) => one.held.start === site.call.start);
}

/** Another function of the package gives that lock back without having taken it. */
function isReleasedElsewhere(fn: FunctionUnit, site: LockSite, leak: LockLeak): boolean {
  const unlocking = patternOfAll(["nlock", site.field]);
  return fn.file.pkg.files.some((file) =>
    file.functionsMatching(unlocking).some((other) => {
      if (other === fn || !mentionsUnlock(other, site.field) || isTakenAround(other, fn, site)) return false;
      const given = leak.kind === "kept" ? unaccounted(other) : other.flow.locks.foreign;
      return (
        given.some((lock) => lock.declared === site.declared && lock.mode === site.mode) ||
        releasesForHelper(other, site)
      );
    }),
  );
}

/** What a function gives back that no Lock of its own has taken. */
function unaccounted({ flow }: FunctionUnit): readonly LockName[] {
  const own = new Set(flow.locks.sites.flatMap(({ via, releases }) => (via === "helper" ? [] : releases)));
  return [
    ...flow.locks.foreign,
    ...flow.locks.releases.filter(({ kind }, index) => kind !== "handed-over" && !own.has(index)),
  ];
}

/** It gives back what a function that it calls returns holding. */
function releasesForHelper(other: FunctionUnit, { declared }: LockSite): boolean {
  return other.flow.locks.sites.some(
    (site) => site.via === "helper" && site.declared === declared && site.releases.length > 0,
  );
}

/** A literal that gives back what a function around it takes does so for that one; beside the literal that takes it, it is its pair. */
function isTakenAround(other: FunctionUnit, fn: FunctionUnit, site: LockSite): boolean {
  for (let around = other.parent; around !== undefined; around = around.parent) {
    if (around === fn.parent) return false;
    if (around.flow.locks.sites.some((taken) => taken.declared === site.declared)) return true;
  }
  return false;
}

function mentionsUnlock(fn: FunctionUnit, field: string): boolean {
  const text = fn.file.text.slice(fn.node.start, fn.node.end);
  return text.includes("nlock") && text.includes(field);
}

function fixesFor(fn: FunctionUnit, site: LockSite, leak: LockLeak): ProposedFix[] {
  const turns = leak.exits.some((exit) => exit.kind === "rebound" || exit.kind === "again");
  const deferred = !turns && couldBeDeferred(fn, site) ? deferFix(fn, site, leak.kind === "path") : undefined;
  const before = leak.kind === "path" ? unlockBeforeExits(fn, site, leak.exits) : undefined;
  return [deferred, before].filter((fix) => fix !== undefined);
}

/** Unlocks before each way out that forgets it. */
function unlockBeforeExits(fn: FunctionUnit, site: LockSite, exits: readonly LockExit[]): ProposedFix | undefined {
  const operand = operandOf(fn.file, site.call);
  if (operand === undefined || !exits.every((exit) => canUnlockBefore(fn, operand, site, exit))) return undefined;
  const eol = lineBreakOf(fn.file.text);
  const unlock = `${operand}.${unlockMethod(site.mode)}()`;
  const edits = exits.map((exit) => insertLineBefore(fn.file, exit.span.start, unlock, eol));
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < exits.length) return undefined;
  return { title: `Unlock \`${operand}\` before leaving`, safe: true, edits: known };
}

function canUnlockBefore(fn: FunctionUnit, operand: string, site: LockSite, exit: LockExit): boolean {
  if (exit.kind === "rebound" || exit.kind === "again") {
    if (!leavesHolding(fn, site, exit.span)) return false;
  } else if (!exit.always || exit.returns?.results.every((result) => isPlainResult(result, fn)) !== true) return false;
  const root = /^\W*(\w+)/.exec(operand)?.[1];
  const there = fn.info.variablesAt(exit.span.start).find((variable) => variable.name === root);
  const here = fn.info.variablesAt(site.call.start).find((variable) => variable.name === root);
  return there === here;
}

/** A `continue` that is reached with the lock held: where others on the way give it back, they leave by themselves. */
function leavesHolding(fn: FunctionUnit, site: LockSite, jump: Span): boolean {
  if (!fn.file.text.startsWith("continue", jump.start)) return false;
  const block = blockAround(fn, site.call);
  if (block === undefined || !contains(block, jump)) return false;
  return releasesOf(fn, site).every(({ kind, span }) => {
    if (kind === "call" && (span.start < site.call.end || span.start > jump.end)) return true;
    const own = blockAround(fn, span);
    const last = own?.kind === "BlockStmt" ? own.stmts.at(-1) : own?.body.at(-1);
    const leaves = last?.kind === "ReturnStmt" || (last?.kind === "BranchStmt" && last.tok === "continue");
    return kind === "call" && leaves && own !== undefined && !contains(own, jump);
  });
}

/** The innermost list of statements around a place. */
function blockAround(fn: FunctionUnit, place: Span) {
  return nodesAround(fn.node, place).findLast(
    (node) => node.kind === "BlockStmt" || node.kind === "CaseClause" || node.kind === "CommClause",
  );
}

/** A result that reads nothing the lock may protect: what is local, an error, a constant. */
function isPlainResult(result: Expr, fn: FunctionUnit): boolean {
  const inner = unparen(result);
  switch (inner.kind) {
    case "Ident": {
      const obj = fn.info.objectOf(inner);
      return obj?.kind !== "var" || obj.owner === fn.node || isErrorType(obj.type);
    }
    case "BasicLit":
      return true;
    case "UnaryExpr":
      return inner.op !== "<-" && isPlainResult(inner.x, fn);
    case "CompositeLit":
      return inner.elements.length === 0;
    case "SelectorExpr":
      return inner.x.kind === "Ident" && fn.info.objectOf(inner.x)?.kind === "package";
    case "CallExpr": {
      const fun = unparen(inner.fun);
      const isConstructor = fun.kind === "SelectorExpr" && /^(Errorf|New|Wrapf?)$/.test(fun.sel.name);
      return isConstructor && inner.args.every((arg) => isPlainArgument(arg, fn));
    }
    default:
      return false;
  }
}

function isPlainArgument(arg: Expr, fn: FunctionUnit): boolean {
  return (arg.kind === "Ident" || arg.kind === "BasicLit") && isPlainResult(arg, fn);
}
