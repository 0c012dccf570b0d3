import type { Span } from "../text/span.ts";
import type { Comment } from "./ast.ts";

/** What a pass over the bare text finds, without a parse. */
export interface TextScan {
  /** The bodies of top-level functions, in order. */
  readonly bodies: readonly BodySpan[];
  /** All comments in order. */
  readonly comments: readonly Comment[];
  /** False if braces do not pair up, or a raw string or comment does not end: then `bodies` is empty and only a parse of the whole text will do. */
  readonly balanced: boolean;
}

/** A function's body, braces included. */
export interface BodySpan extends Span {
  /**
   * `end` for a body whose braces pair up. One that is still open where the next function begins at the start of a line (or
   * at the end of the text) ends with its last closing brace, or is empty if it has none; what follows up to here belongs to
   * it, too, and makes no sense.
   */
  readonly resumesAt: number;
}

const TAB = 9;
const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const PAREN_OPEN = 40;
const PAREN_CLOSE = 41;
const ASTERISK = 42;
const SLASH = 47;
const BACKSLASH = 92;
const BACKQUOTE = 96;
const LETTER_F = 102;
const BRACE_OPEN = 123;
const BRACE_CLOSE = 125;
const BYTE_ORDER_MARK = 0xfeff;

/** What begins a declaration. A literal of a function begins with a bracket behind the keyword. */
const DECLARATION = /(?:(func)[ \t]+[\p{L}_(]|(import|const|var|type|package)\b)/uy;

/**
 * Finds function bodies and comments by scanning strings, comments and brackets. Costs a few percent of a parse.
 * Code that is being typed is the normal case: a string ends with its line, a function with the next function.
 */
export function scanText(text: string): TextScan {
  const scanner = new Scanner(text);
  const balanced = scanner.run();
  return { bodies: balanced ? scanner.bodies : [], comments: scanner.comments, balanced };
}

/** Where the parts of a text stand that can be parsed by themselves. */
export interface SectionScan {
  /** Offsets of the keywords that begin top-level declarations, each at the start of a line. */
  readonly starts: readonly number[];
  /** All comments in order. */
  readonly comments: readonly Comment[];
}

/**
 * Takes a text apart whose brackets need not pair up: a declaration that is not closed ends where the next function begins at
 * the start of a line; other declarations are only seen outside of brackets.
 */
export function scanSections(text: string): SectionScan {
  const scanner = new Scanner(text, true);
  scanner.run();
  return { starts: scanner.starts, comments: scanner.comments };
}

/** What a pass over one body finds. */
export interface BodyScan {
  readonly body: BodySpan;
  readonly comments: readonly Comment[];
}

/**
 * As {@link scanText}, of the body alone whose brace opens at `start`; what stands around it does not matter to it. Undefined
 * where its braces do not pair up.
 */
export function scanBody(text: string, start: number): BodyScan | undefined {
  const scanner = new Scanner(text);
  const body = scanner.runBody(start);
  return body?.resumesAt === body?.end && body !== undefined ? { body, comments: scanner.comments } : undefined;
}

class Scanner {
  readonly bodies: BodySpan[] = [];
  readonly comments: Comment[] = [];
  /** Where declarations begin; found only by a tolerant scanner. */
  readonly starts: number[] = [];
  readonly #text: string;
  readonly #isTolerant: boolean;
  #at = 0;
  #braces = 0;
  #parens = 0;
  /** True from a top-level `func` to the brace that opens its body. */
  #inSignature = false;
  /** Offset of the brace that opened the present body, or -1. */
  #bodyStart = -1;
  /** Offset behind the last closing brace. */
  #lastBrace = -1;

  /** `isTolerant`: go on behind what cannot be understood. */
  constructor(text: string, isTolerant = false) {
    this.#text = text;
    this.#isTolerant = isTolerant;
  }

  /** True if the text can be taken apart into declarations and bodies. */
  run(): boolean {
    const text = this.#text;
    if (this.#isTolerant) this.#declarationAt(text.charCodeAt(0) === BYTE_ORDER_MARK ? 1 : 0);
    while (this.#at < text.length) {
      if (!this.#token(text.charCodeAt(this.#at))) return false;
    }
    if (this.#bodyStart >= 0) this.#breakOff(text.length);
    return this.#braces === 0 && this.#parens === 0;
  }

  /** The body that opens at `start`; undefined where the text cannot be understood. */
  runBody(start: number): BodySpan | undefined {
    const text = this.#text;
    this.#at = start;
    this.#inSignature = true;
    while (this.#at < text.length && this.bodies.length === 0) {
      if (!this.#token(text.charCodeAt(this.#at))) return undefined;
    }
    return this.bodies[0];
  }

  /** Steps over one token or character; false where the text cannot be understood. */
  #token(unit: number): boolean {
    switch (unit) {
      case QUOTE:
      case APOSTROPHE:
        this.#skipQuoted(unit);
        return true;
      case BACKQUOTE:
        return this.#skipTo("`", 1);
      case SLASH:
        return this.#slash();
      case BRACE_OPEN:
        this.#openBrace();
        return true;
      case BRACE_CLOSE:
        return this.#closeBrace();
      case PAREN_OPEN:
        this.#parens++;
        this.#at++;
        return true;
      case PAREN_CLOSE:
        this.#at++;
        // Inside a body, brackets that do not pair up are that body's own affair.
        return --this.#parens >= 0 || this.#bodyStart >= 0 || this.#forgive();
      case LF:
        // A signature without a body ends with its line.
        if (this.#braces === 0 && this.#parens === 0) this.#inSignature = false;
        this.#at++;
        if (this.#isTolerant) this.#declarationAt(this.#at);
        return true;
      case LETTER_F:
        this.#letterF();
        return true;
      default:
        this.#at++;
        return true;
    }
  }

  /** Notes a declaration that begins at the start of a line. */
  #declarationAt(start: number): void {
    DECLARATION.lastIndex = start;
    const keyword = DECLARATION.exec(this.#text);
    if (keyword === null) return;
    const isInside = this.#braces > 0 || this.#parens > 0;
    if (isInside && keyword[1] === undefined) return;
    if (isInside && this.#bodyStart < 0) this.#forgive();
    this.starts.push(start);
  }

  /** Goes on as if all brackets were closed; false if that is not wanted. */
  #forgive(): boolean {
    this.#braces = 0;
    this.#parens = 0;
    this.#inSignature = false;
    return this.#isTolerant;
  }

  #letterF(): void {
    const begins = this.#isFunc();
    if (begins && this.#bodyStart >= 0) this.#breakOff(this.#at);
    if (begins && this.#braces === 0 && this.#parens === 0) this.#inSignature = true;
    this.#at++;
  }

  /** Ends a body that is still open where the next function, or the end of the text, is at `resumesAt`. */
  #breakOff(resumesAt: number): void {
    const start = this.#bodyStart;
    this.bodies.push({ start, end: Math.max(start, this.#lastBrace), resumesAt });
    this.#bodyStart = -1;
    this.#braces = 0;
    this.#parens = 0;
  }

  #openBrace(): void {
    if (this.#inSignature && this.#braces === 0 && this.#parens === 0 && !this.#opensType()) {
      this.#bodyStart = this.#at;
      this.#inSignature = false;
    }
    this.#braces++;
    this.#at++;
  }

  #closeBrace(): boolean {
    this.#at++;
    this.#braces--;
    this.#lastBrace = this.#at;
    if (this.#braces < 0) return this.#forgive();
    if (this.#braces === 0 && this.#bodyStart >= 0) {
      this.#parens = 0;
      this.bodies.push({ start: this.#bodyStart, end: this.#at, resumesAt: this.#at });
      this.#bodyStart = -1;
    }
    return true;
  }

  /** Whether the brace here belongs to `struct {` or `interface {` in a signature. */
  #opensType(): boolean {
    const before = this.#text.slice(Math.max(0, this.#at - 20), this.#at).trimEnd();
    return /\b(struct|interface)$/.test(before);
  }

  /** Whether the keyword `func` begins a line here. */
  #isFunc(): boolean {
    const text = this.#text;
    if (!text.startsWith("func", this.#at)) return false;
    const next = text.charCodeAt(this.#at + 4);
    if (next !== SPACE && next !== PAREN_OPEN && next !== TAB) return false;
    const before = text.charCodeAt(this.#at - 1);
    return this.#at === 0 || before === LF || before === BYTE_ORDER_MARK;
  }

  /** Steps behind a string or rune literal; one that does not end is taken to end with its line. */
  #skipQuoted(quote: number): void {
    const text = this.#text;
    let i = this.#at + 1;
    for (; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === LF) break;
      if (unit === quote) {
        i++;
        break;
      }
      if (unit === BACKSLASH && text.charCodeAt(i + 1) !== LF) i++;
    }
    this.#at = Math.min(i, text.length);
  }

  #skipTo(end: string, from: number): boolean {
    const found = this.#text.indexOf(end, this.#at + from);
    if (found < 0) {
      this.#at = this.#text.length;
      return this.#isTolerant;
    }
    this.#at = found + end.length;
    return true;
  }

  #slash(): boolean {
    const next = this.#text.charCodeAt(this.#at + 1);
    if (next === SLASH) return this.#lineComment();
    if (next !== ASTERISK) {
      this.#at++;
      return true;
    }
    const start = this.#at;
    if (!this.#skipTo("*/", 2)) return false;
    this.#addComment(start, this.#at);
    return true;
  }

  #lineComment(): boolean {
    const start = this.#at;
    const feed = this.#text.indexOf("\n", start);
    this.#at = feed < 0 ? this.#text.length : feed;
    this.#addComment(start, this.#at);
    return true;
  }

  #addComment(start: number, end: number): void {
    this.comments.push({ kind: "Comment", start, end, text: this.#text.slice(start, end) });
  }
}
