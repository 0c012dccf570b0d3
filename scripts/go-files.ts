import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The Go files a scan of a folder would look at by default. */
export function goFiles(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return /^[._]|^(vendor|testdata|node_modules)$/.test(entry.name) ? [] : goFiles(path);
    return entry.isFile() && entry.name.endsWith(".go") ? [path] : [];
  });
}
