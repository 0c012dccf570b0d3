/** A text for a parser that knows `new(T)` only, of the same length. */
export interface ReadableText {
  readonly text: string;
  /** For each `new(` whether it was changed, as `0` and `1`; empty where there is none. */
  readonly changes: string;
}

/**
 * What follows `new(` where that is a value (since Go 1.26): a constant, an operator, or a name that is called, put together or
 * calculated with. A name alone parses as either.
 */
const VALUE =
  /^\s*(?:[-+!^&"'`\d]|<-(?!\s*chan\b)|(?!(?:struct|interface|func|chan|map)\b)[\p{L}_][\p{L}\p{N}_.]*(?:\[[^\][]*\])?(?:[({]|\s*[-+*/%&|^=<>!]))/u;
/** Code units that are looked at behind `new(`. */
const LOOKED_AT = 200;

/** The text with another name in place of each `new` of a value: then it is a call like any other. */
export function readableText(text: string): ReadableText {
  if (!text.includes("new(")) return { text, changes: "" };
  let changes = "";
  const readable = text.replace(/\bnew\(/g, (found, offset: number) => {
    const isValue = VALUE.test(text.slice(offset + found.length, offset + found.length + LOOKED_AT));
    changes += isValue ? "1" : "0";
    return isValue ? "nev(" : found;
  });
  return { text: readable, changes: changes.includes("1") ? changes : "" };
}
