import { libraryDecls } from "../catalog/library-decls.ts";
import type { StandardLibrary } from "../semantic/facts/standard-library.ts";
import type { PackageDecls } from "../semantic/package.ts";
import { type Build, type BuildEntry, buildEntry, dependents, isMain, mayHold, holds, noteAsker } from "./build.ts";
import type { DependencyIndex } from "./dependency-index.ts";
import type { FileSystem } from "./file-system.ts";
import type { GoEnvironment } from "./go-environment.ts";
import type { GoPackage } from "./go-package.ts";
import { MethodIndex, type MethodPlace } from "./method-index.ts";
import { type BuildRoot, type Module, Modules } from "./modules.ts";
import { PackageFiles, type ParseFile } from "./package-files.ts";
import { EVERYTHING, type PackageObserver } from "./read-log.ts";
import { LARGEST_SCANNED } from "./read-source.ts";
import { SourceFiles } from "./source-files.ts";
import { isWithin, parentUri, trimSlash } from "./uri.ts";

export interface PackageStoreOptions {
  readonly fs: FileSystem;
  readonly parse: ParseFile;
  readonly environment: GoEnvironment;
  readonly standard: StandardLibrary;
  /** Bytes of the largest file that is read; {@link LARGEST_SCANNED} where left out. */
  readonly largest?: number;
  /** Told who asks for what, if anybody wants to know. */
  readonly observer?: PackageObserver | undefined;
  /** What earlier runs knew of dependencies. */
  readonly dependencies?: DependencyIndex | undefined;
}

/**
 * The packages of a workspace and what they import, found and parsed when somebody asks. Where the file system reads
 * without waiting, that is all; where it cannot, {@link PackageStore.packagesIn} first reads what the package and the
 * packages of the workspace it imports need.
 */
export class PackageStore {
  readonly #options: PackageStoreOptions;
  readonly #sources: SourceFiles;
  readonly #files: PackageFiles;
  readonly #modules: Modules;
  readonly #builds = new Map<string, Build>();
  readonly #methods = new Map<string, MethodIndex>();
  /** The packages of a directory, kept while nothing they can see changes. */
  readonly #directories = new Map<string, readonly GoPackage[]>();

