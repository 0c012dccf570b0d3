import { calledBy, namedOf } from "../../analyze/called.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";

export default rule({
  id: "http-server-no-shutdown",
  family: "limits",
  summary: "an HTTP server is started and never shut down",
  severity: "info",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["ListenAndServe", ".Serve"],
  messages: {
    start:
      "Nothing in this package calls Shutdown or Close on a server: at every deployment the requests in flight are cut off. Call Shutdown with a context of its own when the process is told to end.",
  },
  checkPackage(file, pkg, report) {
    const starts = startsIn(file);
    if (starts.length === 0 || pkg.files.some((each) => !each.isTest && endsServer(each))) return;
    for (const call of starts) report({ at: call.fun, message: "start" });
  },
});

const START = /^(ListenAndServe|ListenAndServeTLS|Serve|ServeTLS)$/;

function startsIn(file: FileUnit): CallExpr[] {
  const starts: CallExpr[] = [];
  for (const decl of file.ast.decls) {
    walkWithPath(decl, (node) => {
      const ref = node.kind === "CallExpr" ? calledBy(node, file.info)?.ref : undefined;
      if (node.kind !== "CallExpr" || ref?.pkg !== "net/http" || !START.test(ref.name)) return;
      if (ref.recv === undefined || ref.recv === "Server") starts.push(node);
    });
  }
  return starts;
}

/** True if the file ends a server, by a call or a method value, or hands one to code that may. */
function endsServer(file: FileUnit): boolean {
  if (!file.text.includes("Server") && !file.text.includes("Shutdown") && !file.text.includes("Close")) return false;
  let ends = false;
  for (const decl of file.ast.decls) walk(decl, (node) => !(ends ||= endsAt(node, file)));
  return ends;
}

function endsAt(node: Node, file: FileUnit): boolean {
  if (node.kind === "SelectorExpr") return /^(Shutdown|Close)$/.test(node.sel.name) && isServer(node.x, file);
  if (node.kind === "CallExpr") return node.args.some((arg) => isServer(arg, file));
  return node.kind === "ReturnStmt" && node.results.some((result) => isServer(result, file));
}

function isServer(expr: Expr, file: FileUnit): boolean {
  const named = namedOf(file.info.typeOf(expr));
  return named?.pkg === "net/http" && named.name === "Server";
}
