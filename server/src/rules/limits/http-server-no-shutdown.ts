import { calledBy, calledName, namedOf } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit, SearchedFile } from "../../analyze/unit.ts";
import type { CallExpr, Decl, Expr, Node } from "../../syntax/ast.ts";
import { walk } from "../../syntax/visit.ts";

export default rule({
  id: "http-server-no-shutdown",
  family: "limits",
  summary: "an HTTP server is started and never shut down",
  severity: "info",
  preset: "strict",
  since: "0.1",
  inTests: false,
  triggers: ["ListenAndServe", ".Serve"],
  messages: {
    start:
      "Nothing in this package calls Shutdown or Close on a server: at every deployment the requests in flight are cut off. Call Shutdown with a context of its own when the process is told to end.",
  },
  checkDecl(decl, file, report) {
    // What the package itself starts is for its users to end.
    if (/^net\/http(\/|$)/.test(file.info.packagePath)) return;
    const starts = startsIn(decl, file);
    if (starts.length === 0 || file.pkg.files.some((each) => !each.isTest && endsServer(each))) return;
    for (const call of starts) report({ at: call.fun, message: "start" });
  },
});

const START = /^(ListenAndServe|ListenAndServeTLS|Serve|ServeTLS)$/;

function startsIn(decl: Decl, file: FileUnit): CallExpr[] {
  const starts: CallExpr[] = [];
  walk(decl, (node) => {
    if (node.kind !== "CallExpr" || !START.test(calledName(node) ?? "")) return;
    const ref = calledBy(node, file.info)?.ref;
    if (ref?.pkg === "net/http" && (ref.recv === undefined || ref.recv === "Server")) starts.push(node);
  });
  return starts;
}

/** True if the file ends a server, by a call or a method value, or hands one to code that may. */
function endsServer(file: SearchedFile): boolean {
  let ends = false;
  for (const decl of file.declsMatching(/[sS]erver|srv|Shutdown|Close/))
    walk(decl, (node) => !(ends ||= endsAt(node, file)));
  return ends;
}

function endsAt(node: Node, file: SearchedFile): boolean {
  if (node.kind === "SelectorExpr") return /^(Shutdown|Close)$/.test(node.sel.name) && isServer(node.x, file);
  if (node.kind === "CallExpr") return node.args.some((arg) => isServer(arg, file));
  return node.kind === "ReturnStmt" && node.results.some((result) => isServer(result, file));
}

function isServer(expr: Expr, file: SearchedFile): boolean {
  const named = namedOf(file.info.typeOf(expr));
  return named?.pkg === "net/http" && named.name === "Server";
}
