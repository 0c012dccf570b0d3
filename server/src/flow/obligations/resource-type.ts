import type { Catalog } from "../../catalog/catalog.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { TypeDeclInfo } from "../../semantic/package.ts";
import type { NamedType, Type } from "../../semantic/types.ts";
import { soundsLikeRelease } from "../standard-library.ts";

/** False for a type of which it can be told that nothing is released through it: most results are passed over by this. */
export function mayBeResource(type: Type, info: FileInfo, catalog: Catalog): boolean {
  switch (type.kind) {
    case "pointer":
      return type.elem.kind === "named" && mayRelease(type.elem, info, catalog);
    case "named":
      return type.pkg !== "" && mayRelease(type, info, catalog);
    case "func":
    case "interface":
      return true;
    default:
      return false;
  }
}

function mayRelease({ pkg, name }: NamedType, info: FileInfo, catalog: Catalog): boolean {
  if (catalog.isReleasedByFunctions(pkg)) return true;
  const decls = info.world.packageDecls(pkg, info.packagePath);
  const decl = decls?.complete === true ? decls.types.get(name) : undefined;
  return decl === undefined || hasRelease(decl, catalog);
}

/** Through a method of its own, one of an embedded field, or one of a field (`Body.Close`). */
function hasRelease(decl: TypeDeclInfo, catalog: Catalog): boolean {
  const isRelease = (name: string): boolean => catalog.releaseNames.has(name) || soundsLikeRelease(name);
  if ([...decl.methods.keys()].some(isRelease)) return true;
  const { type } = decl;
  if (type.kind === "struct") return type.fields.some((field) => field.embedded || isRelease(field.name));
  return type.kind !== "basic";
}
