import { wordPattern } from "../analyze/text-queries.ts";
import type { FunctionSource } from "../flow/program.ts";
import type { FuncDecl } from "../syntax/ast.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { receiverTypeName } from "../syntax/outlined-file.ts";
import type { Revision } from "./revision.ts";

/** A file before and after a change that left its declarations as they were. */
export interface BodyChange {
  readonly before: GoFile;
  readonly after: GoFile;
}

/** What of the results that were kept may be otherwise after an edit. */
export interface Affected {
  /**
   * The names of functions that callers may see otherwise than before: those whose own body changed what it does to its
   * callers, and, through them, those that call these.
   */
  readonly names: ReadonlySet<string>;
  /** The texts of the functions that were edited, as they were and as they are, and of those that call one of `names`. */
  readonly texts: readonly string[];
}

export function affectedBy(changes: readonly BodyChange[], before: Revision, after: Revision): Affected {
  const names = new Set<string>();
  const queue = changes.flatMap(editedFunctions);
  const texts = new Set(queue.flatMap((func) => (func.old === undefined ? [func.text] : [func.old, func.text])));
  const judged = new Set<string>();
  for (let func = queue.pop(); func !== undefined; func = queue.pop()) {
    if (judged.has(func.key)) continue;
    judged.add(func.key);
    if (viewOf(func, before) === viewOf(func, after)) continue;
    names.add(func.name);
    const callers = functionsNaming(func.name, before.packages, changes);
    for (const caller of callers) texts.add(caller.text);
    queue.push(...callers);
  }
  return { names, texts: [...texts] };
}

interface NamedFunction {
  readonly text: string;
  /** Its text before the change. */
  readonly old?: string | undefined;
  readonly key: string;
  readonly uri: string;
  readonly recv: string | undefined;
  readonly name: string;
}

/** Functions whose text differs, also those that are new or gone. */
function editedFunctions({ before, after }: BodyChange): NamedFunction[] {
  const old = new Map(functionsOf(before).map((func) => [func.key, func.text]));
  return functionsOf(after).flatMap((func) => {
    const before = old.get(func.key);
    return before === func.text ? [] : [{ ...func, old: before }];
  });
}

function functionsOf(file: GoFile): NamedFunction[] {
  return file.ast.decls.flatMap((decl) => (decl.kind === "FuncDecl" ? [named(file, decl)] : []));
}

function named(file: GoFile, decl: FuncDecl): NamedFunction {
  const recv = receiverTypeName(decl);
  const name = decl.name.name;
  const text = file.text.slice(decl.start, decl.end);
  return { key: `${file.uri} ${recv ?? ""}.${name}`, uri: file.uri, recv, name, text };
}

/** Functions of the packages looked at so far whose text names another one. */
function functionsNaming(name: string, packages: Iterable<GoPackage>, changes: readonly BodyChange[]): NamedFunction[] {
  const word = wordPattern([name]);
  const newest = new Map(changes.map((change) => [change.after.uri, change.after]));
  const found: NamedFunction[] = [];
  for (const pkg of packages) {
    for (const file of pkg.files) {
      const current = newest.get(file.uri) ?? file;
      if (!current.text.includes(name)) continue;
      for (const func of functionsOf(current)) if (word.test(func.text)) found.push(func);
    }
  }
  return found;
}

function viewOf(func: NamedFunction, revision: Revision): string | undefined {
  for (const pkg of revision.packages) {
    const file = pkg.files.find((each) => each.uri === func.uri);
    if (file === undefined) continue;
    const source: FunctionSource | undefined = revision.analysisOf(pkg).functions.find(func.recv, func.name);
    return source === undefined ? undefined : revision.seenFromOutside(source, file.text);
  }
  return undefined;
}
