import type { Catalog } from "../catalog/catalog.ts";
import type { FunctionFlow } from "../flow/flow.ts";
import type { FunctionSummary } from "../flow/summary.ts";
import type { Callee, FileInfo } from "../semantic/info.ts";
import type { Decl, Expr, File, FuncDecl, FuncNode, Node } from "../syntax/ast.ts";
import { forEachChild, unparen } from "../syntax/visit.ts";
import { LineIndex } from "../text/line-index.ts";
import type { RuleOptions } from "./rule-options.ts";
import type { FileUnit, FunctionUnit } from "./unit.ts";

/** What a file's unit is made of. */
export interface FileUnitParts {
  readonly uri: string;
  readonly text: string;
  /** Made from the text where it is not at hand. */
  readonly lines?: LineIndex;
  readonly ast: File;
  readonly info: FileInfo;
  readonly isTest: boolean;
  readonly isGenerated: boolean;
  readonly catalog: Catalog;
  readonly options: RuleOptions;
  /** Computes the flow of one function; asked for once for each function somebody looks at. */
  readonly flowOf: (func: FuncNode) => FunctionFlow;
  /** Where it is left out, nothing is known of other functions. */
  readonly summaryOf?: (callee: Callee) => FunctionSummary | undefined;
}

/** A file's unit that can also give the functions of one declaration alone, so that the others stay unread. */
export interface LazyFileUnit extends FileUnit {
  /** How often the file as a whole was asked about: an answer on one function that did holds only for this text of the file. */
  readonly wholeFileReads: number;
  functionsIn(decl: Decl): readonly FunctionUnit[];
}

export function buildFileUnit(parts: FileUnitParts): LazyFileUnit {
  const byDecl = new Map<Decl, readonly FunctionUnit[]>();
  let all: readonly FunctionUnit[] | undefined;
  let lines = parts.lines;
  let wholeFileReads = 0;
  const { flowOf, summaryOf, lines: _, ast, ...rest } = parts;
  const textOf = (decl: Decl): string => parts.text.slice(decl.start, decl.end);
  const unit: LazyFileUnit = {
    ...rest,
    get ast() {
      wholeFileReads++;
      return ast;
    },
    get wholeFileReads() {
      return wholeFileReads;
    },
    mentions(text) {
      wholeFileReads++;
      return parts.text.includes(text);
    },
    summaryOf: (callee) => summaryOf?.(callee),
    get lines() {
      return (lines ??= new LineIndex(parts.text));
    },
    get functions() {
      wholeFileReads++;
      return (all ??= ast.decls.flatMap((decl) => unit.functionsIn(decl)));
    },
    functionsWhere(wanted) {
      wholeFileReads++;
      return ast.decls.filter((decl) => wanted(textOf(decl), decl)).flatMap((decl) => unit.functionsIn(decl));
    },
    declsMatching(pattern) {
      wholeFileReads++;
      return ast.decls.filter((decl) => pattern.test(textOf(decl)));
    },
    functionsIn(decl) {
      const known = byDecl.get(decl);
      if (known !== undefined) return known;
      const found = functionsIn(decl, unit, flowOf);
      byDecl.set(decl, found);
      return found;
    },
  };
  return unit;
}

/** The functions of one declaration, outer before inner. */
function functionsIn(decl: Decl, file: FileUnit, flowOf: (func: FuncNode) => FunctionFlow): FunctionUnit[] {
  const out: FunctionUnit[] = [];
  const holder = decl.kind === "FuncDecl" ? decl : undefined;
  const visit = (node: Node, parent: FunctionUnit | undefined): void => {
    const here = isFunction(node) ? functionUnit(node, holder, parent, file, flowOf) : undefined;
    if (here !== undefined) out.push(here);
    forEachChild(node, (child) => {
      visit(child, here ?? parent);
    });
  };
  visit(decl, undefined);
  return out;
}

function isFunction(node: Node): node is FuncNode {
  return node.kind === "FuncLit" || (node.kind === "FuncDecl" && node.body !== undefined);
}

function functionUnit(
  node: FuncNode,
  decl: FuncDecl | undefined,
  parent: FunctionUnit | undefined,
  file: FileUnit,
  flowOf: (func: FuncNode) => FunctionFlow,
): FunctionUnit {
  let flow: FunctionFlow | undefined;
  return {
    file,
    node,
    decl,
    parent,
    name: node.kind === "FuncDecl" ? functionName(node) : literalName(decl),
    info: file.info,
    get flow() {
      return (flow ??= flowOf(node));
    },
  };
}

/** `Serve`, or `Handler.Serve` for a method. */
export function functionName(decl: FuncDecl): string {
  const receiver = decl.recv === undefined ? undefined : typeName(decl.recv.type);
  return receiver === undefined ? decl.name.name : `${receiver}.${decl.name.name}`;
}

function literalName(decl: FuncDecl | undefined): string {
  return decl === undefined ? "func literal" : `func literal in ${functionName(decl)}`;
}

function typeName(type: Expr): string | undefined {
  const inner = unparen(type);
  if (inner.kind === "Ident") return inner.name;
  if (inner.kind === "StarExpr") return typeName(inner.x);
  return inner.kind === "IndexExpr" ? typeName(inner.x) : undefined;
}
