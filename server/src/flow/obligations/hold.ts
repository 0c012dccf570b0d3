import type { FuncLit } from "../../syntax/ast.ts";

/**
 * How a value relates to the resource that is followed.
 * - `self`: it is the resource, or with a `path` the part of it on the way to its release (`Body` of a response).
 * - `releaser`: calling it releases the resource: the method value `rows.Close`.
 * - `closure`: a function literal that has the resource captured.
 * - `holder`: the resource is somewhere inside, with a `field` in that one (`file`, or `in.file`).
 */
export type Hold =
  | { readonly kind: "self"; readonly path: string }
  | { readonly kind: "releaser" }
  | { readonly kind: "closure"; readonly literal: FuncLit }
  | { readonly kind: "holder"; readonly field?: string };

export const SELF: Hold = { kind: "self", path: "" };
export const HOLDER: Hold = { kind: "holder" };
/** A struct that has a value in a field. */
export function holderWith(field: string, value: Hold): Hold {
  if (value.kind === "self" && value.path === "") return { kind: "holder", field };
  return value.kind === "holder" && value.field !== undefined
    ? { kind: "holder", field: joinPath(field, value.field) }
    : HOLDER;
}

/** What the member of a struct is, given what the struct is. */
export function memberOfHolder(field: string | undefined, member: string): Hold {
  if (field === member) return SELF;
  return field?.startsWith(`${member}.`) === true ? { kind: "holder", field: field.slice(member.length + 1) } : HOLDER;
}

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
    case "holder":
      return `h${hold.field ?? ""}`;
    default:
      return hold.kind;
  }
}
