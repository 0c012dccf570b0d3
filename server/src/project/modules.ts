import type { GoEnvironment } from "./go-environment.ts";
import { sourcesOfRoot } from "./go-environment.ts";
import { escapeModulePath, parseModuleFile, type ModuleFile, type Replacement } from "./go-mod.ts";
import type { SourceFiles } from "./source-files.ts";
import { isWithin, joinUri, parentUri, relativePath, resolveUri, trimSlash } from "./uri.ts";

/** A directory with a go.mod, and what that says. */
export interface Module {
  readonly path: string;
  readonly directory: string;
  readonly file: ModuleFile;
}

/** What is built together and so sees the same versions of everything: one module, or the modules of a go.work. */
export interface BuildRoot {
  /** URI of the directory of its go.mod or go.work, or of the directory without either. */
  readonly directory: string;
  readonly mains: readonly Module[];
  /** The modules in folders that replace required ones: they are worked on together with the mains. */
  readonly beside: readonly Module[];
  /** True for Go's own sources. */
  readonly isStandardLibrary: boolean;
  /** The go.work's, which go before those of the modules. */
  readonly replace: readonly Replacement[];
}

export interface ResolvedPackage {
  readonly directory: string;
  /** The module it belongs to; undefined for a package of GOROOT or of a GOPATH. */
  readonly module: Module | undefined;
}

/** Finds modules and packages in files alone. Nothing is run. */
export class Modules {
  readonly #files: SourceFiles;
  readonly #environment: GoEnvironment;
  readonly #modules = new Map<string, Module | undefined>();
  readonly #roots = new Map<string, BuildRoot>();

  constructor(files: SourceFiles, environment: GoEnvironment) {
    this.#files = files;
    this.#environment = environment;
  }

  /** Forgets everything: a go.mod, go.work or vendor directory changed. */
  reset(): void {
    this.#modules.clear();
    this.#roots.clear();
  }

  /** The module whose go.mod is nearest above a directory, or in it. */
  moduleOf(directory: string): Module | undefined {
    for (let at: string | undefined = directory; at !== undefined; at = parentUri(at)) {
      const module = this.#moduleIn(trimSlash(at));
      if (module !== undefined) return module;
    }
    return undefined;
  }

