import { realpathSync } from "node:fs";
import { pathOfUri, uriOfPath } from "../../project/node-file-system.ts";

/** Systems whose file systems find a name in any case. */
const IGNORES_CASE: ReadonlySet<string> = new Set(["win32", "darwin"]);

/** Writes the names of a file's URI as the file system has them; other URIs, and links, stay as they are. */
export function trueCaseOn(platform: string, realPath: (path: string) => string = realpathSync.native) {
  return (uri: string): string => {
    if (!IGNORES_CASE.has(platform) || !uri.startsWith("file:")) return uri;
    try {
      const real = uriOfPath(realPath(pathOfUri(uri)));
      return real.toLowerCase() === uri.toLowerCase() ? real : uri;
    } catch {
      return uri;
    }
  };
}
