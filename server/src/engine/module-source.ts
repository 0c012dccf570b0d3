import type { FileSystem } from "../project/file-system.ts";
import { LARGEST_SCANNED, readSource } from "../project/read-source.ts";
import { joinUri, parentUri, relativePath, resolveUri } from "../project/uri.ts";
import { collectDecls } from "../semantic/decls.ts";
import { bundledStandardLibrary } from "../semantic/facts/standard-library.ts";
import type { PackageDecls, World } from "../semantic/package.ts";
import type { File } from "../syntax/ast.ts";
import { isGenerated } from "../syntax/generated.ts";
import type { ParseFailure } from "../syntax/parser.ts";
import type { GoFile, GoPackage } from "./go-package.ts";
import type { PackageSource } from "./package-source.ts";

interface Module {
  readonly root: string;
  readonly path: string;
  readonly goVersion: string | undefined;
}

type Parse = (uri: string, text: string) => File | ParseFailure;

/** Packages of the module around a directory; others are known only by the bundled facts. */
export class ModuleSource implements PackageSource {
  readonly #fs: FileSystem;
  readonly #parse: Parse;
  readonly #modules = new Map<string, Promise<Module | undefined>>();
  readonly #loads = new Map<string, Promise<readonly GoPackage[]>>();
  readonly #byPath = new Map<string, GoPackage>();
  readonly #skipped = new Map<string, string>();
  readonly #world: World;

  constructor(fs: FileSystem, parse: Parse) {
    this.#fs = fs;
    this.#parse = parse;
    const standard = bundledStandardLibrary();
    this.#world = {
      packageDecls: (path) => this.#byPath.get(path)?.decls ?? standard.packageDecls(path),
    };
  }

  skippedFiles(): ReadonlyMap<string, string> {
    return this.#skipped;
  }

  async packagesIn(directory: string, signal: AbortSignal): Promise<readonly GoPackage[]> {
    await this.#loadWithImports(directory, new Set(), signal);
    return this.#loads.get(directory) ?? [];
  }

  workspacePackage(path: string): GoPackage | undefined {
    return this.#byPath.get(path);
  }

  invalidate(uris: readonly string[]): void {
    for (const uri of uris) {
      const directory = parentUri(uri) ?? uri;
      this.#loads.delete(directory);
      for (const [path, pkg] of this.#byPath) if (pkg.directory === directory) this.#byPath.delete(path);
      if (uri.endsWith("/go.mod")) this.#modules.clear();
    }
  }

  async #loadWithImports(directory: string, seen: Set<string>, signal: AbortSignal): Promise<void> {
    if (seen.has(directory) || signal.aborted) return;
    seen.add(directory);
    const load = this.#loads.get(directory) ?? this.#load(directory);
    this.#loads.set(directory, load);
    const packages = await load;
    const module = await this.#moduleOf(directory);
    if (module === undefined) return;
    for (const path of new Set(packages.flatMap((pkg) => pkg.files.flatMap((f) => f.ast.imports.map((i) => i.path))))) {
      const inside =
        path === module.path ? "" : path.startsWith(`${module.path}/`) ? path.slice(module.path.length + 1) : undefined;
      if (inside !== undefined) await this.#loadWithImports(resolveUri(module.root, inside), seen, signal);
    }
  }

  async #load(directory: string): Promise<readonly GoPackage[]> {
    const entries = (await this.#fs.readDirectory(directory)) ?? [];
    const names = entries.filter((e) => e.type !== "directory" && e.name.endsWith(".go")).map((e) => e.name);
    const files: GoFile[] = [];
    for (const name of names.sort()) {
      const uri = joinUri(directory, name);
      const file = await this.#readFile(uri);
      if (file !== undefined) files.push(file);
    }
    const module = await this.#moduleOf(directory);
    const inside = module === undefined ? undefined : relativePath(module.root, directory);
    const path = module === undefined ? directory : [module.path, inside].filter((part) => part !== "").join("/");
    return this.#packages(directory, path, module?.goVersion, files);
  }

  async #readFile(uri: string): Promise<GoFile | undefined> {
    const source = await readSource(this.#fs, uri, LARGEST_SCANNED);
    if (source.kind === "skipped") {
      this.#skipped.set(uri, source.reason);
      return undefined;
    }
    const ast = this.#parse(uri, source.text);
    if (typeof ast === "string") {
      this.#skipped.set(uri, ast);
      return undefined;
    }
    return { uri, text: source.text, ast, isTest: uri.endsWith("_test.go"), isGenerated: isGenerated(source.text) };
  }

  #packages(directory: string, path: string, goVersion: string | undefined, files: readonly GoFile[]): GoPackage[] {
    const external = files.filter((f) => f.isTest && f.ast.packageName?.name.endsWith("_test") === true);
    const own = files.filter((f) => !external.includes(f));
    const make = (pkgPath: string, list: readonly GoFile[]): GoPackage => {
      const lib = list.filter((f) => !f.isTest);
      const decls = (of: readonly GoFile[]): PackageDecls => collectDecls(of, { path: pkgPath, world: this.#world });
      return {
        directory,
        path: pkgPath,
        goVersion,
        files: list,
        world: this.#world,
        decls: decls(lib.length === 0 ? list : lib),
        declsWithTests: decls(list),
      };
    };
    const packages = [make(path, own), ...(external.length > 0 ? [make(`${path}_test`, external)] : [])];
    for (const pkg of packages) this.#byPath.set(pkg.path, pkg);
    return packages;
  }

  #moduleOf(directory: string): Promise<Module | undefined> {
    const known = this.#modules.get(directory);
    if (known !== undefined) return known;
    const found = this.#findModule(directory);
    this.#modules.set(directory, found);
    return found;
  }

  async #findModule(directory: string): Promise<Module | undefined> {
    const bytes = await this.#fs.readFile(joinUri(directory, "go.mod"));
    if (bytes !== undefined) {
      const text = new TextDecoder().decode(bytes);
      const path = /^module\s+"?([^\s"]+)/m.exec(text)?.[1];
      if (path !== undefined) return { root: directory, path, goVersion: /^go\s+(\S+)/m.exec(text)?.[1] };
    }
    const parent = parentUri(directory);
    return parent === undefined ? undefined : this.#moduleOf(parent);
  }
}
