/** What a `// want` comment says: a finding of `rule` starts on `line` (from 0). */
export interface Want {
  readonly line: number;
  readonly rule: string;
  readonly severity: string | undefined;
  /** A part of the message. */
  readonly message: string | undefined;
}

const COMMENT = /[ \t]*\/\/ want([+-]\d+)?((?: +[a-z][a-z0-9-]*(?::[a-z]+)?(?: +"[^"\n]*")?)+)[ \t]*(?=\r?$)/;
const ITEM = / +([a-z][a-z0-9-]*)(?::([a-z]+))?(?: +"([^"\n]*)")?/g;

/** Takes the `// want` comments out of a text; its lines stay where they are. Throws on a comment that is none. */
export function takeWants(text: string): { readonly text: string; readonly wants: readonly Want[] } {
  const wants: Want[] = [];
  const lines = text.split("\n").map((content, line) => {
    const match = COMMENT.exec(content);
    if (match === null) {
      if (/\/\/ ?want/.test(content)) throw new Error(`not a want comment: ${content.trim()}`);
      return content;
    }
    wants.push(...items(match[2] ?? "", line + Number(match[1] ?? 0)));
    return content.slice(0, match.index) + content.slice(match.index + match[0].length);
  });
  return { text: lines.join("\n"), wants };
}

function items(list: string, line: number): Want[] {
  return [...list.matchAll(ITEM)].map(([, rule = "", severity, message]) => ({ line, rule, severity, message }));
}
