import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { FlowAnalysis } from "../../server/src/flow/flow-analysis.ts";
import type { FunctionFlow } from "../../server/src/flow/flow.ts";
import type { FunctionSource, Program } from "../../server/src/flow/program.ts";
import type { FunctionSummary } from "../../server/src/flow/summary.ts";
import type { Expr, FuncDecl } from "../../server/src/syntax/ast.ts";
import { goFile, type Sources } from "../support/world.ts";

const catalog = createCatalog();

/** As much of the standard library as the tests need, by its signatures. */
const STANDARD: Sources = {
  "database/sql": `package sql
type DB struct{}
type Rows struct{}
type Tx struct{}
func (db *DB) Query(q string, args ...any) (*Rows, error) { return nil, nil }
func (db *DB) Begin() (*Tx, error) { return nil, nil }
func (tx *Tx) Query(q string, args ...any) (*Rows, error) { return nil, nil }
func (tx *Tx) Commit() error { return nil }
func (tx *Tx) Rollback() error { return nil }
func (rs *Rows) Next() bool { return false }
func (rs *Rows) Err() error { return nil }
func (rs *Rows) Close() error { return nil }
`,
  io: `package io
type Closer interface { Close() error }
`,
  errors: `package errors
func New(text string) error { return nil }
func Is(err, target error) bool { return false }
`,
  sync: `package sync
type Locker interface { Lock(); Unlock() }
type Mutex struct{}
func (m *Mutex) Lock() {}
func (m *Mutex) Unlock() {}
func (m *Mutex) TryLock() bool { return false }
type RWMutex struct{}
func (m *RWMutex) Lock() {}
func (m *RWMutex) Unlock() {}
func (m *RWMutex) RLock() {}
func (m *RWMutex) RUnlock() {}
type Cond struct { L Locker }
func NewCond(l Locker) *Cond { return nil }
func (c *Cond) Wait() {}
`,
  context: `package context
type Context interface { Err() error }
func Background() Context { return nil }
`,
};

/** The flow of the functions of one file of `example.com/app`, by name (`Type.Method` for methods). */
export function flowOf(text: string): {
  flow: (name: string) => FunctionFlow;
  summary: (name: string) => FunctionSummary;
} {
  const { ast, info } = goFile(text, STANDARD);
  const sources = new Map<string, FunctionSource>();
  for (const decl of ast.decls) {
    if (decl.kind !== "FuncDecl") continue;
    const recv = receiverName(decl);
    const { name } = decl.name;
    const own = text.slice(decl.doc[0]?.start ?? decl.start, decl.end);
    sources.set(keyOf(recv, name), {
      uri: "file:///main.go",
      pkg: info.packagePath,
      recv,
      name,
      decl,
      text: own,
      info,
    });
  }
  const program: Program = {
    sourceOf(callee) {
      if (callee.kind !== "func" && callee.kind !== "method") return undefined;
      if (callee.pkg !== info.packagePath) return undefined;
      return sources.get(keyOf(callee.kind === "method" ? callee.recv : undefined, callee.name));
    },
    implementationsOf: () => undefined,
  };
  const analysis = new FlowAnalysis(catalog, program);
  const fileFlow = analysis.fileFlow("file:///main.go", ast, info);
  const find = (name: string): FunctionSource => {
    const source = sources.get(name);
    if (source === undefined) throw new Error(`no function ${name}`);
    return source;
  };
  return { flow: (name) => fileFlow(find(name).decl), summary: (name) => analysis.summaryOf(find(name)) };
}

function keyOf(recv: string | undefined, name: string): string {
  return recv === undefined ? name : `${recv}.${name}`;
}

function receiverName(decl: FuncDecl): string | undefined {
  let type: Expr | undefined = decl.recv?.type;
  while (type?.kind === "StarExpr" || type?.kind === "IndexExpr") type = type.x;
  return type?.kind === "Ident" ? type.name : undefined;
}
