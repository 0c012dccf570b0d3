import type { PackageDecls } from "../package.ts";
import { decodePackage } from "./decode-package.ts";
import { FACTS_GO_VERSION, PACKAGE_FACTS } from "./standard-library-data.ts";

/** What is known of Go's standard library without having its sources. */
export interface StandardLibrary {
  /** The Go release it describes. */
  readonly goVersion: string;
  has(path: string): boolean;
  /** The declarations of a package; the same object each time. Undefined for a package it does not know. */
  packageDecls(path: string): PackageDecls | undefined;
}

/** The bundled facts. A package is decoded when it is first asked for. */
export function bundledStandardLibrary(): StandardLibrary {
  const decoded = new Map<string, PackageDecls>();
  return {
    goVersion: FACTS_GO_VERSION,
    has: (path) => Object.hasOwn(PACKAGE_FACTS, path),
    packageDecls(path) {
      const known = decoded.get(path);
      if (known !== undefined) return known;
      const text = Object.hasOwn(PACKAGE_FACTS, path) ? PACKAGE_FACTS[path] : undefined;
      if (text === undefined) return undefined;
      const decls = decodePackage(path, text);
      decoded.set(path, decls);
      return decls;
    },
  };
}
