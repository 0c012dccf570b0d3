import { calledBy, calledName } from "../../analyze/called.ts";
import { needImport } from "../../analyze/edits/add-import.ts";
import { setField } from "../../analyze/edits/set-field.ts";
import {
  fieldOf,
  holderText,
  isFieldSetLater,
  isLiteralOf,
  isPositional,
  literalSpan,
} from "../../analyze/literals.ts";
import { functionsAbove, walkWithPath } from "../../analyze/node-path.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, CompositeLit, Expr, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";
import { isLocalAddress } from "./local-address.ts";
import { isScript } from "./script.ts";

export default rule({
  id: "http-server-no-timeout",
  family: "limits",
  summary: "an HTTP server reads request headers without a limit",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["ListenAndServe", "http.Serve", "Server{"],
  covers: ["gosec:G112", "gosec:G114"],
  messages: {
    function:
      "`{what}` starts a server without any timeout: a client that sends its headers a byte at a time holds a connection for ever, and a few thousand of them stop the service. Use an http.Server with ReadHeaderTimeout.",
    literal:
      "This http.Server has neither ReadHeaderTimeout nor ReadTimeout: a client that sends its headers a byte at a time holds a connection for ever, and a few thousand of them stop the service. Set ReadHeaderTimeout.",
  },
  checkDecl(decl, file, report) {
    // What the package itself makes is for its users to bound.
    if (/^net\/http(\/|$)/.test(file.info.packagePath)) return;
    walkWithPath(decl, (node, above) => {
      if (node.kind === "CallExpr" && startsBareServer(node, file)) {
        const [address] = node.args;
        const isLocal = address !== undefined && isLocalAddress(address, decl, file);
        const severity = isLocal || isScript(file) ? "info" : "warning";
        const what = file.text.slice(node.fun.start, node.fun.end);
        report({ at: node.fun, message: "function", data: { what }, severity });
      } else if (node.kind === "CompositeLit" && isUnbounded(node, above, file)) {
        const severity = isScript(file) || isLocalOnly(node, above, decl, file) ? "info" : "warning";
        report({ at: literalSpan(node), message: "literal", severity, fixes: fixesOf(node, file) });
      }
    });
  },
});

const STARTS: ReadonlySet<string> = new Set(["ListenAndServe", "ListenAndServeTLS", "Serve", "ServeTLS"]);

function startsBareServer(call: CallExpr, file: FileUnit): boolean {
  if (!STARTS.has(calledName(call) ?? "")) return false;
  const ref = calledBy(call, file.info)?.ref;
  return ref?.pkg === "net/http" && ref.recv === undefined && STARTS.has(ref.name);
}

const LIMITS = ["ReadHeaderTimeout", "ReadTimeout"];

function isUnbounded(literal: CompositeLit, above: readonly Node[], file: FileUnit): boolean {
  if (!isLiteralOf(literal, /^net\/http$/, "Server", file.info) || isPositional(literal)) return false;
  if (LIMITS.some((name) => fieldOf(literal, name) !== undefined)) return false;
  return !isFieldSetLater(literal, above, LIMITS, file) && !above.some((node) => isNoListener(node, file));
}

/** `httptest.Server{Config: &http.Server{…}}` lives in a test; `http2.ServeConnOpts{BaseConfig: …}` serves one connection that is there. */
function isNoListener(node: Node, { info }: FileUnit): boolean {
  if (node.kind !== "CompositeLit") return false;
  return (
    isLiteralOf(node, /^net\/http\/httptest$/, "Server", info) ||
    isLiteralOf(node, /^golang\.org\/x\/net\/http2$/, "ServeConnOpts", info)
  );
}

/** A server of this machine alone, as a command opens for a redirect of the browser. */
function isLocalOnly(literal: CompositeLit, above: readonly Node[], decl: Node, file: FileUnit): boolean {
  const listeners = listenersOf(literal, above, file);
  const address = fieldOf(literal, "Addr")?.value;
  if (address !== undefined && isLocalAddress(address, decl, file)) return true;
  const asked = listeners.length === 0 && address !== undefined ? [address] : listeners;
  return asked.length > 0 && asked.every((each) => isLocalAddress(each, decl, file));
}

/** What the function that makes the server lets it listen on: `srv.Serve(ln)`. */
function listenersOf(literal: CompositeLit, above: readonly Node[], file: FileUnit): readonly Expr[] {
  const holder = holderText(literal, above, file);
  const func = functionsAbove(above)[0]?.func;
  const found: Expr[] = [];
  if (holder === undefined || func === undefined) return found;
  walk(func, (node) => {
    if (node.kind !== "CallExpr" || node.fun.kind !== "SelectorExpr" || !/^Serve(TLS)?$/.test(node.fun.sel.name))
      return;
    const [listener] = node.args;
    const receiver = file.text.slice(node.fun.x.start, node.fun.x.end);
    if (receiver === holder && listener !== undefined) found.push(listener);
  });
  return found;
}

function fixesOf(literal: CompositeLit, file: FileUnit): readonly ProposedFix[] {
  const time = needImport(file, "time", literal.start);
  if (time === undefined) return [];
  const edits = setField(literal, "ReadHeaderTimeout", `10 * ${time.name}.Second`, file);
  if (edits === undefined) return [];
  return [{ title: "Set ReadHeaderTimeout to 10 seconds", safe: false, edits: [...time.edits, ...edits] }];
}
