import { calledBy } from "../../analyze/called.ts";
import type { FunctionUnit } from "../../analyze/unit.ts";
import type { CallableRef } from "../../catalog/schema.ts";
import type { CallExpr, Expr, Ident, IfStmt, Node, Stmt } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { contains } from "../../text/span.ts";

/** Packages of the standard library whose functions ask the system, the network or a database. */
const OUTSIDE =
  /^(bufio|database\/sql|embed|io(\/.*)?|log\/syslog|net|net\/(http|rpc|smtp|textproto)(\/.*)?|os(\/.*)?|syscall|crypto\/tls)$/;

/** Functions of theirs that only work on what they are given. */
const INSIDE = /^(Parse|Join|Split|Resolve|Lookup(Env)?$|Canonical|Marshal|Unmarshal|NewRequest)/;

/** A name that begins with the word for something done outside the program. */
const ACTS =
  /^(Read|Write|Open|Close|Create|Remove|Mkdir|Rename|Dial|Listen|Serve|Accept|Connect|Ping|Query|Exec|Begin|Commit|Rollback|Scan|Get|Put|Post|Delete|Fetch|Load|Save|Store|Send|Recv|Receive|Publish|Subscribe|Flush|Sync|Start|Run|Wait|Insert|Update|Select|Find|Download|Upload|Migrate|Login|Call|Do|Request|Acquire|Lock|Unlock|Copy|Execute|Dump|Restore|Reopen)(?![a-z])/;

/** True if the error that a condition asks about can come from outside the program: from the system, the network, a database. */
export function comesFromOutside(stmt: IfStmt, above: readonly Node[], error: Ident, fn: FunctionUnit): boolean {
  const call = sourceOf(stmt, above, error, fn);
  if (call === undefined) return true;
  if (call.args.some((arg) => isContext(arg, fn))) return true;
  const ref = calledBy(call, fn.info)?.ref;
  return ref === undefined ? acts(lastName(call)) : mayFail(ref);
}

function mayFail({ pkg, name }: CallableRef): boolean {
  if (OUTSIDE.test(pkg)) return !INSIDE.test(name);
  return IN_MEMORY.test(pkg) ? READS_INPUT.test(name) : acts(name);
}

function acts(name: string): boolean {
  return ACTS.test(name.slice(0, 1).toUpperCase() + name.slice(1));
}

/** The other packages of the standard library work in memory: `json.Marshal`, `rand.Read`, `regexp.Compile`. */
const IN_MEMORY =
  /^(bytes|compress|container|context|crypto|debug|encoding|errors|expvar|flag|fmt|go|hash|html|image|index|log|maps|math|mime|net\/(mail|netip|url)|path|reflect|regexp|runtime|slices|sort|strconv|strings|sync|testing|text|time|unicode|unsafe)(\/|$)/;

/** Of these what takes input apart fails by what comes from outside. */
const READS_INPUT = /^(Unmarshal|Decode|Parse|Scan|Sscan|Fscan|Atoi|Unquote|NewReader|ReadAll)/;

/** The call that the error was last assigned from, in the condition's own statement or before it in the same block. */
function sourceOf(stmt: IfStmt, above: readonly Node[], error: Ident, fn: FunctionUnit): CallExpr | undefined {
  const own = stmt.init === undefined ? undefined : assignedCall(stmt.init, error, fn);
  if (own !== undefined) return own;
  const list = listOf(above.at(-1));
  const before = list.slice(
    0,
    list.findIndex((each) => contains(each, stmt)),
  );
  return before.toReversed().flatMap((each) => assignedCall(each, error, fn) ?? [])[0];
}

function listOf(parent: Node | undefined): readonly Stmt[] {
  if (parent?.kind === "BlockStmt") return parent.stmts;
  return parent?.kind === "CaseClause" || parent?.kind === "CommClause" ? parent.body : [];
}

function assignedCall(stmt: Stmt, error: Ident, fn: FunctionUnit): CallExpr | undefined {
  if (stmt.kind !== "AssignStmt") return undefined;
  const variable = fn.info.objectOf(error);
  const index = stmt.lhs.findIndex((each) => each.kind === "Ident" && fn.info.objectOf(each) === variable);
  const value = index < 0 ? undefined : stmt.rhs[Math.min(index, stmt.rhs.length - 1)];
  const inner = value === undefined ? undefined : unparen(value);
  return inner?.kind === "CallExpr" ? inner : undefined;
}

function isContext(arg: Expr, { info }: FunctionUnit): boolean {
  const type = info.typeOf(arg);
  return type.kind === "named" && type.pkg === "context" && type.name === "Context";
}

function lastName(call: CallExpr): string {
  const fun = unparen(call.fun);
  return fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
}
