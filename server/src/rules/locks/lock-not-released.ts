import { lineBreakOf } from "../../analyze/edits/indentation.ts";
import { type ProposedFix, type Report, rule } from "../../analyze/rule.ts";
import { patternOfAll } from "../../analyze/text-queries.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { LockExit, LockLeak, LockName, LockRelease, LockSite } from "../../flow/locks/locks.ts";
import type { Expr } from "../../syntax/ast.ts";
import { nodesAround } from "../../flow/locks/lexical.ts";
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
      if (leak.kind !== "path" && (isSaidToStay(fn, site) || isReleasedElsewhere(fn, site, leak))) continue;
      reportLeak(fn, site, leak, report);
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

const STAYS =
  /(?:\b(?:not|never|without)|n['’]t)\s+(?:[\w.]+\s+){0,2}(?:un-?lock|releas)|\b(?:intentional|deliberate|purpose)[^.]{0,40}\b(?:un-?lock|releas)/i;

/** `// Do not unlock s.mu, so that others stay out`: a comment behind the Lock, or that of the function, says that it is meant. */
function isSaidToStay(fn: FunctionUnit, { call }: LockSite): boolean {
  const own = fn.file.commentsIn({ start: call.end, end: fn.node.end });
  const doc = fn.decl === fn.node ? fn.decl.doc : [];
  const comments = [...own, ...doc.map(({ start, end }) => ({ text: fn.file.text.slice(start, end) }))];
  return comments.some(({ text }) => STAYS.test(text));
}

function isTakenTwice(fn: FunctionUnit, site: LockSite): boolean {
  const { twice, deferredLocks } = fn.flow.locks;
  const waiting = twice.filter(({ mode, heldMode }) => mode === "write" || heldMode === "write");
  return [...waiting, ...deferredLocks].some((one) => one.held.start === site.call.start);
}

/** Another function of the package gives that lock back without having taken it. */
function isReleasedElsewhere(fn: FunctionUnit, site: LockSite, leak: LockLeak): boolean {
  // An `Unlock` that is there beside a `Lock` is for those that call that one: whoever calls it gives the lock back.
  const hasMethods = !isLockMethod(fn) && hasLockMethods(fn, site);
  // What is embedded is given back without its name.
  const unnamed = hasMethods || site.via === "helper" || /^(RW)?Mutex$/.test(site.field);
  const mentioned = unnamed ? ["nlock"] : ["nlock", site.field];
  return fn.file.pkg.files.some((file) =>
    file.functionsMatching(patternOfAll(mentioned)).some((other) => {
      if (other === fn || !mentionsAll(other, mentioned) || isTakenAround(other, fn, site)) return false;
      if (hasMethods && isUnlockMethod(other)) return false;
      const given = leak.kind === "kept" ? unaccounted(other) : other.flow.locks.foreign;
      return (
        given.some((lock) => lock.declared === site.declared && lock.mode === site.mode) ||
        releasesForHelper(other, fn, site)
      );
    }),
  );
}

/** A method `Lock` of the package's returns holding that lock. */
function hasLockMethods(fn: FunctionUnit, { field, declared, mode }: LockSite): boolean {
  const locking = patternOfAll(["ock", field]);
  return fn.file.pkg.files.some((file) =>
    file.functionsMatching(locking).some((other) => {
      if (!isLockMethod(other)) return false;
      const { sites } = other.flow.locks;
      return sites.some((own) => own.declared === declared && own.mode === mode && own.releases.length === 0);
    }),
  );
}

function isLockMethod({ decl, node }: FunctionUnit): boolean {
  return decl === node && decl.recv !== undefined && /^(R?Lock|r?lock)$/.test(decl.name.name);
}

function isUnlockMethod({ decl, node }: FunctionUnit): boolean {
  return decl === node && decl.recv !== undefined && /^(R?Unlock|r?unlock)$/.test(decl.name.name);
}

/** What a function gives back that no Lock of its own has taken. */
function unaccounted(fn: FunctionUnit): readonly LockName[] {
  const { sites, releases, foreign } = fn.flow.locks;
  const own = new Set(sites.flatMap(({ via, releases }) => (via === "helper" ? [] : releases)));
  const others = releases.filter((release, index) => release.kind !== "handed-over" && !own.has(index));
  return [...foreign, ...others.filter((release) => !isBehindItsLock(fn, release))];
}

/** `mu.Lock(); …; mu.Unlock()` in one block, whatever went before. */
function isBehindItsLock(fn: FunctionUnit, { kind, key, mode, span }: LockRelease): boolean {
  const { sites, releases } = fn.flow.locks;
  const block = blockAround(fn, span);
  const isBefore = (other: LockName & { readonly at: Span }): boolean =>
    other.key === key && other.mode === mode && other.at.end <= span.start && blockAround(fn, other.at) === block;
  const operations = [
    ...sites.flatMap((site) => (site.via === "lock" ? [{ ...site, at: site.call, locks: true }] : [])),
    ...releases.map((release) => ({ ...release, at: release.span, locks: false })),
  ];
  const last = operations
    .filter(isBefore)
    .sort((a, b) => a.at.start - b.at.start)
    .at(-1);
  return kind === "call" && last?.locks === true;
}

/** It calls the function, itself or by way of others, and gives back what that one returns holding. */
function releasesForHelper({ flow: { locks } }: FunctionUnit, { node }: FunctionUnit, { declared }: LockSite): boolean {
  const name = node.kind === "FuncDecl" ? node.name.name : "";
  return locks.sites.some(
    ({ through, ...site }) =>
      (through.includes(name) || through.includes("")) &&
      site.declared === declared &&
      site.releases.some((release) => locks.releases[release]?.kind !== "handed-over"),
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

function mentionsAll({ file, node }: FunctionUnit, parts: readonly string[]): boolean {
  const text = file.text.slice(node.start, node.end);
  return parts.every((part) => text.includes(part));
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
