import { obligationCheck, obligationMessages } from "../../analyze/obligations/obligation-rule.ts";
import { rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { Leak, Obligation } from "../../flow/flow.ts";

export default rule({
  id: "net-conn-not-closed",
  family: "resources",
  summary: "Finds network connections and listeners that stay open on some path out of the function",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: [],
  messages: obligationMessages({
    done: "closed",
    harm: "its socket stays open on both sides until the process ends",
    remedy: "Add `defer {release}` after the error check.",
    keep: "Keep it and close it.",
  }),
  check: obligationCheck({ rule: "net-conn-not-closed", severity: "warning", releasesTwice: true, judge }),
});

/**
 * A service opens its listeners once, where it starts; when that fails, the process mostly ends. Of a pipe both ends are in
 * memory: no socket stays open.
 */
function judge({ fact }: Obligation, { path }: Leak): Severity | undefined {
  const isPipe = fact.pkg === "net" && fact.name === "Pipe";
  if (isPipe || fact.type.endsWith("Listener") || fact.name.startsWith("Listen")) return "info";
  // A handshake that was answered otherwise has given no connection.
  const isHandshake = fact.type === "*websocket.Conn" && fact.results === 3;
  return isHandshake && path.some(({ text }) => isOtherStatus(text)) ? undefined : "warning";
}

function isOtherStatus(text: string): boolean {
  return /\.StatusCode (!= \S*(SwitchingProtocols|101) is true|is (?!\S*(SwitchingProtocols|101)))/.test(text);
}
