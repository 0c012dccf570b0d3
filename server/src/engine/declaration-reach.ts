import { keyOfFunc } from "../flow/program.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import type { Decl, File, FuncDecl, GenDecl, Node } from "../syntax/ast.ts";
import { docStart, headEnd, receiverTypeName } from "../syntax/outlined-decl.ts";
import { walk } from "../syntax/visit.ts";
import { type DeclarationChange, namesOf } from "./declaration-change.ts";
import { isBehindDot, placesOf } from "./name-search.ts";

/** A file whose declarations have changed, as it is now, and in what they have. */
export interface ChangedFile {
  readonly file: GoFile;
  /** The package it is in now. */
  readonly pkg: GoPackage;
  readonly change: DeclarationChange;
}

/** Who may see changed declarations: what mentions them, and what mentions a declaration that mentions them. */
export interface Reach {
  /** The names of package level whose meaning may be otherwise. */
  readonly names: ReadonlySet<string>;
  /** The keys of the functions that mention one of the names, or were themselves edited. */
  readonly functions: ReadonlySet<string>;
  /** The texts of all declarations that do, with the comments above them. */
  readonly texts: ReadonlySet<string>;
  /** Files of which any part may mean something else. */
  readonly files: ReadonlySet<string>;
}

/** Names followed; where there are more, so much may be otherwise that nothing is gained by telling it apart. */
const MOST_NAMES = 200;

/**
 * Follows changed declarations through the packages that can see them: by the names, so that more may be found than truly
 * depends, and never less. Bodies are followed by who has looked into whom ({@link FlowAnalysis}), not here. Undefined where
 * it would be almost everything.
 */
export function reachOf(changes: readonly ChangedFile[], packages: readonly GoPackage[]): Reach | undefined {
  const search = new Search(filesThatSee(changes, packages));
  for (const { change, file, pkg } of changes) search.take(change, { file, pkg: pkg.path });
  return search.run();
}

/** A file, and the path of the package it is in. */
interface SeeingFile {
  readonly file: GoFile;
  readonly pkg: string;
}

/** The files of the packages that were changed, and of those that import them, through others, too. */
function filesThatSee(changes: readonly ChangedFile[], packages: readonly GoPackage[]): readonly SeeingFile[] {
  const changed = new Map(changes.map(({ file, pkg }) => [file.uri, { file, pkg: pkg.path }]));
  const seeing = new Set(changes.map(({ pkg }) => pkg));
  addImporters(seeing, packages);
  const files = new Map<string, SeeingFile>();
  for (const pkg of seeing) for (const file of pkg.files) files.set(file.uri, { file, pkg: pkg.path });
  return [...new Map([...files, ...changed]).values()];
}

function addImporters(seeing: Set<GoPackage>, packages: readonly GoPackage[]): void {
  const paths = new Set([...seeing].map((pkg) => pkg.path));
  for (let before = -1; before !== seeing.size;) {
    before = seeing.size;
    for (const pkg of packages) {
      if (paths.has(pkg.path) || !pkg.files.some(({ ast }) => ast.imports.some((spec) => paths.has(spec.path))))
        continue;
      seeing.add(pkg);
      paths.add(pkg.path);
    }
  }
}

/** A name whose meaning may be otherwise. */
interface Sought {
  readonly name: string;
  /** The package that declares it; undefined for a method, which is found behind any dot. */
  readonly pkg: string | undefined;
}

class Search {
  readonly #files: readonly SeeingFile[];
  readonly #sought = new Map<string, Sought>();
  readonly #functions = new Set<string>();
  readonly #texts = new Set<string>();
  readonly #whole = new Set<string>();
  #next: Sought[] = [];

  constructor(files: readonly SeeingFile[]) {
    this.#files = files;
  }

  take({ names, members, functions, texts, imports }: DeclarationChange, { file, pkg }: SeeingFile): void {
    for (const name of names) this.#add({ name, pkg });
    for (const name of members) this.#add({ name, pkg: undefined });
    for (const key of functions) this.#functions.add(key);
    for (const text of texts) this.#texts.add(text);
    if (!imports) return;
    this.#whole.add(file.uri);
    for (const decl of file.ast.decls) this.#note(file, decl);
  }

