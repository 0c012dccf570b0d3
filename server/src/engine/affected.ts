import { keyOfFunc } from "../flow/program.ts";
import type { FunctionEdit } from "../flow/renewal.ts";
import type { GoFile, GoPackage } from "../project/go-package.ts";
import { differenceOf } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { Reach } from "./declaration-reach.ts";
import type { Revision } from "./revision.ts";
import { docStart } from "../syntax/outlined-decl.ts";

/** A file before and after a change. */
export interface FileChange {
  readonly before: GoFile;
  readonly after: GoFile;
  /** The package the file is in now. */
  readonly pkg: GoPackage;
}

/** What of the results that were kept may be otherwise after an edit. */
export interface Affected {
  /** The keys of functions that callers may see otherwise than before. */
  readonly changed: ReadonlySet<string>;
  /** The keys of functions that have looked into one of these. */
  readonly callers: ReadonlySet<string>;
  /** The texts of the functions that were edited, as they were and as they are, and of the callers. */
  readonly texts: readonly string[];
  /** Who may see changed declarations; undefined where only bodies were edited. */
  readonly reach: Reach | undefined;
}

/** Lets a revision go on where another ends whose declarations were otherwise. */
export function affectedByDeclarations(
  reach: Reach,
  before: Revision,
  after: Revision,
  packages: readonly GoPackage[],
): Affected {
  const { changed, affected } = after.succeed(before, packages, reach.functions);
  return { changed, callers: affected, texts: [...reach.texts, ...textsOf(affected, packages)], reach };
}

/** Lets a revision go on after changes that left all declarations as they were. */
export function affectedByBodies(changes: readonly FileChange[], revision: Revision): Affected {
  const edits = changes.flatMap(({ pkg }) => editsIn(pkg, revision));
  const { changed, affected } = revision.renew(edits);
  const texts = changes.flatMap(editedTexts);
  return { changed, callers: affected, texts: [...texts, ...textsOf(affected, revision.packages)], reach: undefined };
}

/** The functions that somebody had looked into and that are otherwise now. While one does not parse, others see it as it was. */
function editsIn(pkg: GoPackage, revision: Revision): FunctionEdit[] {
  const { functions } = revision.analysisOf(pkg);
  return [...functions.replaced.values()].flatMap((before) => {
    const after = functions.find(before.recv, before.name);
    return after === undefined ? [] : [{ before, after }];
  });
}

/** The texts, before and after, of the functions that an edit has touched. */
function editedTexts({ before, after }: FileChange): string[] {
  const edit = differenceOf(before.text, after.text);
  if (edit === undefined) return [];
  const { start, end } = edit.span;
  return [
    ...textsTouching(before, { start, end }),
    ...textsTouching(after, { start, end: start + edit.newText.length }),
  ];
}

function textsTouching({ ast, text }: GoFile, span: Span): string[] {
  return ast.decls
    .filter((decl) => decl.kind === "FuncDecl" && decl.start <= span.end && span.start <= decl.end)
    .map((decl) => text.slice(decl.start, decl.end));
}

function textsByKey(file: GoFile): Map<string, string> {
  const texts = new Map<string, string>();
  for (const decl of file.ast.decls) {
    if (decl.kind !== "FuncDecl") continue;
    const key = keyOfFunc(decl, file.uri);
    texts.set(key, `${texts.get(key) ?? ""}${file.text.slice(docStart(decl), decl.end)}`);
  }
  return texts;
}

/** The texts of functions in the packages looked at so far. */
function textsOf(keys: ReadonlySet<string>, packages: readonly GoPackage[]): string[] {
  if (keys.size === 0) return [];
  const files = packages.flatMap((pkg) => pkg.files);
  return files.flatMap((file) => [...textsByKey(file)].filter(([key]) => keys.has(key)).map(([, text]) => text));
}
