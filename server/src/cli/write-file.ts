import { writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { makeFolder } from "../project/user-cache.ts";
import { UsageError } from "./host.ts";

/** Writes a file, and the folders above it that are missing. A {@link UsageError} says why it cannot be written. */
export function writeFile(path: string, content: string | Uint8Array): void {
  try {
    makeFolder(dirname(path));
    writeFileSync(path, content);
  } catch (error) {
    throw new UsageError(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
