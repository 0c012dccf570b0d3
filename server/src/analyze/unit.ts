import type { Catalog } from "../catalog/catalog.ts";
import type { FunctionFlow } from "../flow/flow.ts";
import type { FunctionSummary } from "../flow/summary.ts";
import type { Callee, FileInfo } from "../semantic/info.ts";
import type { PackageDecls } from "../semantic/package.ts";
import type { FuncType } from "../semantic/types.ts";
import type { Comment, Decl, FuncDecl, FuncNode, GenDecl, Ident, ImportSpec } from "../syntax/ast.ts";
import type { LineIndex } from "../text/line-index.ts";
import type { Span } from "../text/span.ts";
import type { RuleOptions } from "./rule-options.ts";

/**
 * What rules may ask of the files of a package while they look at one declaration. The answers are those that a text
 * pattern picks, so that it is known when they change: in an editor a result holds until a declaration changes that one
 * of its patterns matches.
 */
export interface SearchedFile {
  readonly uri: string;
  /** A _test.go file, or one that imports testing. */
  readonly isTest: boolean;
  readonly info: FileInfo;
  /** Whether the pattern matches the text of any declaration. */
  mentions(pattern: RegExp): boolean;
  /** The declarations whose text matches; the bodies of the others stay unread. */
  declsMatching(pattern: RegExp): readonly Decl[];
  /** The functions with a body, declarations and literals, of the declarations whose text matches, in the order of the text. */
  functionsMatching(pattern: RegExp): readonly FunctionUnit[];
}

/** One Go file with everything rules may ask of it. */
export interface FileUnit extends SearchedFile {
  /** Of other declarations than the one that is looked at it says nothing: for these there is {@link SearchedFile.mentions}. */
  readonly text: string;
  readonly lines: LineIndex;
  readonly isGenerated: boolean;
  readonly catalog: Catalog;
  readonly options: RuleOptions;
  readonly packageName: Ident | undefined;
  readonly imports: readonly ImportSpec[];
  readonly importDecls: readonly GenDecl[];
  /** The comments inside a span of the declaration that is looked at, or right above it. */
  commentsIn(span: Span): readonly Comment[];
  /** What is known of the function of the workspace that a call runs; undefined for all others. */
  summaryOf(callee: Callee): FunctionSummary | undefined;
  /** Whether a name that a fix would bring in already means something there. */
  isNameTaken(name: string, offset: number): boolean;
  /** The type of a package's function of that name, be the name written in the declaration that is looked at or not. */
  functionNamed(pkg: string, name: string): FuncType | undefined;
  /** The package it belongs to. */
  readonly pkg: PackageUnit;
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
  readonly files: readonly SearchedFile[];
}
