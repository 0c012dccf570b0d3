import { rule } from "../../analyze/rule.ts";
import type { FileUnit, FunctionUnit } from "../../analyze/unit.ts";
import type { LockRelease, LockSite } from "../../flow/locks/locks.ts";
import { releasesOf } from "./defer-unlock.ts";
import { unlockMethod } from "./lock-text.ts";

export default rule({
  id: "lock-section-empty",
  family: "locks",
  summary: "Finds an Unlock directly behind its Lock: nothing is protected",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Unlock()"],
  covers: ["SA2001", "staticcheck"],
  messages: {
    empty:
      "`{key}` is unlocked directly after it was locked: what follows runs unprotected. Write `defer {key}.{unlock}()` if the rest of the function is the section; a comment between the two says that waiting is all that is wanted.",
  },
  check(fn, report) {
    for (const site of fn.flow.locks.sites) {
      const release = releasesOf(fn, site).find((candidate) => isDirectlyBehind(fn.file, site, candidate));
      if (release === undefined || site.via !== "lock" || isMeant(fn, release) || isExplained(fn, site)) continue;
      report({
        at: release.span,
        message: "empty",
        data: { key: site.key, unlock: unlockMethod(site.mode) },
        confidence: site.confidence,
        related: [{ uri: fn.file.uri, span: site.call, message: `${site.key} is locked here` }],
        fixes: [
          {
            title: "Defer the Unlock",
            safe: false,
            edits: [{ span: { start: release.span.start, end: release.span.start }, newText: "defer " }],
          },
        ],
      });
    }
  },
});

function isDirectlyBehind({ text, lines }: FileUnit, site: LockSite, release: LockRelease): boolean {
  if (release.kind !== "call" || release.statement?.kind !== "ExprStmt") return false;
  if (!/^[\s;]*$/.test(text.slice(site.call.end, release.span.start)) || release.span.start < site.call.end)
    return false;
  const line = lines.lineAt(site.call.start);
  const above = line === 0 ? "" : lines.lineText(line - 1).trim();
  const behind = text.slice(release.span.end, lines.lineEnd(lines.lineAt(release.span.end)));
  return !above.startsWith("//") && !above.endsWith("*/") && !behind.includes("//");
}

/** The lines before the section in which a comment is taken for its reason. */
const COMMENTED_LINES = 6;

/** A comment shortly before the section, in the same function, tells what the waiting is for. */
function isExplained({ file, node }: FunctionUnit, site: LockSite): boolean {
  const first = Math.max(0, file.lines.lineAt(site.call.start) - COMMENTED_LINES);
  const start = Math.max(node.start, file.lines.lineStart(first));
  return file.commentsIn({ start, end: site.call.start }).length > 0;
}

/** Waiting for the holder of the lock is all that is wanted where nothing follows, and in a function that is called for it. */
function isMeant(fn: FunctionUnit, release: LockRelease): boolean {
  const last = fn.node.body?.stmts.at(-1);
  return (last !== undefined && last === release.statement) || isCalledForWaiting(fn);
}

const WAITING: ReadonlySet<string> = new Set(["await", "barrier", "drain", "lock", "locks", "probe", "sync", "wait"]);

/** `ProbeLocks`, `waitForReaders`. */
function isCalledForWaiting({ node }: FunctionUnit): boolean {
  if (node.kind !== "FuncDecl") return false;
  return node.name.name.split(/(?=\p{Lu})/u).some((word) => WAITING.has(word.toLowerCase()));
}
