import type { FuncLit } from "../syntax/ast.ts";

/**
 * How a value relates to the resource that is followed.
 * - `self`: it is the resource, or with a `path` the part of it on the way to its release (`Body` of a response).
 * - `releaser`: calling it releases the resource: the method value `rows.Close`.
 * - `closure`: a function literal that has the resource captured.
 * - `holder`: the resource is somewhere inside.
 */
export type Hold =
  | { readonly kind: "self"; readonly path: string }
  | { readonly kind: "releaser" }
  | { readonly kind: "closure"; readonly literal: FuncLit }
  | { readonly kind: "holder" };

export const SELF: Hold = { kind: "self", path: "" };
export const HOLDER: Hold = { kind: "holder" };
export const RELEASER: Hold = { kind: "releaser" };

/** `Body` and `Close` joined: `Body.Close`. */
export function joinPath(path: string, member: string): string {
  return path === "" ? member : `${path}.${member}`;
}

/** True if a release path goes through the member at `path`, and further. */
export function leadsToRelease(releases: readonly string[], path: string): boolean {
  return releases.some((release) => release.startsWith(`${path}.`));
}

/** A text that is equal for equal holds. */
export function holdKey(hold: Hold): string {
  switch (hold.kind) {
    case "self":
      return `s${hold.path}`;
    case "closure":
      return `c${String(hold.literal.start)}`;
    default:
      return hold.kind;
  }
}
