import type { Callee, FileInfo } from "../semantic/info.ts";
import type { FuncDecl } from "../syntax/ast.ts";
import { headEnd, nameOfFunc, receiverTypeName } from "../syntax/outlined-decl.ts";

/** The source of one function of the workspace. */
export interface FunctionSource {
  readonly uri: string;
  readonly pkg: string;
  /** The receiver's type name. */
  readonly recv: string | undefined;
  readonly name: string;
  readonly decl: FuncDecl;
  /** Its text, the comments above it included. */
  readonly text: string;
  readonly info: FileInfo;
}

/** The text of its body, braces included; empty where it has none. */
export function bodyTextOf({ decl, text }: FunctionSource): string {
  return text.slice(text.length - (decl.end - headEnd(decl))).trimStart();
}

/** The same text for a function before and after an edit of its body, and for nothing else. */
export function functionKey({ uri, recv, name }: Pick<FunctionSource, "uri" | "recv" | "name">): string {
  return `${uri} ${recv ?? ""}.${name}`;
}

/** {@link functionKey} of a function declared in a file. */
export function keyOfFunc(decl: FuncDecl, uri: string): string {
  return functionKey({ uri, recv: receiverTypeName(decl), name: nameOfFunc(decl) });
}

/** Finds the bodies of functions across the packages of the workspace. Answers are those of one revision of the sources. */
export interface Program {
  /** The function a call runs, where it is known and its source is at hand; bodies of other modules are not. */
  sourceOf(callee: Callee): FunctionSource | undefined;
  /**
   * All implementations in the workspace of an interface method; undefined where they cannot be listed. `from` is the import
   * path of the package that asks. Where `words` is given, an answer is of use only if their files hold one of them.
   */
  implementationsOf(callee: Callee, from: string, words?: RegExp): readonly FunctionSource[] | undefined;
}
