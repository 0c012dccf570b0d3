import type { CallExpr, Expr, File, FuncNode, ReturnStmt, Stmt } from "../server/src/syntax/ast.ts";
import { unparen, walk, walkFunction } from "../server/src/syntax/visit.ts";
import { applyEdits, type TextEdit } from "../server/src/text/edit.ts";
import type { Span } from "../server/src/text/span.ts";

/** Removed: the release is gone. Moved: it stands before the last return, so that early returns leak. Branch: it is deferred only under a condition. */
export type MutationForm = "removed" | "moved" | "branch";

/** A change of a function that releases correctly into one that leaks. */
export interface Mutation {
  readonly form: MutationForm;
  /** What leaks: `rows`, `body`, `lock`, … */
  readonly kind: string;
  /** The rules of which one must speak. */
  readonly rules: readonly string[];
  /** The acquiring call in the text before the change. The text up to it stays as it is. */
  readonly acquire: Span;
  readonly text: string;
}

interface Release {
  readonly stmt: Stmt;
  /** What is released, as the source writes it: `rows`, `resp.Body`, `s.mu`; for a cancel func its name. */
  readonly target: string;
  /** `Close`, `Unlock`, …; empty for the call of a cancel func. */
  readonly method: string;
  readonly call: CallExpr;
}

interface Candidate extends Release {
  readonly kind: Kind;
  readonly acquire: Span;
}

interface Kind {
  readonly name: string;
  readonly rules: readonly string[];
  readonly method: RegExp;
  /** Tells the acquiring call by its text up to the arguments. */
  readonly acquire: RegExp;
  /** What the acquiring call's variable is followed by in the release. */
  readonly suffix: string;
}

const KINDS: readonly Kind[] = [
  kind(
    "rows",
    ["sql-rows-not-closed"],
    /^Close$/,
    /\.(Query|QueryContext|Queryx|QueryxContext|NamedQuery|NamedQueryContext|Rows)$/,
  ),
  kind("stmt", ["sql-stmt-not-closed"], /^Close$/, /\.(Prepare|PrepareContext|Preparex|PreparexContext|PrepareNamed)$/),
  kind("tx", ["sql-tx-not-finished"], /^Rollback$/, /\.(Begin|BeginTx|Beginx|BeginTxx)$/),
  kind("body", ["http-body-not-closed"], /^Close$/, /\.(Get|Post|Do|PostForm|Head|RoundTrip)$/, ".Body"),
  kind("file", ["file-not-closed"], /^Close$/, /^os\.(Open|Create|OpenFile|CreateTemp)$/),
  kind("conn", ["net-conn-not-closed"], /^Close$/, /^(net|tls)\.(Dial|DialTimeout|Listen)$|\.(Accept|DialContext)$/),
  kind(
    "cancel",
    ["context-cancel-lost"],
    /^$/,
    /^(context\.With(Cancel|Timeout|Deadline)(Cause)?|signal\.NotifyContext)$/,
  ),
  kind("span", ["span-not-ended"], /^(End|Finish)$/, /\.(Start|StartSpan|StartSpanFromContext)$/),
];

const LOCK_RULES = ["lock-not-released", "lock-mode-mismatch"];

function kind(name: string, rules: readonly string[], method: RegExp, acquire: RegExp, suffix = ""): Kind {
  return { name, rules, method, acquire, suffix };
}

/** All mutations of a file, each of one release in one function. `tag` makes the name of the condition unique in its package. */
export function mutationsOf(text: string, file: File, tag: string): Mutation[] {
  const mutations: Mutation[] = [];
  const inFunction = (func: FuncNode): void => {
    for (const candidate of candidates(text, func)) {
      mutations.push(removed(text, candidate), branch(text, candidate, tag), ...moved(text, candidate, func));
    }
  };
  walk(file, (node) => {
    if (node.kind === "FuncLit" || (node.kind === "FuncDecl" && !isMain(file, node))) inFunction(node);
  });
  return mutations;
}

function isMain(file: File, node: FuncNode): boolean {
  return file.packageName?.name === "main" && node.kind === "FuncDecl" && node.name.name === "main";
}

/** The deferred releases of a function whose acquiring call stands in it, and that are the only release. */
function candidates(text: string, func: FuncNode): Candidate[] {
  const found: Candidate[] = [];
  for (const block of blocksOf(func)) {
    block.forEach((stmt, index) => {
      const release = releaseOf(text, stmt);
      if (release === undefined || countReleases(text, func, release) !== 1) return;
      const candidate = lockCandidate(text, release, block[index - 1]) ?? resourceCandidate(text, release, func);
      if (candidate !== undefined) found.push(candidate);
    });
  }
  return found;
}

function blocksOf(func: FuncNode): (readonly Stmt[])[] {
  const blocks: (readonly Stmt[])[] = [];
  walkFunction(func, (node) => {
    if (node.kind === "BlockStmt") blocks.push(node.stmts);
    if (node.kind === "CaseClause" || node.kind === "CommClause") blocks.push(node.body);
  });
  return blocks;
}

/** `defer x.Close()`, `defer cancel()`, `defer func() { _ = x.Close() }()`. */
function releaseOf(text: string, stmt: Stmt): Release | undefined {
  if (stmt.kind !== "DeferStmt") return undefined;
  const call = unparen(stmt.call);
  if (call.kind !== "CallExpr") return undefined;
  const inner = call.fun.kind === "FuncLit" ? onlyCall(call.fun.body.stmts) : call;
  if (inner === undefined || (inner !== call && call.args.length > 0)) return undefined;
  if (inner.fun.kind === "Ident" && inner.args.length === 0) {
    return { stmt, target: inner.fun.name, method: "", call: inner };
  }
  if (inner.fun.kind !== "SelectorExpr") return undefined;
  return { stmt, target: sourceOf(text, inner.fun.x), method: inner.fun.sel.name, call: inner };
}