  constructor(options: PackageStoreOptions) {
    this.#options = options;
    this.#sources = new SourceFiles(options.fs);
    this.#files = new PackageFiles({
      files: this.#sources,
      parse: options.parse,
      largest: options.largest ?? LARGEST_SCANNED,
      dependencies: options.dependencies,
    });
    this.#modules = new Modules(this.#sources, options.environment);
  }

  /**
   * The packages of a directory as its files are now, the one that can be imported first. The same objects as before while
   * nothing they can see has changed.
   */
  async packagesIn(directory: string, signal?: AbortSignal): Promise<readonly GoPackage[]> {
    const key = trimSlash(directory);
    const before = new Set(this.#builds.keys());
    let packages = this.#packagesIn(key);
    this.#askForImports(key, packages);
    while (signal?.aborted !== true && (await this.#sources.fetchMissing())) {
      this.#forgetUnknown(key, before);
      packages = this.#packagesIn(key);
      this.#askForImports(key, packages);
    }
    return packages;
  }

  /** A package of the workspace by its import path: one of a module that a build was begun for, or that lies beside it. */
  workspacePackage(path: string): GoPackage | undefined {
    for (const build of this.#builds.values()) {
      if (!mayHold(build.root, path)) continue;
      const entry = this.#entry(build, path, undefined);
      if (entry?.isMain === true) return entry.pkg;
    }
    return undefined;
  }

  /** The packages of the workspace that were loaded so far. */
  get workspacePackages(): readonly GoPackage[] {
    return [...this.#builds.values()].flatMap(({ entries }) =>
      [...entries.values()].flatMap((entry) => (entry?.isMain === true ? [entry.pkg] : [])),
    );
  }

  /** The methods of a name in the modules that are built with a package of the workspace; undefined where they cannot be listed. */
  methodsNamed(pkg: string, name: string, from: string): readonly MethodPlace[] | undefined {
    const root = this.#rootHolding(pkg);
    if (root === undefined || this.#options.fs.sync?.(root.directory) === undefined) return undefined;
    this.#options.observer?.asked(from, EVERYTHING);
    const known = this.#methods.get(root.directory);
    const index = known ?? new MethodIndex(root, this.#sources, this.#modules, this.#options.observer);
    if (known === undefined) this.#methods.set(root.directory, index);
    return index.complete ? index.named(name) : undefined;
  }

  /** What a package of the workspace is built with when it is worked on itself, whoever looks at it. */
  #rootHolding(path: string): BuildRoot | undefined {
    for (const { root } of this.#builds.values()) {
      if (root.isStandardLibrary) continue;
      if (root.mains.some((main) => holds(main, path))) return root;
      const beside = root.beside.find((module) => holds(module, path));
      if (beside !== undefined) return this.#modules.rootOf(beside.directory);
    }
    return undefined;
  }

  /** The Go files that were asked for and could not be read or parsed, with the reasons. */
  skippedFiles(): ReadonlyMap<string, string> {
    return this.#files.skipped;
  }

  /** Lets go of all syntax and packages. They are parsed anew when somebody asks for them again. */
  releaseAll(): void {
    this.#directories.clear();
    this.#builds.clear();
    this.#files.releaseAll();
  }

  /** The text of an open document has changed: what was made of it is forgotten, and what depends on changed declarations. */
  textChanged(uri: string): void {
    this.#invalidate([uri], () => {
      this.#files.forgetText(uri);
    });
  }

  /** As {@link textChanged}, of files that were created, changed or deleted. */
  filesChanged(uris: readonly string[]): void {
    this.#invalidate(uris, () => {
      for (const uri of uris) this.#files.forget(uri);
    });
  }

  #invalidate(uris: readonly string[], forget: () => void): void {
    if (uris.some(decidesModules)) {
      this.#forgetAll(uris);
      return;
    }
    const directories = new Set(uris.map((uri) => trimSlash(parentUri(uri) ?? uri)));
    // While somebody types, no file comes and none goes, and what could not be found still cannot.
    const onlyEdited = uris.every((uri) => this.#files.holds(uri));
    forget();
    if (onlyEdited) for (const index of this.#methods.values()) index.renew(uris);
    else this.#methods.clear();
    const touched = (directory: string): boolean =>
      directories.has(directory) || uris.some((uri) => isWithin(directory, uri));
    for (const directory of [...this.#directories.keys()]) if (touched(directory)) this.#directories.delete(directory);
    for (const build of this.#builds.values())
      this.#renew(build, (entry) => (entry === undefined ? !onlyEdited : touched(entry.pkg.directory)));
  }

  #forgetAll(uris: readonly string[]): void {
    for (const uri of uris) this.#files.forget(uri);
    this.#modules.reset();
    this.#builds.clear();
    this.#methods.clear();
    this.#directories.clear();
  }

  /** Loads the touched packages again, and takes out those that asked for something whose declarations changed. */
  #renew(build: Build, touched: (entry: BuildEntry | undefined) => boolean): void {
    const changed: string[] = [];
    for (const [path, entry] of [...build.entries]) {
      if (!touched(entry)) continue;
      build.entries.delete(path);
      if (entry?.importable === false) continue;
      const now = this.#entry(build, path, entry?.module, entry);
      if (now?.hash !== entry?.hash) changed.push(path);
    }
    this.#forgetDependents(build, changed);
  }

  #forgetDependents(build: Build, changed: readonly string[]): void {
    for (const path of dependents(build, changed)) {
      const entry = build.entries.get(path);
      if (entry === undefined) continue;
      build.entries.delete(path);
      this.#directories.delete(entry.pkg.directory);
    }
  }

  /** After missing files were read: what could not be found before may be there now. `before`: builds that were known earlier. */
  #forgetUnknown(directory: string, before: ReadonlySet<string>): void {
    this.#modules.reset();
    this.#files.forgetUnread();
    this.#directories.delete(directory);
    for (const [key, build] of [...this.#builds]) {
      if (!before.has(key)) this.#builds.delete(key);
      const unknown = [...build.entries].filter(([, entry]) => entry === undefined).map(([path]) => path);
      for (const path of unknown) build.entries.delete(path);
      this.#forgetDependents(build, unknown);
    }
  }

  #packagesIn(directory: string): readonly GoPackage[] {
    const known = this.#directories.get(directory);
    if (known !== undefined) return known;
    const build = this.#buildOf(directory);
    const path = this.#modules.packagePath(directory);
    const module = this.#modules.moduleOf(directory);
    const packages = this.#files.groupsIn(directory).map((group) => {
      const own = `${path}${group.suffix}`;
      const known = build.entries.get(own)?.pkg;
      if (known?.directory === directory && known.files.length === group.files.length) return known;
      this.#options.observer?.found(own, directory);
      const entry = buildEntry(build, { directory, path: own, module }, group);
      build.entries.set(own, entry);
      return entry.pkg;
    });
    this.#directories.set(directory, packages);
    return packages;
  }

  #buildOf(directory: string): Build {
    const root = this.#modules.rootOf(directory);
    const known = this.#builds.get(root.directory);
    if (known !== undefined) return known;
    const build: Build = {
      root,
      entries: new Map(),
      askedBy: new Map(),
      world: { packageDecls: (path, from) => this.#declsFor(build, path, from) },
    };
    this.#builds.set(root.directory, build);
    return build;
  }

  #declsFor(build: Build, path: string, from: string): PackageDecls | undefined {
    if (path === "C" || path === "unsafe" || path === "") return undefined;
    if (!build.root.isStandardLibrary) {
      const facts = this.#options.standard.packageDecls(path);
      // Of internal packages the facts hold only what the public ones lead to.
      if (facts !== undefined && !path.startsWith("internal/")) return facts;
    }
    noteAsker(build, path, from);
    this.#options.observer?.asked(from, path);
    const entry = this.#entry(build, path, build.entries.get(from)?.module);
    if (entry === undefined) return this.#options.standard.packageDecls(path) ?? libraryDecls(path);
    return from === `${path}_test` ? entry.pkg.declsWithTests : entry.pkg.decls;
  }

  #entry(build: Build, path: string, from: Module | undefined, before?: BuildEntry): BuildEntry | undefined {
    if (build.entries.has(path)) return build.entries.get(path);
    const entry = this.#load(build, path, from, before);
    build.entries.set(path, entry);
    return entry;
  }

  #load(build: Build, path: string, from: Module | undefined, before?: BuildEntry): BuildEntry | undefined {
    const found = this.#modules.resolve(build.root, path, from);
    if (found === undefined) return undefined;
    this.#options.observer?.found(path, found.directory);
    const group = isMain(build.root, found.module)
      ? this.#files.groupsIn(found.directory).find(({ suffix }) => suffix === "")
      : this.#files.exportsOf(found.directory);
    return group === undefined ? undefined : buildEntry(build, { ...found, path }, group, before);
  }

  /** Makes what a package can see known where that cannot be done later: its imports, and those of packages of the workspace. */
  #askForImports(directory: string, packages: readonly GoPackage[]): void {
    if (this.#options.fs.sync?.(directory) !== undefined) return;
    const build = this.#buildOf(directory);
    const seen = new Set<string>();
    const queue = [...packages];
    for (let pkg = queue.pop(); pkg !== undefined; pkg = queue.pop()) {
      for (const path of importsOf(pkg)) {
        if (seen.has(path) || this.#options.standard.has(path)) continue;
        seen.add(path);
        this.#declsFor(build, path, pkg.path);
        const entry = build.entries.get(path);
        if (entry !== undefined) queue.push(entry.pkg);
      }
    }
  }
}

function importsOf(pkg: GoPackage): readonly string[] {
  return pkg.files.flatMap((file) => file.ast.imports.map((spec) => spec.path));
}

/** True for the files that say where packages are. */
function decidesModules(uri: string): boolean {
  return /\/(go\.mod|go\.work|modules\.txt)$/.test(uri);
}
