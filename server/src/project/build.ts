import { collectDecls, relocateDecls } from "../semantic/decls.ts";
import type { PackageDecls, World } from "../semantic/package.ts";
import { declarationHash } from "./declaration-hash.ts";
import type { GoFile, GoPackage } from "./go-package.ts";
import type { BuildRoot, Module } from "./modules.ts";
import type { FileGroup } from "./package-files.ts";

/** The packages of one build, by import path. Undefined: there is none of that path. */
export interface Build {
  readonly root: BuildRoot;
  readonly world: World;
  readonly entries: Map<string, BuildEntry | undefined>;
  /** Who has asked for a package. */
  readonly askedBy: Map<string, Set<string>>;
}

/** A package as one build sees it. */
export interface BuildEntry {
  readonly pkg: GoPackage;
  readonly module: Module | undefined;
  /** True if it belongs to a module that is worked on, not to a dependency. */
  readonly isMain: boolean;
  /** False for external tests and programs that merely lie in the directory. */
  readonly importable: boolean;
  /** Hashes of its files' declarations, joined. */
  readonly hash: string;
}

/** Where a package of a build lies, and what it is called. */
export interface PackagePlace {
  readonly directory: string;
  readonly path: string;
  readonly module: Module | undefined;
}

/**
 * `before`: the same package before files of it were edited. What it declares is taken over where that is the same, so
 * that what was worked out about it stays.
 */
export function buildEntry(
  build: Build,
  { directory, path, module }: PackagePlace,
  group: FileGroup,
  before?: BuildEntry,
): BuildEntry {
  const { files, complete, suffix } = group;
  const hash = once(() => `${String(complete)} ${files.map(declarationHash).join(" ")}`);
  const isSame = before !== undefined && haveSameFiles(before.pkg.files, files) && before.hash === hash.get();
  const earlier = isSame ? before.pkg : undefined;
  const collect = (some: readonly GoFile[]): PackageDecls => collectDecls(some, { path, world: build.world, complete });
  const exported = files.filter((file) => !file.isTest);
  const known = earlier === undefined ? undefined : knownDecls.get(earlier);
  const decls = once(() => collect(exported), relocated(known?.decls.made, earlier, files));
  const declsWithTests = once(
    () => (exported.length === files.length ? decls.get() : collect(files)),
    relocated(known?.declsWithTests.made, earlier, files),
  );
  const pkg: GoPackage = {
    directory,
    path,
    goVersion: module?.file.go,
    files,
    world: build.world,
    get decls() {
      return decls.get();
    },
    get declsWithTests() {
      return declsWithTests.get();
    },
  };
  knownDecls.set(pkg, { decls, declsWithTests });
  return {
    pkg,
    module,
    isMain: isMain(build.root, module),
    importable: suffix === "",
    get hash() {
      return hash.get();
    },
  };
}

/** What of the declarations of a package was collected so far. */
const knownDecls = new WeakMap<
  GoPackage,
  { readonly decls: Once<PackageDecls>; readonly declsWithTests: Once<PackageDecls> }
>();

function relocated(
  decls: PackageDecls | undefined,
  before: GoPackage | undefined,
  files: readonly GoFile[],
): PackageDecls | undefined {
  if (decls === undefined || before === undefined) return undefined;
  for (const file of files) if (!before.files.includes(file)) relocateDecls(decls, file);
  return decls;
}

/** Whether two versions of a package consist of files of the same names. */
export function haveSameFiles(a: readonly GoFile[], b: readonly GoFile[]): boolean {
  return a.length === b.length && a.every(({ uri }, index) => uri === b[index]?.uri);
}

/** By directories: a module that was read again is another object. */
export function isMain(root: BuildRoot, module: Module | undefined): boolean {
  return (
    module !== undefined && [...root.mains, ...root.beside].some(({ directory }) => directory === module.directory)
  );
}

/** Whether a package of that path can belong to the modules that are worked on. */
export function mayHold(root: BuildRoot, path: string): boolean {
  return root.isStandardLibrary || [...root.mains, ...root.beside].some((module) => holds(module, path));
}

/** Whether a package of that path can belong to the module. */
export function holds(module: Module, path: string): boolean {
  return path === module.path || path.startsWith(`${module.path}/`);
}

export function noteAsker(build: Build, path: string, from: string): void {
  const known = build.askedBy.get(path);
  if (known === undefined) build.askedBy.set(path, new Set([from]));
  else known.add(from);
}

/** All that have asked, at first or second hand, for one of some packages. */
export function dependents(build: Build, changed: readonly string[]): ReadonlySet<string> {
  const found = new Set<string>();
  const queue = [...changed];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    for (const from of build.askedBy.get(path) ?? []) {
      if (found.has(from)) continue;
      found.add(from);
      queue.push(from);
    }
  }
  return found;
}

/** A value that is made when it is first asked for. */
interface Once<T> {
  readonly made: T | undefined;
  get(): T;
}

function once<T extends object | string>(make: () => T, known?: T): Once<T> {
  let made = known;
  return {
    get made() {
      return made;
    },
    get: () => (made ??= make()),
  };
}
