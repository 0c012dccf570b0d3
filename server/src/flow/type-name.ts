import type { Type } from "../semantic/types.ts";

/** A type by its package's last name, as facts have it: `*os.File`. */
export function typeName(type: Type): string | undefined {
  if (type.kind === "pointer") {
    const elem = typeName(type.elem);
    return elem === undefined ? undefined : `*${elem}`;
  }
  if (type.kind !== "named" || type.pkg === "") return undefined;
  return `${type.pkg.slice(type.pkg.lastIndexOf("/") + 1)}.${type.name}`;
}
