import type { PackageDecls, World } from "../semantic/package.ts";
import type { File } from "../syntax/ast.ts";

/** One parsed Go file. */
export interface GoFile {
  readonly uri: string;
  readonly text: string;
  readonly ast: File;
  readonly isTest: boolean;
  readonly isGenerated: boolean;
}

/**
 * The files of one directory that have one package clause. A directory with tests of both kinds is two of them: the
 * package with its own tests, and the external tests (`foo_test`).
 */
export interface GoPackage {
  readonly directory: string;
  /**
   * Import path; external tests have `_test` behind it. A program that merely lies in the directory (`//go:build ignore`, or
   * another package clause) has `#` and its file's or package's name behind it.
   */
  readonly path: string;
  /** The `go` version of the module, where go.mod is known. */
  readonly goVersion: string | undefined;
  readonly files: readonly GoFile[];
  /** The packages it can see. */
  readonly world: World;
  /** What importers see. */
  readonly decls: PackageDecls;
  /** What its own tests see: the declarations of tests, too. */
  readonly declsWithTests: PackageDecls;
}
