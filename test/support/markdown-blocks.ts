/** A fenced block of a Markdown page. */
export interface FencedBlock {
  readonly language: string;
  /** The words behind the language: bare words map to "", `key=value` and `key="some value"` to their value. */
  readonly words: ReadonlyMap<string, string>;
  readonly text: string;
  /** The second-level heading it stands under. */
  readonly section: string;
  /** The line of its fence, from 1. */
  readonly line: number;
}

export interface MarkdownPage {
  readonly title: string;
  /** The second-level headings in order. */
  readonly sections: readonly string[];
  readonly blocks: readonly FencedBlock[];
}

export function readPage(markdown: string): MarkdownPage {
  const lines = markdown.split(/\r?\n/);
  const sections: string[] = [];
  const blocks: FencedBlock[] = [];
  let title = "";
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? "";
    const fence = /^(`{3,})(.*)$/.exec(line);
    if (fence) {
      const end = closingFence(lines, at, fence[1] ?? "");
      const [language = "", ...rest] = (fence[2] ?? "").trim().split(" ");
      const text = lines.slice(at + 1, end).join("\n") + "\n";
      blocks.push({ language, words: words(rest.join(" ")), text, section: sections.at(-1) ?? "", line: at + 1 });
      at = end;
    } else if (line.startsWith("## ")) sections.push(line.slice(3).trim());
    else if (line.startsWith("# ") && title === "") title = line.slice(2).trim();
  }
  return { title, sections, blocks };
}

export function words(text: string): Map<string, string> {
  const found = [...text.matchAll(/([a-z]+)(?:=(?:"([^"]*)"|(\S+)))?/g)];
  return new Map(found.map(([, key = "", quoted, bare]) => [key, quoted ?? bare ?? ""]));
}

function closingFence(lines: readonly string[], from: number, fence: string): number {
  const end = lines.findIndex((line, at) => at > from && line.trim() === fence);
  if (end < 0) throw new Error(`line ${from + 1}: the block does not end`);
  return end;
}
