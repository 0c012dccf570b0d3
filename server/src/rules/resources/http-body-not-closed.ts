import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";
import { answersHead } from "./head-request.ts";

export default rule({
  id: "http-body-not-closed",
  family: "resources",
  summary: "Finds HTTP responses whose body is not closed on some path out of the function",
  severity: "error",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  covers: ["bodyclose"],
  messages: obligationMessages({
    done: "closed",
    harm: "its connection can neither be used again nor ends, and sockets and goroutines pile up",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep the response and close its body.",
  }),
  check: obligationCheck({ rule: "http-body-not-closed", severity: "error", releasesTwice: true, judge }),
});

/** The promise is to close every body, but that of an answer to HEAD holds nothing today. */
function judge(obligation: Obligation, leak: Leak, fn: FunctionUnit): Severity {
  return answersHead(obligation, fn) || isTakenOver(leak) ? "info" : "error";
}

/** `resp.StatusCode == http.StatusSwitchingProtocols`: from then on the connection belongs to who asked for it. */
function isTakenOver({ path }: Leak): boolean {
  return path.some(({ text }) =>
    /(== http\.StatusSwitchingProtocols is true|!= http\.StatusSwitchingProtocols is false)/.test(text),
  );
}