function onlyCall(stmts: readonly Stmt[]): CallExpr | undefined {
  const [stmt, ...rest] = stmts;
  if (stmt === undefined || rest.length > 0) return undefined;
  const expr = stmt.kind === "ExprStmt" ? stmt.x : stmt.kind === "AssignStmt" ? stmt.rhs[0] : undefined;
  return expr?.kind === "CallExpr" ? expr : undefined;
}

function countReleases(text: string, func: FuncNode, { target, method }: Release): number {
  let count = 0;
  walk(func, (node) => {
    if (node.kind === "SelectorExpr" && node.sel.name === method && sourceOf(text, node.x) === target) count++;
    if (node.kind === "CallExpr" && method === "" && node.fun.kind === "Ident" && node.fun.name === target) count++;
  });
  return count;
}

/** `x.Lock()` directly before `defer x.Unlock()`. */
function lockCandidate(text: string, release: Release, before: Stmt | undefined): Candidate | undefined {
  if (!/^R?Unlock$/.test(release.method) || before?.kind !== "ExprStmt" || before.x.kind !== "CallExpr")
    return undefined;
  const lock = `${release.target}.${release.method.replace("Unlock", "Lock")}`;
  if (sourceOf(text, before.x.fun) !== lock) return undefined;
  return { ...release, acquire: before.x, kind: kind("lock", LOCK_RULES, /./, /./) };
}

function resourceCandidate(text: string, release: Release, func: FuncNode): Candidate | undefined {
  let found: Candidate | undefined;
  walkFunction(func, (node) => {
    if (node.kind !== "AssignStmt" || node.start >= release.stmt.start) return;
    const call = node.rhs.length === 1 && node.rhs[0] !== undefined ? unparen(node.rhs[0]) : undefined;
    if (call?.kind !== "CallExpr") return;
    for (const target of node.lhs) {
      const match = KINDS.find((entry) => fits(text, entry, release, target, call));
      if (match !== undefined) found = { ...release, kind: match, acquire: call };
    }
  });
  return found;
}

function fits(
  text: string,
  { method, acquire, suffix }: Kind,
  release: Release,
  target: Expr,
  call: CallExpr,
): boolean {
  if (`${sourceOf(text, target)}${suffix}` !== release.target || !method.test(release.method)) return false;
  return acquire.test(sourceOf(text, call.fun));
}

function removed(text: string, candidate: Candidate): Mutation {
  return mutation(text, candidate, "removed", [{ span: lineOf(text, candidate.stmt), newText: "" }]);
}

function branch(text: string, candidate: Candidate, tag: string): Mutation {
  const name = `leaks${tag}`;
  const statement = text.slice(candidate.stmt.start, candidate.stmt.end);
  return mutation(text, candidate, "branch", [
    { span: candidate.stmt, newText: `if ${name} {\n${statement}\n}` },
    { span: { start: text.length, end: text.length }, newText: `\n\nvar ${name} bool\n` },
  ]);
}

/** Only where the defer stands in the function's own block and some return comes before the end. */
function moved(text: string, candidate: Candidate, func: FuncNode): Mutation[] {
  const body = func.body;
  const last = body?.stmts.at(-1);
  if (body === undefined || last === undefined || !body.stmts.includes(candidate.stmt) || last === candidate.stmt)
    return [];
  if (!leakingReturns(text, candidate, func).some((stmt) => stmt !== last)) return [];
  const release = text.slice(candidate.call.start, candidate.call.end);
  const at = last.kind === "ReturnStmt" ? last.start : body.end - 1;
  return [
    mutation(text, candidate, "moved", [
      { span: lineOf(text, candidate.stmt), newText: "" },
      { span: { start: at, end: at }, newText: `${release}\n` },
    ]),
  ];
}

/** The returns behind the defer; for rows only those before their loop runs out, which closes them. */
function leakingReturns(text: string, { kind, stmt, target }: Candidate, func: FuncNode): ReturnStmt[] {
  const returns: ReturnStmt[] = [];
  let exhausted = Infinity;
  walkFunction(func, (node) => {
    if (node.kind === "ReturnStmt" && node.start > stmt.end) returns.push(node);
    if (kind.name !== "rows" || node.kind !== "ForStmt" || node.cond === undefined) return;
    if (sourceOf(text, node.cond).includes(`${target}.Next`)) exhausted = node.end;
  });
  return returns.filter((node) => node.end <= exhausted);
}

function mutation(text: string, candidate: Candidate, form: MutationForm, edits: readonly TextEdit[]): Mutation {
  const { name, rules } = candidate.kind;
  const { start, end } = candidate.acquire;
  return { form, kind: name, rules, acquire: { start, end }, text: applyEdits(text, edits) };
}

/** The statement with its line, if it has the line for itself. */
function lineOf(text: string, { start, end }: Span): Span {
  const first = text.lastIndexOf("\n", start - 1) + 1;
  const next = text.indexOf("\n", end);
  const alone = text.slice(first, start).trim() === "" && next >= 0 && text.slice(end, next).trim() === "";
  return alone ? { start: first, end: next + 1 } : { start, end };
}

function sourceOf(text: string, { start, end }: Span): string {
  return text.slice(start, end);
}
