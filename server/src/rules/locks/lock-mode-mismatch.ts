import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import { namesIn } from "../../analyze/obligations/statement-place.ts";
import type { LockRelease, LockSite } from "../../flow/locks/locks.ts";
import type { CallExpr, Expr } from "../../syntax/ast.ts";
import { unparen, walkFunction } from "../../syntax/visit.ts";
import { lineOf, lockMethod, unlockMethod } from "./lock-text.ts";

export default rule({
  id: "lock-mode-mismatch",
  family: "locks",
  summary: "Finds RLock released by Unlock, and Lock released by RUnlock",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  // A test that comes there ends at once, or waits until somebody looks.
  inTests: false,
  triggers: ["RLock", "RUnlock"],
  covers: ["badLock", "gocritic"],
  messages: {
    mismatch:
      "`{key}` is taken by `{lock}` here and given back by `{wrong}` on line {line}: that ends the program with a fatal error. Use `{unlock}`.",
  },
  check(fn, report) {
    const { sites, releases } = fn.flow.locks;
    for (const site of sites) {
      const wrong = site.mismatches.map((index) => releases[index]).filter((release) => release !== undefined);
      const [first] = wrong;
      if (first === undefined) continue;
      const fix = renameReleases(fn, site, wrong);
      report({
        at: site.call,
        message: "mismatch",
        data: {
          key: site.key,
          lock: lockMethod(site.mode),
          wrong: unlockMethod(site.mode === "write" ? "read" : "write"),
          unlock: unlockMethod(site.mode),
          line: lineOf(fn.file, first.span.start),
        },
        confidence: site.confidence,
        related: wrong.map(({ span }) => ({ uri: fn.file.uri, span, message: "given back in the other mode here" })),
        fixes: fix === undefined ? [] : [fix],
      });
    }
  },
});

/** Offered only where no path needs the release as it is. */
function renameReleases(fn: FunctionUnit, site: LockSite, wrong: readonly LockRelease[]): ProposedFix | undefined {
  const { sites, releases } = fn.flow.locks;
  const right = new Set(sites.flatMap((other) => other.releases.map((index) => releases[index])));
  if (wrong.some((release) => right.has(release))) return undefined;
  const edits = wrong.map(({ span }) => {
    const name = /\.(R?Unlock)\(\)$/.exec(fn.file.text.slice(span.start, span.end))?.[1];
    if (name === undefined) return undefined;
    const start = span.end - "()".length - name.length;
    return { span: { start, end: start + name.length }, newText: unlockMethod(site.mode) };
  });
  const known = edits.filter((edit) => edit !== undefined);
  if (known.length < edits.length) return undefined;
  const safe = site.mode === "write" || !mayWrite(fn, site, wrong);
  return { title: `Release by \`${unlockMethod(site.mode)}\``, safe, edits: known };
}

/** True if something is written in the section, or called on the lock's owner: the Lock may be what is wrong, not the Unlock. */
function mayWrite(fn: FunctionUnit, site: LockSite, wrong: readonly LockRelease[]): boolean {
  const end = wrong.some(({ kind }) => kind !== "call") ? fn.node.end : (wrong.at(-1)?.span.end ?? fn.node.end);
  const owner = /^\w+/.exec(site.key)?.[0] ?? "";
  let writes = false;
  walkFunction(fn.node, (node) => {
    if (node.start < site.call.end || node.end > end) return;
    const targets = node.kind === "AssignStmt" ? node.lhs : node.kind === "IncDecStmt" ? [node.x] : [];
    writes ||=
      targets.some((target) => !isOwnVariable(target, fn)) || (node.kind === "CallExpr" && reaches(node, owner));
  });
  return writes;
}

function isOwnVariable(target: Expr, fn: FunctionUnit): boolean {
  const obj = target.kind === "Ident" ? fn.info.objectOf(target) : undefined;
  return target.kind === "Ident" && (obj?.kind !== "var" || obj.owner === fn.node);
}

/** A call of the owner's methods or fields, other than of its lock, or of `delete` and the like with one of them. */
function reaches({ fun, args }: CallExpr, owner: string): boolean {
  const callee = unparen(fun);
  const isLock = callee.kind === "SelectorExpr" && /^R?(Unl|L)ock$/.test(callee.sel.name);
  const isBuiltin = callee.kind === "Ident" && /^(len|cap|append|make|new|min|max|string)$/.test(callee.name);
  return !isLock && !isBuiltin && [callee, ...args].some((part) => namesIn(part, owner));
}
