/** A text archive: a text, and files below lines of the form `-- name --`. */
export interface Archive {
  readonly comment: string;
  readonly files: ReadonlyMap<string, string>;
}

export function readArchive(text: string): Archive {
  const [comment = "", ...rest] = text.split(/^-- (.+) --\r?\n/m);
  const files = new Map<string, string>();
  for (let at = 0; at + 1 < rest.length; at += 2) files.set(rest[at] ?? "", rest[at + 1] ?? "");
  return { comment, files };
}
