import type { Span } from "../text/span.ts";
import type { Comment } from "./ast.ts";

/** What a pass over the bare text finds, without a parse. */
export interface TextScan {
  /** The bodies of top-level functions, braces included, in order. */
  readonly bodies: readonly Span[];
  /** All comments in order. */
  readonly comments: readonly Comment[];
  /** False if braces do not pair up, or a string or comment does not end: then `bodies` is empty and only a parse of the whole text will do. */
  readonly balanced: boolean;
}

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

/** Finds function bodies and comments by scanning strings, comments and brackets. Costs a few percent of a parse. */
export function scanText(text: string): TextScan {
  const scanner = new Scanner(text);
  const balanced = scanner.run();
  return { bodies: balanced ? scanner.bodies : [], comments: scanner.comments, balanced };
}

class Scanner {
  readonly bodies: Span[] = [];
  readonly comments: Comment[] = [];
  readonly #text: string;
  #at = 0;
  #braces = 0;
  #parens = 0;
  /** True from a top-level `func` to the brace that opens its body. */
  #inSignature = false;
  #bodyStart = -1;

  constructor(text: string) {
    this.#text = text;
  }

  /** True if everything that opens is closed. */
  run(): boolean {
    const text = this.#text;
    while (this.#at < text.length) {
      if (!this.#token(text.charCodeAt(this.#at))) return false;
    }
    return this.#braces === 0 && this.#parens === 0;
  }

  /** Steps over one token or character; false where the text cannot be understood. */
  #token(unit: number): boolean {
    switch (unit) {
      case QUOTE:
      case APOSTROPHE:
        return this.#skipQuoted(unit);
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
        return --this.#parens >= 0;
      case LETTER_F:
        if (this.#braces === 0 && this.#parens === 0 && this.#isFunc()) this.#inSignature = true;
        this.#at++;
        return true;
      default:
        this.#at++;
        return true;
    }
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
    if (this.#braces < 0) return false;
    if (this.#braces === 0 && this.#bodyStart >= 0) {
      if (this.#parens !== 0) return false;
      this.bodies.push({ start: this.#bodyStart, end: this.#at });
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
    if (next !== SPACE && next !== PAREN_OPEN && next !== 9) return false;
    const before = text.charCodeAt(this.#at - 1);
    return this.#at === 0 || before === LF || before === 0xfeff;
  }

  #skipQuoted(quote: number): boolean {
    const text = this.#text;
    for (let i = this.#at + 1; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === BACKSLASH) i++;
      else if (unit === quote) {
        this.#at = i + 1;
        return true;
      } else if (unit === LF) return false;
    }
    return false;
  }

  #skipTo(end: string, from: number): boolean {
    const found = this.#text.indexOf(end, this.#at + from);
    if (found < 0) return false;
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
