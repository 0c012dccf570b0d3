/** What the text of a body tells about whether the function comes back. */
export type WayOut =
  | "returns"
  /** It comes back if the call does that is its last statement. */
  | "last call"
  /** Only its graph tells. */
  | "unknown";

/** What a text holds that ends a path by itself: a panic, an exit, a loop without a condition. */
const ENDING =
  /\b(?:panic|[Ee]xit\w*|Goexit|(?:Fatal|Panic|Fail|Skip)\w*|goto)\b|\bfor\s*(?:\{|true\b|;)|\bselect\s*\{\s*\}/;
/** Where braces and words do not count. */
const PASSED_OVER =
  /"(?:[^"\\\n]|\\.)*"|`[^`]*`|'(?:[^'\\\n]|\\.)+'|\/\/[^\n]*|\/\*[^]*?\*\/|\b(?:interface|struct)\s*\{\s*\}/;
const TOKEN = new RegExp(
  `(?<skip>${PASSED_OVER.source})|(?<ending>${ENDING.source})|[{}]|\\b(?:func|return|else|default|select)\\b`,
  "g",
);

/**
 * Told from the text of a body, its braces included, for most functions: to find out of each call on a path whether it comes
 * back would lead through the whole workspace. What gives up through another function alone does so in its last statement, and
 * no block is left in which each of several ways gives up, if a `return` stands behind it.
 */
export function wayOut(body: string): WayOut {
  const seen = new Seen();
  for (const { 0: token, groups } of body.matchAll(TOKEN)) {
    if (groups?.skip !== undefined) continue;
    if (groups?.ending !== undefined) seen.ending(token);
    else if (token === "return" && seen.atReturn()) return "returns";
    else seen.token(token);
  }
  if (seen.returns && !seen.endsAtTop) return "returns";
  if (seen.ends) return "unknown";
  if (/\)\s*\}$/.test(body)) return "last call";
  return seen.hasAlternatives && /\}\s*\}$/.test(body) ? "unknown" : "returns";
}

/** What was seen of a body. */
class Seen {
  /** Whether anything in it ends a path. */
  ends = false;
  /** Whether something outside of all blocks does. */
  endsAtTop = false;
  /** Whether it returns outside of all blocks. */
  returns = false;
  /** Whether there are blocks of which one is run in place of another. */
  hasAlternatives = false;
  #depth = 0;
  /** Around a literal of a function that was not yet closed. */
  #around = Infinity;

  /** Notes a `return`. True if it is one of the function itself and nothing before it ends a path. */
  atReturn(): boolean {
    if (this.#around !== Infinity) return false;
    this.returns ||= this.#depth === 1;
    return !this.ends;
  }

  ending(text: string): void {
    this.ends = true;
    this.endsAtTop ||= this.#depth === 1;
    if (text.endsWith("{")) this.#depth++;
  }

  token(token: string): void {
    if (token === "{") this.#depth++;
    else if (token === "}") this.#close();
    else if (token === "func") this.#around = Math.min(this.#around, this.#depth);
    else if (token !== "return") this.hasAlternatives ||= this.#depth <= 2;
  }

  #close(): void {
    this.#depth--;
    if (this.#depth <= this.#around) this.#around = Infinity;
  }
}
