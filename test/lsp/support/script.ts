/** A command of a conversation with the answer it expects. */
export interface Step {
  /** Number of the line, from 0. */
  readonly line: number;
  readonly name: string;
  readonly words: readonly string[];
  readonly expected: readonly string[];
}

/** Reads the commands of a conversation. */
export function readScript(text: string): Step[] {
  const lines = text.split("\n");
  return lines.flatMap((source, line): Step[] => {
    if (source.trim() === "" || source.startsWith("#") || source.startsWith("  ")) return [];
    const [name = "", ...words] = wordsOf(source);
    return [{ line, name, words, expected: answerBelow(lines, line) }];
  });
}

function answerBelow(lines: readonly string[], line: number): string[] {
  const answer: string[] = [];
  for (let at = line + 1; lines[at]?.startsWith("  ") === true; at++) answer.push((lines[at] ?? "").slice(2));
  return answer;
}

/** The script with other answers. */
export function withAnswers(text: string, answers: ReadonlyMap<number, readonly string[]>): string {
  const lines = text.split("\n");
  return lines
    .flatMap((line, at) => (line.startsWith("  ") ? [] : [line, ...(answers.get(at) ?? []).map((text) => `  ${text}`)]))
    .join("\n");
}

/** Words, JSON strings and JSON objects, separated by spaces; a place `file:/text with spaces/` is one word. */
function wordsOf(line: string): string[] {
  const word = /"(?:[^"\\]|\\.)*"|\{.*\}|\S+:\/(?:[^/\\]|\\.)*\/|\S+/g;
  return (line.match(word) ?? []).map((text) => (text.startsWith('"') ? String(JSON.parse(text)) : text));
}
