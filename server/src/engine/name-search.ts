/** Whether a text mentions one of the names. */
export function mentionsAny(text: string, names: ReadonlySet<string>): boolean {
  return [...names].some((name) => placesOf(name, text).next().done !== true);
}

/** The offsets at which a name stands as a whole word. */
export function* placesOf(name: string, text: string): Generator<number> {
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + name.length)) {
    if (!isPartOfName(text, at - 1) && !isPartOfName(text, at + name.length)) yield at;
  }
}

/** Whether a dot stands before an offset, with nothing but space between. */
export function isBehindDot(text: string, at: number): boolean {
  let before = at - 1;
  while (/\s/.test(text.charAt(before))) before--;
  return text.charAt(before) === ".";
}

const LETTER = /[\p{L}\p{N}]/u;

function isPartOfName(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code >= 0x80) return LETTER.test(text.charAt(at));
  return (code >= 97 && code <= 122) || (code >= 65 && code <= 90) || (code >= 48 && code <= 57) || code === 95;
}
