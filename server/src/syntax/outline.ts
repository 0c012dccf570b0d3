import type { Span } from "../text/span.ts";

/** The declarations of a file as far as a pass over its text tells them. */
export interface Outline {
  readonly packageName: Span | undefined;
  readonly decls: readonly OutlineDecl[];
}

export type OutlineDecl = OutlineFunc | OutlineGroup;

/** A function, whose header and body were not looked into. */
export interface OutlineFunc extends Span {
  readonly kind: "func";
  readonly name: Span;
  /** The name of the receiver's type. */
  readonly receiver: string | undefined;
  /** Offset of the brace that opens the body; -1 where there is none. */
  readonly body: number;
}

/** An import, const, var or type declaration. */
export interface OutlineGroup extends Span {
  readonly kind: "import" | "const" | "var" | "type";
  /** What it declares, in order; empty for imports. */
  readonly names: readonly string[];
}

/**
 * Finds what a file declares by a pass over its text, many times faster than a parse. Undefined where the text is not made
 * as expected: only a parse can tell then.
 */
export function outlineOf(text: string): Outline | undefined {
  return new OutlineScanner(text).run();
}

const LF = 10;
const SPACE = 32;
const QUOTE = 34;
const APOSTROPHE = 39;
const PAREN_OPEN = 40;
const PAREN_CLOSE = 41;
const ASTERISK = 42;
const COMMA = 44;
const DOT = 46;
const SLASH = 47;
const ZERO = 48;
const NINE = 57;
const SEMICOLON = 59;
const BRACKET_OPEN = 91;
const BACKSLASH = 92;
const BRACKET_CLOSE = 93;
const BACKQUOTE = 96;
const BRACE_OPEN = 123;
const BRACE_CLOSE = 125;
const BYTE_ORDER_MARK = 0xfeff;

/** By character: 1 for those that matter inside of brackets. */
const MATTERS = new Uint8Array(128);
for (const unit of [QUOTE, APOSTROPHE, BACKQUOTE, SLASH, PAREN_OPEN, PAREN_CLOSE]) MATTERS[unit] = 1;
for (const unit of [BRACKET_OPEN, BRACKET_CLOSE, BRACE_OPEN, BRACE_CLOSE]) MATTERS[unit] = 1;

/** By character: 1 for those of names and numbers. */
const WORD = new Uint8Array(128);
for (let unit = 0; unit < 128; unit++) WORD[unit] = /\w/.test(String.fromCharCode(unit)) ? 1 : 0;

/** Keywords behind which a line end does not end a declaration. */
const OPEN_KEYWORDS: ReadonlySet<string> = new Set(["chan", "func", "interface", "map", "struct"]);

/** `(r *T[K])`: the name of the type. */
const RECEIVER = /^\(\s*(?:[\p{L}_][\p{L}\p{N}_]*\s+)?[\s(*]*([\p{L}_][\p{L}\p{N}_]*)\s*(?:\[[^\]]*\]\s*)?[\s),]*$/u;

class OutlineScanner {
  readonly #text: string;
  readonly #decls: OutlineDecl[] = [];
  readonly #receivers = new Map<string, string>();
  #packageName: Span | undefined;
  #at = 0;
  /** Offset behind the last token. */
  #tokenEnd = 0;

  constructor(text: string) {
    this.#text = text;
  }

