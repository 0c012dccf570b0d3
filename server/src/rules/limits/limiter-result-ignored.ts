import { calledBy } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Node } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { type AnswerFact, ignoredAnswers } from "./ignored-answer.ts";

const RATE = /^golang\.org\/x\/time\/rate$/;

const FACTS: readonly AnswerFact[] = [
  { pkg: RATE, recv: /^Limiter$/, names: /^(Allow|AllowN|Reserve|ReserveN)$/, result: 0 },
  { pkg: RATE, recv: /^Limiter$/, names: /^(Wait|WaitN)$/, result: 0, blankIsFine: true },
  {
    pkg: /^github\.com\/juju\/ratelimit$/,
    recv: /^Bucket$/,
    names: /^(Take|TakeAvailable|TakeMaxDuration|WaitMaxDuration)$/,
    result: 0,
  },
  { pkg: /^golang\.org\/x\/sync\/semaphore$/, recv: /^Weighted$/, names: /^TryAcquire$/, result: 0 },
  { pkg: /^golang\.org\/x\/sync\/semaphore$/, recv: /^Weighted$/, names: /^Acquire$/, result: 0, blankIsFine: true },
  {
    pkg: /^github\.com\/go-redis\/redis_rate(\/v\d+)?$/,
    recv: /^Limiter$/,
    names: /^(Allow|AllowN|AllowAtMost)$/,
    result: 0,
  },
  { pkg: /^github\.com\/ulule\/limiter(\/v\d+)?$/, recv: /^Limiter$/, names: /^(Get|Peek|Increment)$/, result: 0 },
  { pkg: /^github\.com\/sethvargo\/go-limiter$/, recv: /^Store$/, names: /^Take$/, result: 3 },
];

export default rule({
  id: "limiter-result-ignored",
  family: "limits",
  summary: "a rate limiter is asked, and its answer dropped",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Allow", "Wait", "Reserve", "Take", "Acquire", "Increment", "Peek", ".Get("],
  messages: {
    answer:
      "The answer of `{callee}` is dropped: nothing is limited, the work goes on whatever it says. Test it, and give up or wait when it says no.",
    wait: "The error of `{callee}` is dropped: when the context ends or its deadline is too near, the call comes back at once and the work goes on unlimited. Return the error.",
  },
  checkDecl(decl, file, report) {
    for (const { call, above } of ignoredAnswers(decl, file, FACTS)) {
      if (cannotFail(call, file) || endsTheWork(call, above, file) || isExplained(call, file)) continue;
      const callee = file.text.slice(call.fun.start, call.fun.end);
      const waits = /(Wait|WaitN|\.Acquire)$/.test(callee);
      // What follows mostly asks the same context, and fails by itself.
      if (waits) report({ at: call.fun, message: "wait", data: { callee }, severity: "info" });
      else report({ at: call.fun, message: "answer", data: { callee } });
    }
  },
});

/** `s.TryAcquire(1) // best effort: …` */
function isExplained(call: CallExpr, { lines }: FileUnit): boolean {
  const line = lines.lineAt(call.start);
  const nearby = lines.lineText(line) + (line > 0 ? lines.lineText(line - 1) : "");
  return /\/\/.*\b(best[- ]effort|ignor\w+|on purpose|intention\w+|deliberate\w*|not? matter|may fail|optional\w*|don't care)/i.test(
    nearby,
  );
}

/** `l.Wait(context.Background())`: waiting for one event fails by its context alone, and that one never ends. */
function cannotFail(call: CallExpr, { info }: FileUnit): boolean {
  const context = call.args[0] === undefined ? undefined : unparen(call.args[0]);
  if (context?.kind !== "CallExpr" || !/^(Wait|Acquire)$/.test(calledBy(call, info)?.ref.name ?? "")) return false;
  const source = calledBy(context, info)?.ref;
  return source?.pkg === "context" && (source.name === "Background" || source.name === "TODO");
}

/** A wait that nothing follows but the end of the function, or the next turn of a loop that asks for the end of its context. */
function endsTheWork(call: CallExpr, above: readonly Node[], file: FileUnit): boolean {
  const [outer, block, stmt] = above.slice(-3);
  if (!/^WaitN?$/.test(calledBy(call, file.info)?.ref.name ?? "") || block?.kind !== "BlockStmt") return false;
  const after = block.stmts.slice(block.stmts.findIndex((each) => each === stmt) + 1);
  if (after.some(({ kind }) => kind !== "ReturnStmt")) return false;
  if (outer?.kind === "FuncDecl" || outer?.kind === "FuncLit") return true;
  if (outer?.kind !== "ForStmt" && outer?.kind !== "RangeStmt") return false;
  return /\.(Done|Err)\(\)/.test(file.text.slice(outer.start, call.start));
}
