export interface ArchiveFile {
  readonly path: string;
  readonly text: string;
}

/** The files of a text archive (`-- name --` lines, as in Go's txtar); what stands before the first one is called `first`. */
export function readArchive(text: string, first: string): ArchiveFile[] {
  const parts = text.split(/^-- (\S+) --\r?\n/m);
  const files: ArchiveFile[] = [];
  if ((parts[0] ?? "").trim() !== "") files.push({ path: first, text: parts[0] ?? "" });
  for (let at = 1; at < parts.length; at += 2) files.push({ path: parts[at] ?? "", text: parts[at + 1] ?? "" });
  return files;
}
