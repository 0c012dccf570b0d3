import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Node } from "../../syntax/ast.ts";
import { MESSAGES } from "./messages.ts";
import { nilContextOf, nilProblem } from "./nil-problem.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { isContextSource, Origins } from "./origin.ts";
import { ownContextChain, ownContextProblem } from "./own-context-problem.ts";
import { type ContextProblem, type Site, siteOf } from "./search.ts";
import { sourceProblem } from "./source-problem.ts";
import { variantOf, variantProblem } from "./variant-problem.ts";

export default rule({
  id: "context-not-forwarded",
  family: "context",
  summary: "a context is at hand, and the call does without it",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["ontext", "http.Request", "ctx", "Ctx", "cobra.Command", "grpc."],
  covers: ["contextcheck", "noctx", "sloglint", "staticcheck:SA1012", "gosec:G118"],
  messages: MESSAGES,
  check(fn, report) {
    if (fn.parent !== undefined) return;
    const origins = new Origins(fn.node, fn.info);
    const told = new Set<string>();
    walkWithPath(fn.node, (node, above) => {
      if (node.kind !== "CallExpr") return;
      const problem = problemOf(node, above, fn.file, origins);
      if (problem !== undefined && isNew(problem, told)) report(problem);
    });
  },
});

/** A callee without a context parameter is told of once, however often the function calls it: it is changed once, too. */
function isNew({ message, data }: ContextProblem, told: Set<string>): boolean {
  if (message !== "own-context" && message !== "own-context-variant") return true;
  const chain = String(data?.chain);
  const isFirst = !told.has(chain);
  told.add(chain);
  return isFirst;
}

/** What is wrong with a call, told from what it calls before its surroundings are looked at. */
function problemOf(
  call: CallExpr,
  above: readonly Node[],
  file: FileUnit,
  origins: Origins,
): ContextProblem | undefined {
  const find = finderOf(call, file);
  const site = find === undefined ? undefined : siteOf(file, call, above, origins);
  return site === undefined ? undefined : find?.(site);
}

function finderOf(call: CallExpr, file: FileUnit): ((site: Site) => ContextProblem | undefined) | undefined {
  if (isContextSource(call, file.info) !== undefined) return sourceProblem;
  const argument = nilContextOf(call, file);
  if (argument !== undefined) return (site) => nilProblem(site, argument);
  const variant = variantOf(call, file);
  if (variant !== undefined) return (site) => variantProblem(site, variant);
  const chain = ownContextChain(call, file);
  return chain === undefined ? undefined : (site) => ownContextProblem(site, chain);
}
