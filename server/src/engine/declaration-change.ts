import { keyOfFunc } from "../flow/program.ts";
import type { GoFile } from "../project/go-package.ts";
import type { Decl, GenDecl, Spec } from "../syntax/ast.ts";
import { docStart, headEnd, nameOfFunc, receiverTypeName } from "../syntax/outlined-decl.ts";
import { directivesOf } from "./visible-hash.ts";

/** Names whose meaning may be otherwise than before. */
interface ChangedNames {
  /** Of package level: functions, types, variables, constants. */
  readonly names: ReadonlySet<string>;
  /** Of methods. */
  readonly members: ReadonlySet<string>;
}

/** What has changed between two versions of a file, as far as others can see. */
export interface DeclarationChange extends ChangedNames {
  /** The keys of the functions whose text was or is otherwise, bodies included. */
  readonly functions: ReadonlySet<string>;
  /** The texts of the declarations that were or are otherwise. */
  readonly texts: readonly string[];
  /** It imports other packages: what any part of the file means may be otherwise. */
  readonly imports: boolean;
}

/** Undefined where it cannot be told apart: anything may be otherwise. */
export function declarationChange(before: GoFile, after: GoFile): DeclarationChange | undefined {
  if (before.ast.packageName?.name !== after.ast.packageName?.name || before.isTest !== after.isTest) return undefined;
  if (directivesOf(before) !== directivesOf(after)) return undefined;
  const { removed, added } = difference(before, after);
  if ([...removed, ...added].some(({ decl }) => decl.kind === "BadDecl")) return undefined;
  const groups = { removed: groupsOf(removed), added: groupsOf(added) };
  if ([...groups.removed, ...groups.added].some(decidesFile)) return undefined;
  const specs = changedSpecs(groups.removed, groups.added);
  if (specs.some(isAlias)) return undefined;
  const heads = changedHeads(headsOf(removed), headsOf(added));
  const changed = [...removed, ...added];
  return {
    names: new Set([...specs.flatMap(namesOf), ...heads.names].filter((name) => name !== "_")),
    members: heads.members,
    functions: new Set(
      changed.flatMap(({ decl, file }) => (decl.kind === "FuncDecl" ? [keyOfFunc(decl, file.uri)] : [])),
    ),
    texts: changed.map(({ text }) => text),
    imports: [...groups.removed, ...groups.added].some(({ decl }) => decl.tok === "import"),
  };
}

/** A declaration of one version of the file. */
interface Place<D extends Decl = Decl> {
  readonly decl: D;
  readonly file: GoFile;
  /** With the comments above it. */
  readonly text: string;
}

function difference(before: GoFile, after: GoFile): { readonly removed: Place[]; readonly added: Place[] } {
  const [old, now] = [placesIn(before), placesIn(after)];
  return { removed: without(old, now), added: without(now, old) };
}

function placesIn(file: GoFile): Place[] {
  return file.ast.decls.map((decl) => ({ decl, file, text: file.text.slice(docStart(decl), decl.end) }));
}

/** Those whose texts the others do not have, or not as often. */
function without<Part extends { readonly text: string }>(parts: readonly Part[], others: readonly Part[]): Part[] {
  const left = new Map<string, number>();
  for (const { text } of others) left.set(text, (left.get(text) ?? 0) + 1);
  return parts.filter(({ text }) => {
    const count = left.get(text) ?? 0;
    left.set(text, count - 1);
    return count <= 0;
  });
}

function groupsOf(places: readonly Place[]): Place<GenDecl>[] {
  return places.filter((place): place is Place<GenDecl> => place.decl.kind === "GenDecl");
}

/** An import with `.` brings in names that are written nowhere; one for tests can make the file one of tests. */
function decidesFile({ decl }: Place<GenDecl>): boolean {
  if (decl.tok !== "import") return false;
  return decl.specs.some(
    (spec) => spec.kind === "ImportSpec" && (spec.name?.name === "." || /test|mock/.test(spec.path)),
  );
}

interface SpecText {
  readonly spec: Spec;
  readonly text: string;
}

/** What only one of the versions declares. A constant may repeat the line above: of these the whole group counts. */
function changedSpecs(removed: readonly Place<GenDecl>[], added: readonly Place<GenDecl>[]): Spec[] {
  const [old, now] = [removed.flatMap(specsOf), added.flatMap(specsOf)];
  return [...without(old, now), ...without(now, old)].map(({ spec }) => spec);
}

function specsOf({ decl, file, text }: Place<GenDecl>): SpecText[] {
  return decl.specs.map((spec) => ({
    spec,
    text: decl.tok === "const" ? text : `${decl.tok} ${file.text.slice(spec.start, spec.end)}`,
  }));
}

/** Another name for a type: what is identical to what may be otherwise everywhere. */
function isAlias(spec: Spec): boolean {
  return spec.kind === "TypeSpec" && spec.alias;
}

/** The names that a line of a declaration declares. */
export function namesOf(spec: Spec): readonly string[] {
  if (spec.kind === "TypeSpec") return [spec.name.name];
  return spec.kind === "ValueSpec" ? spec.names.map(({ name }) => name) : [];
}

/** A function as others see it. */
interface Head {
  readonly recv: string | undefined;
  readonly name: string;
  readonly text: string;
  readonly pointer: boolean;
}

function headsOf(places: readonly Place[]): Head[] {
  return places.flatMap(({ decl, file }) => {
    if (decl.kind !== "FuncDecl") return [];
    const text = file.text.slice(decl.start, headEnd(decl));
    const pointer = /^func\s*\([^)]*\*/.test(text);
    return [{ recv: receiverTypeName(decl), name: nameOfFunc(decl), text, pointer }];
  });
}

function changedHeads(removed: readonly Head[], added: readonly Head[]): ChangedNames {
  const changed = [...without(removed, added), ...without(added, removed)];
  const names = new Set<string>();
  const members = new Set<string>();
  for (const head of changed) {
    if (head.recv === undefined) names.add(head.name);
    else {
      members.add(head.name);
      if (!isOnlyCalled(head, removed, added)) names.add(head.recv);
    }
  }
  return { names, members };
}

/**
 * True for a method that only those can notice who name it: it stays a method of its type, and no other package or fact
 * of a library can ask whether the type has it.
 */
function isOnlyCalled({ recv, name, pointer }: Head, removed: readonly Head[], added: readonly Head[]): boolean {
  if (/^\p{Lu}/u.test(name) || /c(ontext|tx)$/i.test(name)) return false;
  const isSame = (head: Head): boolean => head.recv === recv && head.name === name && head.pointer === pointer;
  return removed.some(isSame) && added.some(isSame);
}