  run(): Outline | undefined {
    if (this.#text.charCodeAt(0) === BYTE_ORDER_MARK) this.#at = 1;
    for (;;) {
      if (!this.#skipBlank()) return undefined;
      if (this.#at >= this.#text.length) return { packageName: this.#packageName, decls: this.#decls };
      if (!this.#declaration()) return undefined;
      if (!this.#isAtLineEnd()) return undefined;
    }
  }

  /** Steps over one declaration; false where there is none. */
  #declaration(): boolean {
    const start = this.#at;
    const keyword = this.#word();
    switch (keyword) {
      case "package":
        return this.#packageClause();
      case "func":
        return this.#func(start);
      case "import":
      case "const":
      case "var":
      case "type":
        return this.#group(start, keyword);
      default:
        return false;
    }
  }

  #packageClause(): boolean {
    if (!this.#skipBlank()) return false;
    const start = this.#at;
    const name = this.#word();
    this.#packageName ??= { start, end: this.#at };
    return name !== "";
  }

  // ---- functions ----

  #func(start: number): boolean {
    if (!this.#skipBlank()) return false;
    let receiver: string | undefined;
    if (this.#unit() === PAREN_OPEN) {
      const open = this.#at;
      if (!this.#skipBrackets()) return false;
      receiver = this.#shared(RECEIVER.exec(this.#text.slice(open, this.#at))?.[1]);
      if (receiver === undefined || !this.#skipBlank()) return false;
    }
    const name = { start: this.#at, end: this.#at };
    if (this.#word() === "") return false;
    name.end = this.#at;
    const body = this.#signature();
    if (body === undefined) return false;
    this.#decls.push({ kind: "func", start, end: this.#tokenEnd, name, receiver, body });
    return true;
  }

  /** The same string for equal names: methods are many, their types few. */
  #shared(name: string | undefined): string | undefined {
    if (name === undefined) return undefined;
    const known = this.#receivers.get(name);
    if (known === undefined) this.#receivers.set(name, name);
    return known ?? name;
  }

  /** Steps behind the body, or behind the signature of a function without one: -1. */
  #signature(): number | undefined {
    const open = this.#skipExpression(true);
    if (open === undefined) return undefined;
    if (this.#unit() !== BRACE_OPEN) return -1;
    const body = this.#at;
    return this.#skipBrackets() ? body : undefined;
  }

  // ---- other declarations ----

  #group(start: number, kind: OutlineGroup["kind"]): boolean {
    if (!this.#skipBlank()) return false;
    const names: string[] = [];
    const found = this.#unit() === PAREN_OPEN ? this.#specs(kind, names) : this.#spec(kind, names);
    if (found) this.#decls.push({ kind, start, end: this.#tokenEnd, names });
    return found;
  }

  #specs(kind: OutlineGroup["kind"], names: string[]): boolean {
    this.#at++;
    for (;;) {
      if (!this.#skipBlank() || this.#at >= this.#text.length) return false;
      if (this.#unit() === PAREN_CLOSE) {
        this.#tokenEnd = ++this.#at;
        return true;
      }
      if (!this.#spec(kind, names)) return false;
    }
  }

  #spec(kind: OutlineGroup["kind"], names: string[]): boolean {
    if (kind !== "import" && !this.#names(kind, names)) return false;
    return this.#skipExpression(false) !== undefined;
  }

  #names(kind: OutlineGroup["kind"], names: string[]): boolean {
    for (;;) {
      const name = this.#word();
      if (name === "") return false;
      names.push(name);
      if (kind === "type") return true;
      const end = this.#at;
      if (!this.#skipBlank()) return false;
      if (this.#unit() !== COMMA) {
        // The line end behind a name matters to what follows.
        this.#at = end;
        return true;
      }
      this.#at++;
      if (!this.#skipBlank()) return false;
    }
  }

  /**
   * Steps to where a type, expression or signature ends: a line end behind what can end one, a semicolon, the closing bracket
   * around it, or the brace of a body. Undefined if the text ends before.
   */
  #skipExpression(isSignature: boolean): true | undefined {
    const text = this.#text;
    let ended = true;
    let isType = false;
    while (this.#at < text.length) {
      const unit = text.charCodeAt(this.#at);
      if (unit === LF && ended) return true;
      if (unit <= SPACE) {
        this.#at++;
        continue;
      }
      if (unit === SLASH && this.#isComment()) {
        const start = this.#at;
        if (!this.#skipComment()) return undefined;
        if (ended && text.slice(start, this.#at).includes("\n")) return true;
        continue;
      }
      if (unit === SEMICOLON || unit === PAREN_CLOSE) return true;
      if (unit === BRACE_OPEN && isSignature && !isType) return true;
      isType = false;
      if (unit === PAREN_OPEN || unit === BRACKET_OPEN || unit === BRACE_OPEN) {
        if (!this.#skipBrackets()) return undefined;
        ended = true;
      } else if (unit === QUOTE || unit === APOSTROPHE || unit === BACKQUOTE) {
        if (!this.#skipQuoted(unit)) return undefined;
        ended = true;
      } else if (isWord(unit)) {
        const word = this.#word();
        isType = word === "struct" || word === "interface";
        ended = !OPEN_KEYWORDS.has(word);
      } else {
        this.#at++;
        ended = false;
      }
      this.#tokenEnd = this.#at;
    }
    return ended ? true : undefined;
  }

  // ---- tokens ----

  #unit(): number {
    return this.#text.charCodeAt(this.#at);
  }

  /** Reads a name, keyword or number; empty where there is none. */
  #word(): string {
    const text = this.#text;
    const start = this.#at;
    let i = start;
    const first = text.charCodeAt(i);
    const isNumber = first >= ZERO && first <= NINE;
    while (i < text.length) {
      const unit = text.charCodeAt(i);
      if (!isWord(unit) && !(isNumber && unit === DOT)) break;
      i++;
    }
    this.#at = i;
    this.#tokenEnd = i;
    return text.slice(start, i);
  }

  /** Steps over blanks, line ends, semicolons and comments; false for a comment without an end. */
  #skipBlank(): boolean {
    const text = this.#text;
    while (this.#at < text.length) {
      const unit = text.charCodeAt(this.#at);
      if (unit <= SPACE || unit === SEMICOLON) this.#at++;
      else if (unit !== SLASH || !this.#isComment()) return true;
      else if (!this.#skipComment()) return false;
    }
    return true;
  }

  /** Whether nothing but blanks and comments follows on the line. */
  #isAtLineEnd(): boolean {
    const rest = /[^\t\r ]/g;
    rest.lastIndex = this.#at;
    const next = rest.exec(this.#text)?.[0];
    return next === undefined || next === "\n" || next === ";" || next === "/";
  }

  #isComment(): boolean {
    const next = this.#text.charCodeAt(this.#at + 1);
    return next === SLASH || next === ASTERISK;
  }

  #skipComment(): boolean {
    const text = this.#text;
    const isLine = text.charCodeAt(this.#at + 1) === SLASH;
    const found = text.indexOf(isLine ? "\n" : "*/", this.#at + 2);
    if (found < 0 && !isLine) return false;
    this.#at = found < 0 ? text.length : isLine ? found : found + 2;
    return true;
  }

  #skipQuoted(quote: number): boolean {
    const text = this.#text;
    if (quote === BACKQUOTE) {
      const end = text.indexOf("`", this.#at + 1);
      this.#at = end + 1;
      return end >= 0;
    }
    for (let i = this.#at + 1; i < text.length; i++) {
      const unit = text.charCodeAt(i);
      if (unit === LF) return false;
      if (unit === quote) {
        this.#at = i + 1;
        return true;
      }
      if (unit === BACKSLASH) i++;
    }
    return false;
  }

  /** From an opening bracket behind the one that closes it. */
  #skipBrackets(): boolean {
    const text = this.#text;
    let depth = 0;
    for (;;) {
      let i = this.#at;
      while (i < text.length && MATTERS[text.charCodeAt(i)] !== 1) i++;
      this.#at = i;
      if (i >= text.length) return false;
      const unit = text.charCodeAt(i);
      if (unit === SLASH) {
        if (!this.#isComment()) this.#at++;
        else if (!this.#skipComment()) return false;
      } else if (unit === QUOTE || unit === APOSTROPHE || unit === BACKQUOTE) {
        if (!this.#skipQuoted(unit)) return false;
      } else {
        this.#at++;
        depth += unit === PAREN_OPEN || unit === BRACKET_OPEN || unit === BRACE_OPEN ? 1 : -1;
        if (depth > 0) continue;
        this.#tokenEnd = this.#at;
        return true;
      }
    }
  }
}

function isWord(unit: number): boolean {
  return unit < 128 ? WORD[unit] === 1 : unit !== BYTE_ORDER_MARK;
}
