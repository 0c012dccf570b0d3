import type { RawFinding, RawResult } from "../analyze/raw-finding.ts";
import { keyOfFunc } from "../flow/program.ts";
import type { Decl } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import { docStart } from "../syntax/outlined-decl.ts";

/** What the rules said of one declaration, and of what besides its own text that is true. */
export interface KeptResult {
  readonly uri: string;
  /** Of a function its key; of other declarations the file's URI. */
  readonly key: string;
  /** That of the declaration, the comments above it included. */
  readonly text: string;
  readonly result: RawResult;
}

interface Kept extends KeptResult {
  readonly start: number;
  /** The line it begins on, where the result names lines; undefined where it names none. */
  readonly line: number | undefined;
  /** The file's text up to the last place outside the declaration that the result names; undefined where there is none. */
  readonly before: string | undefined;
  /** The texts of other files whose places it names. */
  readonly others: ReadonlyMap<string, string>;
}

/** Where a declaration stands: the file, and its place among the declarations there. */
export interface DeclPlace {
  readonly uri: string;
  readonly text: string;
  readonly index: number;
}

/** The texts that results may speak of. */
export interface FileTexts {
  /** The text of another file of the package. */
  readonly textOf: (uri: string) => string | undefined;
  /** The line of an offset in the file itself. */
  readonly lineAt: (offset: number) => number;
}

/**
 * What the rules said of the declarations of one file when it was last looked at, by their places in it. The owner drops
 * what has become stale for another reason than the declaration's own text.
 */
export class DeclResults {
  #kept = new Map<number, Kept>();
  #next = new Map<number, Kept>();
  /** {@link File.declarations} of the last look. */
  #declarations: object | undefined;
  /** The kept results by the texts of the declarations, made when these may have come or gone. */
  #byText: ReadonlyMap<string, Kept> | undefined;

  /** Begins another look at the file: what is not asked for until the next one is forgotten. */
  begin(declarations: object): void {
    this.#turn();
    if (this.#declarations !== declarations) this.#byText = byText(this.#kept);
    this.#declarations = declarations;
  }

  /** Begins a look after which everything is as it was before it. */
  beginPeeking(): void {
    this.#turn();
    this.#byText = byText(this.#kept);
  }

  #turn(): void {
    if (this.#next.size > 0) this.#kept = this.#next;
    this.#next = new Map();
    this.#byText = undefined;
  }

  /** Forgets the results that `isStale` picks. */
  drop(isStale: (kept: KeptResult) => boolean): void {
    for (const map of [this.#kept, this.#next]) {
      for (const [index, kept] of map) if (isStale(kept)) map.delete(index);
    }
  }

  clear(): void {
    this.#kept = new Map();
    this.#next = new Map();
  }

  /** The kept result, moved to where the declaration stands now; undefined if it must be looked at again. */
  take(place: DeclPlace, decl: Decl, texts: FileTexts): RawResult | undefined {
    const kept = this.#find(place, decl);
    if (kept === undefined || !stillHolds(kept, place, decl, texts)) return undefined;
    const moved = move(kept, decl);
    this.#next.set(place.index, kept.start === decl.start ? kept : { ...kept, start: decl.start, result: moved });
    return moved;
  }

  /** As {@link DeclResults.take}, and leaves everything as it is. */
  peek(place: DeclPlace, decl: Decl, texts: FileTexts): RawResult | undefined {
    const kept = this.#find(place, decl);
    return kept === undefined || !stillHolds(kept, place, decl, texts) ? undefined : move(kept, decl);
  }

  /** By its place, or by its text where declarations before it have come or gone. */
  #find({ text: fileText, index }: DeclPlace, decl: Decl): Kept | undefined {
    const text = textOfDecl(fileText, decl);
    const there = this.#kept.get(index);
    if (there?.text === text) return there;
    return this.#byText?.get(text);
  }

  keep({ uri, text: fileText, index }: DeclPlace, decl: Decl, result: RawResult, { textOf, lineAt }: FileTexts): void {
    if (result.failures.length > 0) return;
    const outside = placesOf(result, uri).filter((place) => place.uri !== uri || !within(place.span, decl));
    const own = outside.filter((place) => place.uri === uri).map((place) => place.span.end);
    // A place behind the declaration may move with every edit of it.
    if (own.some((end) => end > decl.start)) return;
    const others = new Map<string, string>();
    for (const place of outside) if (place.uri !== uri) others.set(place.uri, textOf(place.uri) ?? "");
    const before = own.length === 0 ? undefined : fileText.slice(0, Math.max(...own));
    const line = namesLines(result) ? lineAt(decl.start) : undefined;
    const text = textOfDecl(fileText, decl);
    const key = ownerKey(uri, decl);
    this.#next.set(index, { uri, key, text, start: decl.start, line, result, before, others });
  }
}

function byText(kept: ReadonlyMap<number, Kept>): ReadonlyMap<string, Kept> {
  return new Map([...kept.values()].map((each) => [each.text, each]));
}

/** Messages that speak of "line 12" are true only while the declaration stays where it is. */
function namesLines({ findings }: RawResult): boolean {
  return findings.some(({ message, related }) =>
    [message, ...related.map((place) => place.message)].some((text) => /\bline \d/.test(text)),
  );
}

function ownerKey(uri: string, decl: Decl): string {
  return decl.kind === "FuncDecl" ? keyOfFunc(decl, uri) : uri;
}

/** The declaration with what stands above it: comments there may speak to rules. */
function textOfDecl(fileText: string, decl: Decl): string {
  return fileText.slice(docStart(decl), decl.end);
}

function stillHolds(kept: Kept, { text: fileText }: DeclPlace, decl: Decl, { textOf, lineAt }: FileTexts): boolean {
  if (kept.before !== undefined && !fileText.startsWith(kept.before)) return false;
  if (kept.line !== undefined && kept.line !== lineAt(decl.start)) return false;
  return [...kept.others].every(([uri, text]) => textOf(uri) === text);
}

function placesOf(result: RawResult, uri: string): { readonly uri: string; readonly span: Span }[] {
  return result.findings.flatMap((finding) => [
    { uri, span: finding.at },
    ...finding.related,
    ...finding.fixes.flatMap((fix) => fix.edits.map((edit) => ({ uri, span: edit.span }))),
  ]);
}

function move({ result, start: from, uri }: Kept, decl: Span): RawResult {
  const delta = decl.start - from;
  if (delta === 0) return result;
  const old = { start: from, end: decl.end - delta };
  const shift = (span: Span): Span => (within(span, old) ? { start: span.start + delta, end: span.end + delta } : span);
  return { ...result, findings: result.findings.map((finding) => moveFinding(finding, uri, shift)) };
}

function moveFinding(finding: RawFinding, uri: string, shift: (span: Span) => Span): RawFinding {
  return {
    ...finding,
    at: shift(finding.at),
    related: finding.related.map((place) => (place.uri === uri ? { ...place, span: shift(place.span) } : place)),
    fixes: finding.fixes.map((fix) => ({
      ...fix,
      edits: fix.edits.map((edit) => ({ ...edit, span: shift(edit.span) })),
    })),
  };
}

function within(inner: Span, outer: Span): boolean {
  return outer.start <= inner.start && inner.end <= outer.end;
}
