import { readFile } from "node:fs/promises";

/** The bundled rule pages by rule id; none where the file is missing. */
export async function readPages(path: string): Promise<Readonly<Record<string, string>>> {
  try {
    const pages: unknown = JSON.parse(await readFile(path, "utf8"));
    if (typeof pages !== "object" || pages === null) return {};
    return Object.fromEntries(
      Object.entries(pages).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
    );
  } catch {
    return {};
  }
}
