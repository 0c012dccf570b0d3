import type { ImportSpec } from "../syntax/ast.ts";
import type { World } from "./package.ts";
import { isPredeclared } from "./universe.ts";

/** The imports of one file. */
export interface ImportTable {
  /** The path of the package that `name` stands for in this file. */
  pathOf(name: string): string | undefined;
  /** Paths imported with a dot. */
  readonly dots: readonly string[];
  /** The name for a path, "." or "_"; undefined where it is not imported. */
  nameOf(path: string): string | undefined;
}

/** Names a package of that import path has, if nothing is known of it but the path: the likeliest first. */
export function guessedNames(path: string): readonly string[] {
  const elements = path.split("/");
  const last = elements.at(-1) ?? path;
  const previous = elements.at(-2);
  if (previous !== undefined && /^v[0-9]+$/.test(last)) {
    return last === "v1" ? [last, ...plainNames(previous)] : [...plainNames(previous), last];
  }
  return plainNames(last);
}

/** `yaml.v3` is yaml, `go-redis` redis or goredis, `redis-go` redis, `nats.go` nats. */
function plainNames(element: string): readonly string[] {
  const unversioned = element.replace(/\.v[0-9]+$/, "");
  if (/^[\p{L}_][\p{L}\p{N}_]*$/u.test(unversioned)) return [unversioned];
  const bare = unversioned.replace(/^go[-.]/, "").replace(/[-.]go$/, "");
  const lastPart = bare.split(/[-.]/).at(-1) ?? bare;
  return [bare.replace(/[-.]/g, ""), bare.replace(/[-.]/g, "_"), lastPart, unversioned.replace(/[-.]/g, "")];
}

const STANDARD =
  /^(archive|bufio|builtin|bytes|cmp|compress|container|context|crypto|database|debug|embed|encoding|errors|expvar|flag|fmt|go|hash|html|image|index|internal|io|iter|log|maps|math|mime|net|os|path|plugin|reflect|regexp|runtime|slices|sort|strconv|strings|structs|sync|syscall|testing|text|time|unicode|unique|unsafe|weak)(\/|$)/;

/** True if the guess is certain: packages of the standard library are named after their directories. */
function isStandard(path: string): boolean {
  return STANDARD.test(path);
}

/** Reads the import table. The world is asked for a package's name only where its path leaves a doubt. */
export function importTable(specs: readonly ImportSpec[], world: World, from: string): ImportTable {
  const explicit = new Map<string, string>();
  const implicit: string[] = [];
  for (const spec of specs) {
    if (spec.name === undefined) implicit.push(spec.path);
    else if (spec.name.name !== "_" && spec.name.name !== ".") explicit.set(spec.name.name, spec.path);
  }
  const found = new Map<string, string | undefined>();
  return {
    dots: specs.filter((spec) => spec.name?.name === ".").map((spec) => spec.path),
    pathOf(name) {
      if (found.has(name)) return found.get(name);
      const path = explicit.get(name) ?? implicitPath(name, implicit, world, from);
      found.set(name, path);
      return path;
    },
    nameOf(path) {
      const spec = specs.find((candidate) => candidate.path === path);
      if (spec === undefined) return undefined;
      return spec.name?.name ?? packageName(path, world, from);
    },
  };
}

/** The name of a package: what its clause says, else what its path suggests. */
export function packageName(path: string, world: World, from: string): string {
  return world.packageDecls(path, from)?.name ?? guessedNames(path)[0] ?? path;
}

/** By import path. */
const likeliest = new Map<string, string | undefined>();

function likeliestName(path: string): string | undefined {
  const known = likeliest.get(path);
  if (known !== undefined) return known;
  const [name] = guessedNames(path);
  likeliest.set(path, name);
  return name;
}

function implicitPath(name: string, paths: readonly string[], world: World, from: string): string | undefined {
  const likely = paths.filter((path) => likeliestName(path) === name);
  const sure = likely.find((path) => isStandard(path) || isNamed(path, name, world, from));
  if (sure !== undefined) return sure;
  const unread = (path: string): boolean => world.packageDecls(path, from) === undefined;
  // Nobody calls a package `string` or `len` by surprise; to make sure, every import would have to be read.
  if (isPredeclared(name)) return likely.find(unread);
  for (const path of paths) if (isNamed(path, name, world, from)) return path;
  return likely.find(unread) ?? paths.find((path) => guessedNames(path).includes(name) && unread(path));
}

function isNamed(path: string, name: string, world: World, from: string): boolean {
  return world.packageDecls(path, from)?.name === name;
}
