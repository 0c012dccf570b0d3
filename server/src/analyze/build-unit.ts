import type { Catalog } from "../catalog/catalog.ts";
import type { FunctionFlow } from "../flow/flow.ts";
import type { FunctionSummary } from "../flow/summary.ts";
import type { Callee, FileInfo } from "../semantic/info.ts";
import type { Decl, Expr, File, FuncDecl, FuncNode, GenDecl, Node } from "../syntax/ast.ts";
import { forEachChild, unparen } from "../syntax/visit.ts";
import { LineIndex } from "../text/line-index.ts";
import type { RuleOptions } from "./rule-options.ts";
import { keyOfPattern, QueryLog } from "./text-queries.ts";
import type { FileUnit, FunctionUnit, PackageUnit } from "./unit.ts";

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
  /** The flow of one function. */
  readonly flowOf: (func: FuncNode) => FunctionFlow;
  /** Where it is left out, nothing is known of other functions. */
  readonly summaryOf?: (callee: Callee) => FunctionSummary | undefined;
  /** Asked for only if a rule wants the whole package. */
  readonly pkg: () => PackageUnit;
  /** Shared by the files of a package; one of its own where it is left out. */
  readonly queryLog?: QueryLog;
}

/** A file's unit as the engine sees it: with its syntax, and the functions of one declaration alone, so that the others stay unread. */
export interface LazyFileUnit extends FileUnit {
  readonly ast: File;
  /** Where the unit writes down what is asked of it. */
  readonly queryLog: QueryLog;
  functionsIn(decl: Decl): readonly FunctionUnit[];
}

export function buildFileUnit(parts: FileUnitParts): LazyFileUnit {
  const byDecl = new Map<Decl, readonly FunctionUnit[]>();
  const matching = new Map<string, readonly Decl[]>();
  const { flowOf, summaryOf, lines: given, pkg, queryLog = new QueryLog(), ...rest } = parts;
  const { ast, text } = rest;
  let lines = given;
  const unit: LazyFileUnit = {
    ...rest,
    queryLog,
    packageName: ast.packageName,
    imports: ast.imports,
    get importDecls() {
      return ast.decls.filter((decl): decl is GenDecl => decl.kind === "GenDecl" && decl.tok === "import");
    },
    get lines() {
      return (lines ??= new LineIndex(text));
    },
    get pkg() {
      return pkg();
    },
    commentsIn: ({ start, end }) => ast.comments.filter((comment) => comment.start >= start && comment.end <= end),
    summaryOf: (callee) => summaryOf?.(callee),
    isNameTaken(name, offset) {
      queryLog.noteName(name);
      return rest.info.isNameTaken(name, offset);
    },
    functionNamed(path, name) {
      queryLog.noteName(name);
      return rest.info.world.packageDecls(path, rest.info.packagePath)?.funcs.get(name)?.type;
    },
    mentions: (pattern) => unit.declsMatching(pattern).length > 0,
    declsMatching(pattern) {
      queryLog.note(pattern);
      const key = keyOfPattern(pattern);
      const known = matching.get(key);
      if (known !== undefined) return known;
      const isHopeless = !pattern.source.startsWith("^") && !pattern.test(text);
      const found = isHopeless ? [] : ast.decls.filter((decl) => pattern.test(text.slice(decl.start, decl.end)));
      matching.set(key, found);
      return found;
    },
    functionsMatching: (pattern) => unit.declsMatching(pattern).flatMap((decl) => unit.functionsIn(decl)),
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
  return {
    file,
    node,
    decl,
    parent,
    name: node.kind === "FuncDecl" ? functionName(node) : literalName(decl),
    info: file.info,
    get flow() {
      return flowOf(node);
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
