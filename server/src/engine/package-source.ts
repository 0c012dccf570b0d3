import type { GoPackage } from "./go-package.ts";

/** Where the engine gets packages from. */
export interface PackageSource {
  /**
   * The packages of a directory as its files are now, with what they import at hand, so that all further questions can be
   * answered without waiting. The same objects as before while nothing they can see has changed.
   */
  packagesIn(directory: string, signal: AbortSignal): Promise<readonly GoPackage[]>;
  /** A package of the workspace by its import path, where it is at hand. */
  workspacePackage(path: string): GoPackage | undefined;
  /** Files were created, changed or deleted. */
  invalidate(uris: readonly string[]): void;
}
