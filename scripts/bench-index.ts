// `npm run bench -- index DIR`: what it costs to know what all packages of a folder declare, in proportion to parsing them.
import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { pathToFileURL } from "node:url";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { collectDecls, type SourceFile } from "../server/src/semantic/decls.ts";
import type { Decl } from "../server/src/syntax/ast.ts";
import { headEnd } from "../server/src/syntax/outlined-decl.ts";
import type { GoParser } from "../server/src/syntax/parser.ts";
import { goFiles } from "./go-files.ts";

/** Prints the CPU and the memory of the index of a folder's packages, tests left out. The texts themselves do not count. */
export function benchIndex(parser: GoParser, folder: string): void {
  const paths = goFiles(folder).filter((path) => !path.endsWith("_test.go"));
  const sources = paths.map((path) => ({ path, text: readFileSync(path, "utf8") }));
  const parse = secondsOf(() => {
    for (const { text } of sources) parser.parseWhole(text);
  });
  const before = heapInUse();
  const packages = new Map<string, SourceFile[]>();
  let declarations: unknown;
  const index = secondsOf(() => {
    for (const { path, text } of sources) addFile(packages, parser, path, text);
    const world = { packageDecls: () => undefined };
    declarations = [...packages].map(([path, files]) => collectDecls(files, { path, world }));
  });
  const memory = heapInUse() - before;
  const bytes = [...packages.values()].flat().reduce((sum, { ast }) => sum + declaredText(ast.decls), 0);
  console.log(`${folder}: ${paths.length} files, ${(bytes / 1e6).toFixed(1)} MB of declarations`);
  console.log(`  CPU ${index.toFixed(2)} s, ${(index / parse).toFixed(3)} of a parse of everything`);
  console.log(`  memory ${(memory / 1e6).toFixed(1)} MB, ${(memory / bytes).toFixed(2)} of the declarations' text`);
  if (declarations === undefined) throw new Error("nothing was indexed");
}

function addFile(packages: Map<string, SourceFile[]>, parser: GoParser, path: string, text: string): void {
  const ast = parser.parse(text, { readsBodies: false });
  if (typeof ast === "string") return;
  const files = packages.get(dirname(path)) ?? [];
  packages.set(dirname(path), files);
  files.push({ uri: pathToFileURL(path).href, ast });
}

/** Characters of declarations without the bodies of functions. */
function declaredText(decls: readonly Decl[]): number {
  return decls.reduce((sum, decl) => sum + (decl.kind === "FuncDecl" ? headEnd(decl) : decl.end) - decl.start, 0);
}

/** Seconds of CPU, user and system, of all threads. */
function secondsOf(work: () => void): number {
  const started = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1e6;
}

/** Bytes of what is still in use. */
function heapInUse(): number {
  setFlagsFromString("--expose-gc");
  const collect = runInNewContext("gc") as () => void;
  collect();
  return process.memoryUsage().heapUsed;
}
