import type { Catalog } from "../catalog/catalog.ts";
import type { FunctionFlow } from "../flow/flow.ts";
import type { FunctionSummary } from "../flow/summary.ts";
import type { Callee, FileInfo } from "../semantic/info.ts";
import type { PackageDecls } from "../semantic/package.ts";
import type { Decl, File, FuncDecl, FuncNode } from "../syntax/ast.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { RuleOptions } from "./rule-options.ts";

/** One Go file with everything rules may ask of it. */
export interface FileUnit {
  /** The file's URI. */
  readonly uri: string;
  readonly text: string;
  readonly lines: LineIndex;
  readonly ast: File;
  readonly info: FileInfo;
  /** A _test.go file, or one that imports testing. */
  readonly isTest: boolean;
  readonly isGenerated: boolean;
  readonly catalog: Catalog;
  readonly options: RuleOptions;
  /** What is known of the function of the workspace that a call runs; undefined for all others. */
  summaryOf(callee: Callee): FunctionSummary | undefined;
  /** Whether a text occurs anywhere in the file; what `check` finds out of other functions by {@link text} alone goes stale in an editor. */
  mentions(text: string): boolean;
  /** All functions with a body, declarations and literals, in the order of the text. */
  readonly functions: readonly FunctionUnit[];
  /** As {@link functions}, of the declarations alone that `wanted` picks by their text: the bodies of the others stay unread. */
  functionsWhere(wanted: (text: string, decl: Decl) => boolean): readonly FunctionUnit[];
  /** The declarations whose text matches; the bodies of the others stay unread. */
  declsMatching(pattern: RegExp): readonly Decl[];
}

/** One function declaration with a body, or one function literal. */
export interface FunctionUnit {
  readonly file: FileUnit;
  readonly node: FuncNode;
  /** The declaration that holds it; undefined for a literal at package level (`var f = func() {…}`). */
  readonly decl: FuncDecl | undefined;
  /** The function around a literal. */
  readonly parent: FunctionUnit | undefined;
  /** For messages: `Handler.Serve`, or `func literal in Handler.Serve`. */
  readonly name: string;
  readonly info: FileInfo;
  readonly flow: FunctionFlow;
}

/** The package of a file as far as rules may need it. */
export interface PackageUnit {
  readonly decls: PackageDecls;
  /** All its files, tests included, in the order of their names. */
  readonly files: readonly FileUnit[];
}