  rootOf(directory: string): BuildRoot {
    const module = this.moduleOf(directory);
    const key = module?.directory ?? this.#gopathOf(directory) ?? trimSlash(directory);
    const known = this.#roots.get(key);
    if (known !== undefined) return known;
    const found = module === undefined ? emptyRoot(key) : (this.#workspaceOf(module) ?? rootOfModule(module));
    const root = { ...found, beside: this.#besideOf(found) };
    this.#roots.set(key, root);
    return root;
  }

  /** Of a folder whose go.mod has another name, packages have two names: it is taken for any other dependency. */
  #besideOf(root: BuildRoot): readonly Module[] {
    const modules = replacementsOf(root).flatMap(({ path, target, targetVersion }) => {
      const module = targetVersion === undefined ? this.#moduleIn(target) : undefined;
      return module?.path === path ? [module] : [];
    });
    return [...new Set(modules)];
  }

  /** The import path of the package in a directory. Without a module, the directory's own path stands in. */
  packagePath(directory: string): string {
    const trimmed = trimSlash(directory);
    const module = this.moduleOf(trimmed);
    const base = module?.directory ?? this.#gopathOf(trimmed);
    const within = base === undefined ? undefined : relativePath(base, trimmed);
    if (within === undefined) return `_${/^[^:]*:(?:\/\/[^/]*)?(.*)$/.exec(trimmed)?.[1] ?? trimmed}`;
    const vendored = /(?:^|\/)vendor\/(.+)$/.exec(within)?.[1];
    if (vendored !== undefined) return vendored;
    if (module === undefined || module.path === "std") return within;
    return within === "" ? module.path : `${module.path}/${within}`;
  }

  /** The directory of the package that an import path names in a build. `from` is the module of the importing package. */
  resolve(root: BuildRoot, path: string, from: Module | undefined): ResolvedPackage | undefined {
    return (
      this.#inMains(root, path) ??
      this.#inVendor(root, path) ??
      this.#required(root, path, from) ??
      this.#inGoRoot(path) ??
      this.#inGopath(path)
    );
  }

  #moduleIn(directory: string): Module | undefined {
    if (this.#modules.has(directory)) return this.#modules.get(directory);
    const text = this.#has(directory, "go.mod") ? this.#files.text(joinUri(directory, "go.mod")) : undefined;
    const file = text === undefined ? undefined : parseModuleFile(text);
    const module = file?.module === undefined ? undefined : { path: file.module, directory, file };
    this.#modules.set(directory, module);
    return module;
  }

  #workspaceOf(module: Module): BuildRoot | undefined {
    if (!this.#environment.workspaces) return undefined;
    for (let at: string | undefined = module.directory; at !== undefined; at = parentUri(at)) {
      const directory = trimSlash(at);
      const text = this.#has(directory, "go.work") ? this.#files.text(joinUri(directory, "go.work")) : undefined;
      if (text === undefined) continue;
      const file = parseModuleFile(text);
      const mains = file.use.flatMap((path) => this.#moduleIn(localTarget(directory, path)) ?? []);
      // A go.work that does not use the module: Go would refuse to build it, gostable takes it by itself.
      if (!mains.some((main) => main.directory === module.directory)) return undefined;
      return { ...emptyRoot(directory), mains, replace: inDirectory(file.replace, directory) };
    }
    return undefined;
  }

  #inMains(root: BuildRoot, path: string): ResolvedPackage | undefined {
    for (const module of longestFirst(root.mains.filter((main) => holds(main.path, path)))) {
      const found = this.#package(inModule(module.directory, module.path, path), module);
      if (found !== undefined) return found;
    }
    return root.isStandardLibrary ? this.#package(resolveUri(root.directory, path), root.mains[0]) : undefined;
  }

  #inVendor(root: BuildRoot, path: string): ResolvedPackage | undefined {
    for (const directory of new Set([root.directory, ...root.mains.map((main) => main.directory)])) {
      if (!this.#has(directory, "vendor")) continue;
      const found = this.#package(resolveUri(directory, `vendor/${path}`), undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** In the module of the longest path that the build, or else the importing module, requires or replaces. */
  #required(root: BuildRoot, path: string, from: Module | undefined): ResolvedPackage | undefined {
    const modules = [...root.mains, ...(from === undefined || root.mains.includes(from) ? [] : [from])];
    const replace = replacementsOf(root);
    const names = modules
      .flatMap((module) => module.file.require)
      .concat(replace.map(({ path: old, version }) => ({ path: old, version: version ?? "" })));
    for (const required of longestFirst(names.filter((name) => holds(name.path, path)))) {
      const found = this.#inModuleVersion(required.path, required.version, path, replace);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #inModuleVersion(
    module: string,
    version: string,
    path: string,
    replace: readonly Replacement[],
  ): ResolvedPackage | undefined {
    const replaced = replace.find((each) => each.path === module && (each.version ?? version) === version);
    if (replaced !== undefined && replaced.targetVersion === undefined)
      return this.#inDependency(replaced.target, module, path);
    const name = escapeModulePath(replaced?.target ?? module);
    const at = escapeModulePath(replaced?.targetVersion ?? version);
    for (const cache of this.#environment.moduleCaches) {
      const found = this.#inDependency(resolveUri(cache, `${name}@${at}`), module, path);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #inDependency(directory: string, module: string, path: string): ResolvedPackage | undefined {
    const found = inModule(directory, module, path);
    return this.#package(found, this.#moduleIn(directory));
  }

  /** The first element of a path that is not the standard library's holds a dot. */
  #inGoRoot(path: string): ResolvedPackage | undefined {
    if ((path.split("/")[0] ?? "").includes(".")) return undefined;
    for (const root of this.#environment.roots) {
      const found = this.#package(resolveUri(sourcesOfRoot(root), path), undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #inGopath(path: string): ResolvedPackage | undefined {
    for (const gopath of this.#environment.gopaths) {
      const found = this.#package(resolveUri(gopath, `src/${path}`), undefined);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  #package(directory: string, module: Module | undefined): ResolvedPackage | undefined {
    const names = this.#files.listing(directory)?.keys() ?? [];
    return [...names].some((name) => name.endsWith(".go")) ? { directory, module } : undefined;
  }

  #gopathOf(directory: string): string | undefined {
    return this.#environment.gopaths.map((path) => joinUri(path, "src")).find((src) => isWithin(directory, src));
  }

  #has(directory: string, name: string): boolean {
    return this.#files.listing(directory)?.has(name) === true;
  }
}

function emptyRoot(directory: string): BuildRoot {
  return { directory, mains: [], beside: [], isStandardLibrary: false, replace: [] };
}

function rootOfModule(module: Module): BuildRoot {
  return { ...emptyRoot(module.directory), mains: [module], isStandardLibrary: module.path === "std" };
}

/** All replacements of a build, with the directories of those that are folders. */
function replacementsOf({ replace, mains }: BuildRoot): readonly Replacement[] {
  return [...replace, ...mains.flatMap((main) => inDirectory(main.file.replace, main.directory))];
}

/** True if a package of that path may lie in the module. */
function holds(module: string, path: string): boolean {
  return path === module || path.startsWith(`${module}/`);
}

function inModule(directory: string, module: string, path: string): string {
  return resolveUri(directory, path.slice(module.length + 1));
}

function longestFirst<T extends { readonly path: string }>(modules: readonly T[]): readonly T[] {
  return [...modules].sort((a, b) => b.path.length - a.path.length);
}

/** Replacements by directories, with the directory's URI in place of its path. */
function inDirectory(replace: readonly Replacement[], directory: string): readonly Replacement[] {
  return replace.map((each) =>
    each.targetVersion === undefined ? { ...each, target: localTarget(directory, each.target) } : each,
  );
}

function localTarget(directory: string, path: string): string {
  const drive = /^[A-Za-z]:/.test(path);
  if (!drive && !path.startsWith("/")) return resolveUri(directory, path);
  const root = /^[a-z][\w+.-]*:\/\/[^/]*/i.exec(directory)?.[0] ?? "file://";
  return trimSlash(resolveUri(`${root}/`, drive ? `${path.charAt(0).toLowerCase()}${path.slice(1)}` : path));
}
