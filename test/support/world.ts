import type { File } from "../../server/src/syntax/ast.ts";
import { collectDecls } from "../../server/src/semantic/decls.ts";
import { createFileInfo } from "../../server/src/semantic/file-info.ts";
import type { FileInfo } from "../../server/src/semantic/info.ts";
import type { PackageDecls, World } from "../../server/src/semantic/package.ts";
import { parseGo } from "./go.ts";

/** Go source by import path: one text, or several files of the package. */
export type Sources = Readonly<Record<string, string | readonly string[]>>;

/** A world of packages given as Go source. */
export function worldOf(sources: Sources): World {
  const known = new Map<string, PackageDecls>();
  const world: World = {
    packageDecls(path) {
      const source = sources[path];
      if (source === undefined) return undefined;
      const ready = known.get(path);
      if (ready !== undefined) return ready;
      const texts = typeof source === "string" ? [source] : source;
      const files = texts.map((text, index) => ({ uri: `file:///${path}/${String(index)}.go`, ast: parseGo(text) }));
      const decls = collectDecls(files, { path, world });
      known.set(path, decls);
      return decls;
    },
  };
  return world;
}

export interface GoFile {
  readonly text: string;
  readonly ast: File;
  readonly info: FileInfo;
}

/** One file of the package `example.com/app` in a world of other packages, with the answers about it. */
export function goFile(text: string, sources: Sources = {}, path = "example.com/app"): GoFile {
  const ast = parseGo(text);
  const context = { uri: `file:///${path}/main.go`, packagePath: path, goVersion: "1.24", world: worldOf(sources) };
  return { text, ast, info: createFileInfo(ast, context) };
}