  run(): Reach | undefined {
    while (this.#next.length > 0) {
      const sought = this.#next;
      this.#next = [];
      for (const each of sought) for (const file of this.#files) this.#lookFor(each, file);
      if (this.#sought.size > MOST_NAMES) return undefined;
    }
    const names = [...this.#sought.values()].filter(({ pkg }) => pkg !== undefined).map(({ name }) => name);
    return { names: new Set(names), functions: this.#functions, texts: this.#texts, files: this.#whole };
  }

  #lookFor({ name, pkg }: Sought, seeing: SeeingFile): void {
    const isOwn = pkg === seeing.pkg;
    if (pkg !== undefined && !isOwn && !isExported(name)) return;
    const { text, ast } = seeing.file;
    const isMixed = hasDotImport(ast);
    for (const at of placesOf(name, text)) {
      if (isBehindDot(text, at) === isOwn && !isMixed) continue;
      const decl = declAt(ast.decls, at);
      if (decl?.kind === "FuncDecl") this.#meetInFunction(seeing, decl, at);
      else if (decl?.kind === "GenDecl") this.#meetInGroup(seeing, decl, at);
    }
  }

  #meetInFunction({ file, pkg }: SeeingFile, decl: FuncDecl, at: number): void {
    if (at >= headEnd(decl)) {
      this.#note(file, decl);
      return;
    }
    const { name, recv, type } = decl;
    const inReceiver = recv !== undefined && refersAt(recv, at);
    if (!inReceiver && !refersAt(type, at)) return;
    this.#note(file, decl);
    // What the receiver is, its users see by themselves.
    if (inReceiver) return;
    this.#add({ name: name.name, pkg: receiverTypeName(decl) === undefined ? pkg : undefined });
  }

  #meetInGroup({ file, pkg }: SeeingFile, decl: GenDecl, at: number): void {
    if (decl.tok === "import") return;
    const spec = decl.specs.find((each) => each.start <= at && at < each.end);
    if (spec === undefined || spec.kind === "ImportSpec") return;
    if ((spec.kind === "TypeSpec" && spec.name.start === at) || !refersAt(spec, at)) return;
    this.#note(file, decl);
    // A constant may repeat the line above.
    const meant = decl.tok === "const" ? decl.specs : [spec];
    for (const name of meant.flatMap(namesOf)) if (name !== "_") this.#add({ name, pkg });
  }

  #note(file: GoFile, decl: Decl): void {
    this.#texts.add(file.text.slice(docStart(decl), decl.end));
    if (decl.kind !== "FuncDecl") return;
    this.#functions.add(keyOfFunc(decl, file.uri));
  }

  #add(sought: Sought): void {
    const key = `${sought.pkg ?? ""} ${sought.name}`;
    if (this.#sought.has(key)) return;
    this.#sought.set(key, sought);
    this.#next.push(sought);
  }
}

/** Other packages' names then stand without a dot, too. */
function hasDotImport({ imports }: File): boolean {
  return imports.some((spec) => spec.name?.name === ".");
}

function isExported(name: string): boolean {
  return /^\p{Lu}/u.test(name);
}

/**
 * Whether an identifier stands at an offset that means something declared elsewhere: not in a comment or a string, nor the
 * name of a field, a parameter or an interface's method.
 */
function refersAt(node: Node, at: number): boolean {
  let refers = false;
  walk(node, (each) => {
    if (each.end <= at || each.start > at) return false;
    if ("names" in each && each.names.some((name) => name.start === at)) return false;
    if (each.kind === "InterfaceMethod" && each.name.start === at) return false;
    if (each.kind === "Ident" && each.start === at) refers = true;
    return undefined;
  });
  return refers;
}

/** The declaration that holds an offset. */
function declAt(decls: readonly Decl[], at: number): Decl | undefined {
  let [low, high] = [0, decls.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((decls[middle]?.end ?? 0) <= at) low = middle + 1;
    else high = middle;
  }
  const decl = decls[low];
  return decl !== undefined && decl.start <= at ? decl : undefined;
}
