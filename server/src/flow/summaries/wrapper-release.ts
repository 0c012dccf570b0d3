import type { Callee } from "../../semantic/info.ts";
import type { MethodDeclInfo } from "../../semantic/package.ts";
import type { NamedType, Type } from "../../semantic/types.ts";
import { joinPath } from "../obligations/hold.ts";
import type { Returned } from "../obligations/returned.ts";
import type { FunctionScope } from "../scope.ts";
import { soundsLikeRelease } from "../standard-library.ts";

/**
 * What releases the resource that a returned wrapper has in a field: `Close` of `&Cursor{rows: rows}`, and `rows.Close`.
 * Empty where the wrapper, its field or such a method cannot be made out.
 */
export function wrapperRelease(
  { value, hold }: Returned,
  releases: readonly string[],
  scope: FunctionScope,
): readonly string[] {
  const type = value === undefined ? undefined : namedType(scope.info.typeOf(value));
  if (type === undefined || hold.kind !== "holder" || hold.field === undefined) return [];
  const { field } = hold;
  const decl = scope.info.world.packageDecls(type.pkg, scope.info.packagePath)?.types.get(type.name);
  if (decl === undefined) return [];
  const wanted = releases.map((release) => joinPath(field, release));
  const methods = [...decl.methods.values()]
    .filter((method) => soundsLikeRelease(method.name) && releasesField(method, type, wanted, scope))
    .map((method) => method.name);
  const promoted = isEmbedded(field, decl.type) ? releases.filter((release) => !decl.methods.has(release)) : [];
  const own = [...methods, ...promoted];
  return own.length === 0 ? [] : bounded([...own, ...wanted]);
}

/** A function that wraps what it gives itself would wrap without end. */
const LONGEST_PATH = 4;
const MOST_RELEASES = 16;

function bounded(releases: readonly string[]): readonly string[] {
  const short = releases.filter((release) => release.split(".").length <= LONGEST_PATH);
  return [...new Set(short)].slice(0, MOST_RELEASES);
}

/** True if the members of the field are those of the struct. */
function isEmbedded(field: string, type: Type): boolean {
  return type.kind === "struct" && type.fields.some(({ name, embedded }) => embedded && name === field);
}

function namedType(type: Type): NamedType | undefined {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" ? inner : undefined;
}

function releasesField(
  method: MethodDeclInfo,
  type: NamedType,
  wanted: readonly string[],
  scope: FunctionScope,
): boolean {
  const callee: Callee = {
    kind: "method",
    pkg: type.pkg,
    recv: type.name,
    name: method.name,
    type: method.type,
    interface: false,
    through: type,
    receiver: undefined,
  };
  const source = scope.program.sourceOf(callee);
  if (source === undefined) return false;
  const receiver = scope.summaryOf(source).receiver;
  return receiver?.mayRelease.some((path) => wanted.includes(path)) === true;
}
