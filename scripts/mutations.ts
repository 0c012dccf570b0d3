import type { CallExpr, Expr, File, FuncNode, Node, ReturnStmt, Stmt } from "../server/src/syntax/ast.ts";
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
  /** The acquiring call in the text before the change. */
  readonly acquire: Span;
  /** The declaration of the file it changes. */
  readonly decl: Node;
  /** The edits of the text that {@link withCondition} gives. */
  readonly edits: readonly TextEdit[];
}

/** A text with mutations made in it, and where the acquiring calls stand now. */
export interface Mutated {
  readonly text: string;
  readonly acquires: readonly Span[];
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
  // A transaction ends its statements with itself.
  kind(
    "stmt",
    ["sql-stmt-not-closed"],
    /^Close$/,
    /(?<!tx|txn)\.(Prepare|PrepareContext|Preparex|PreparexContext|PrepareNamed)$/,
  ),
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

/** The condition of the branches. */
const CONDITION = "leaksGostable";

/** The text with the condition of the branches declared. Everything before stays where it is. */
export function withCondition(text: string): string {
  return `${text}\n\nvar ${CONDITION} bool\n`;
}

/** All mutations of a file, each of one release in one function. */
export function mutationsOf(text: string, file: File): Mutation[] {
  return file.decls.flatMap((decl) => {
    const mutations: Mutation[] = [];
    walk(decl, (node) => {
      if (node.kind !== "FuncLit" && (node.kind !== "FuncDecl" || isMain(node))) return;
      const ends = isCommand(text, node);
      for (const candidate of candidates(text, node)) {
        if (ends && ENDS_WITH_PROCESS.has(candidate.kind.name)) continue;
        const forms = [
          ...removed(text, candidate, node),
          ...branch(text, candidate, node),
          ...moved(text, candidate, node),
        ];
        mutations.push(...forms.map((form) => ({ ...form, decl })));
      }
    });
    return mutations;
  });
}

/** Shares the mutations out so that no declaration is changed twice in one text: what they do cannot mix. */
export function batchesOf(mutations: readonly Mutation[]): Mutation[][] {
  const batches: Mutation[][] = [];
  for (const mutation of mutations) {
    const free = batches.find((batch) =>
      batch.every(({ decl, form }) => decl !== mutation.decl && form === mutation.form),
    );
    if (free === undefined) batches.push([mutation]);
    else free.push(mutation);
  }
  return batches;
}

/** Makes mutations of different declarations in one text. */
export function mutate(text: string, mutations: readonly Mutation[]): Mutated {
  const edits = mutations.flatMap((mutation) => mutation.edits);
  const shift = (position: number): number =>
    edits
      .filter(({ span }) => span.end <= position)
      .reduce((moved, { span, newText }) => moved + newText.length - (span.end - span.start), position);
  const acquires = mutations.map(({ acquire }) => ({ start: shift(acquire.start), end: shift(acquire.end) }));
  return { text: applyEdits(text, edits), acquires };
}

function isMain(node: FuncNode): boolean {
  return node.kind === "FuncDecl" && node.recv === undefined && node.name.name === "main";
}

/** What ends with the process anyway, as in {@link isMain}. Data of transactions and spans is lost all the same. */
const ENDS_WITH_PROCESS: ReadonlySet<string> = new Set(["body", "file", "conn", "cancel"]);

/** The function of a command: the process ends when it returns. */
function isCommand(text: string, { type }: FuncNode): boolean {
  return type.params.some((param) => /^\*(cobra\.Command|cli\.Context)$/.test(sourceOf(text, param.type)));
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
      if (match !== undefined && !isReturned(text, target, func)) found = { ...release, kind: match, acquire: call };
    }
  });
  return found;
}

/** Whether the function gives it to its caller: without the release here it is the caller's to close. */
function isReturned(text: string, target: Expr, func: FuncNode): boolean {
  let returned = false;
  walkFunction(func, (node) => {
    if (node.kind !== "ReturnStmt") return;
    returned ||= node.results.some((result) => sourceOf(text, unparen(result)) === sourceOf(text, target));
  });
  return returned;
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

type Form = Omit<Mutation, "decl">;

/** Not of a transaction that is committed on every path behind the defer. */
function removed(text: string, candidate: Candidate, func: FuncNode): Form[] {
  if (candidate.kind.name === "tx" && endsAnyway(text, candidate, func)) return [];
  return [form(candidate, "removed", [{ span: lineOf(text, candidate.stmt), newText: "" }])];
}

/** Not of rows that every path behind the defer reads to their end, and the like: these leak on none. */
function branch(text: string, candidate: Candidate, func: FuncNode): Form[] {
  if (endsAnyway(text, candidate, func)) return [];
  const { start, end } = candidate.stmt;
  const newText = `if ${CONDITION} {\n${text.slice(start, end)}\n}`;
  return [form(candidate, "branch", [{ span: { start, end }, newText }])];
}

/** Only where the defer stands in the function's own block and some return comes before the end. */
function moved(text: string, candidate: Candidate, func: FuncNode): Form[] {
  const body = func.body;
  const last = body?.stmts.at(-1);
  if (body === undefined || last === undefined || !body.stmts.includes(candidate.stmt) || last === candidate.stmt)
    return [];
  if (!leakingReturns(text, candidate, func).some((stmt) => stmt !== last)) return [];
  const release = text.slice(candidate.call.start, candidate.call.end);
  const at = last.kind === "ReturnStmt" ? last.start : body.end - 1;
  return [
    form(candidate, "moved", [
      { span: lineOf(text, candidate.stmt), newText: "" },
      { span: { start: at, end: at }, newText: `${release}\n` },
    ]),
  ];
}

/** Whether no path returns before the resource ends without the release. */
function endsAnyway(text: string, candidate: Candidate, func: FuncNode): boolean {
  return endOf(text, candidate, func) < Infinity && leakingReturns(text, candidate, func).length === 0;
}

/** The returns behind the defer; of rows and transactions only those before they end. */
function leakingReturns(text: string, candidate: Candidate, func: FuncNode): ReturnStmt[] {
  const returns: ReturnStmt[] = [];
  const end = endOf(text, candidate, func);
  walkFunction(func, (node) => {
    if (node.kind === "ReturnStmt" && node.start > candidate.stmt.end && node.start <= end) returns.push(node);
  });
  return returns;
}

/** Where a loop over rows has read them to their end, or a transaction is committed. */
function endOf(text: string, { kind, target }: Candidate, func: FuncNode): number {
  let end = Infinity;
  walkFunction(func, (node) => {
    if (kind.name === "rows" && node.kind === "ForStmt" && node.cond !== undefined) {
      if (sourceOf(text, node.cond).includes(`${target}.Next`)) end = node.end;
    }
    if (kind.name === "tx" && node.kind === "CallExpr" && sourceOf(text, node.fun) === `${target}.Commit`) {
      end = Math.min(end, node.start);
    }
  });
  return end;
}

function form({ kind, acquire }: Candidate, form: MutationForm, edits: readonly TextEdit[]): Form {
  return { form, kind: kind.name, rules: kind.rules, acquire: { start: acquire.start, end: acquire.end }, edits };
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

/** The rules that mutations are for. */
export const MUTATED_RULES: readonly string[] = [...new Set([...KINDS.flatMap(({ rules }) => rules), ...LOCK_RULES])];
