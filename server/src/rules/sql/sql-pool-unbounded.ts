import { calledBy } from "../../flow/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import { walk } from "../../syntax/visit.ts";

export default rule({
  id: "sql-pool-unbounded",
  family: "sql",
  summary: "Finds database pools without a limit on their connections",
  severity: "info",
  preset: "strict",
  since: "0.1",
  inTests: false,
  triggers: ["sql.Open", "sqlx.Open", "sqlx.Connect", "sql.OpenDB"],
  messages: {
    unbounded:
      "Nothing in this package calls `SetMaxOpenConns`: under load the pool opens as many connections as there are requests, until the database refuses them all. Set a limit behind `{open}`.",
  },
  checkDecl(decl, file, report) {
    if (file.pkg.files.some((each) => each.mentions(/SetMaxOpenConns/))) return;
    walk(decl, (node) => {
      if (node.kind !== "CallExpr") return;
      const open = opened(calledBy(node, file.info)?.ref);
      if (open !== undefined && !isInMemory(file.text.slice(node.start, node.end))) {
        report({ at: node.fun, message: "unbounded", data: { open: textOf(file, node.fun) } });
      }
    });
  },
});

function textOf(file: FileUnit, { start, end }: { readonly start: number; readonly end: number }): string {
  return file.text.slice(start, end);
}

const OPENERS: ReadonlyMap<string, readonly string[]> = new Map([
  ["database/sql", ["Open", "OpenDB"]],
  ["github.com/jmoiron/sqlx", ["Open", "Connect", "MustOpen", "MustConnect", "ConnectContext"]],
]);

function opened(
  ref: { readonly pkg: string; readonly recv?: string; readonly name: string } | undefined,
): string | undefined {
  if (ref === undefined || ref.recv !== undefined) return undefined;
  return OPENERS.get(ref.pkg)?.includes(ref.name) === true ? ref.name : undefined;
}

/** A database in memory has no connections to run out of. */
function isInMemory(call: string): boolean {
  return call.includes(":memory:") || call.includes("mode=memory");
}
