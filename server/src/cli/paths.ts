import { isAbsolute, relative, resolve, sep } from "node:path";
import { pathOfUri, uriOfPath } from "../project/node-file-system.ts";

/** Turns what the user types into URIs, and URIs into what the user sees. */
export interface Paths {
  uriOf(path: string): string;
  /** Relative to the working directory where it lies below it, else absolute; always with `/`. */
  shown(uri: string): string;
}

/** The directory that `./...` stands for, as Go's own tools take it: directories are walked anyway. Other paths as they are. */
export function withoutDots(path: string): string {
  return path.replace(/(^|[\\/])\.\.\.$/, "$1") || ".";
}

export function pathsIn(cwd: string): Paths {
  return {
    uriOf: (path) => uriOfPath(resolve(cwd, path)),
    shown(uri) {
      if (!uri.startsWith("file:")) return uri;
      const path = pathOfUri(uri);
      const near = relative(cwd, path);
      const outside = near === "" || near === ".." || near.startsWith(`..${sep}`) || isAbsolute(near);
      return (outside ? path : near).replaceAll("\\", "/");
    },
  };
}
