import type { FileInfo } from "../../semantic/info.ts";
import type { FuncType, NamedType, Type } from "../../semantic/types.ts";
import { typeString } from "../../semantic/type-string.ts";
import { typeDecl, underlying } from "../../semantic/underlying.ts";

const SYNC = new Set(["Mutex", "RWMutex", "WaitGroup", "Once", "Cond", "Pool", "Map"]);
/** Not `Value`: it may be copied until it is first used, and code builds structs that way. */
const ATOMIC = new Set(["Bool", "Int32", "Int64", "Uint32", "Uint64", "Uintptr", "Pointer"]);

/** Deepest nesting of structs and arrays that is searched. */
const DEEPEST = 10;

/** The lock inside a value of this type that a copy would take along, as a reader names it: `mu sync.Mutex`; undefined without one. */
export function lockIn(type: Type, info: FileInfo): string | undefined {
  return search(type, info, 0);
}

function search(type: Type, info: FileInfo, depth: number): string | undefined {
  if (depth > DEEPEST) return undefined;
  if (type.kind === "array") return type.len === 0 ? undefined : search(type.elem, info, depth + 1);
  if (type.kind === "named") {
    if (isLock(type, info)) return typeString(type);
    const shape = underlying(type, info.world);
    return shape.kind === "struct" || shape.kind === "array" ? search(shape, info, depth + 1) : undefined;
  }
  if (type.kind !== "struct") return undefined;
  for (const field of type.fields) {
    const found = search(field.type, info, depth + 1);
    if (found === undefined) continue;
    const name = field.embedded ? "" : `${field.name} `;
    return found.includes(" ") ? `${field.name}.${found}` : `${name}${found}`;
  }
  return undefined;
}

/** A lock of the standard library, or a type whose pointer has Lock and Unlock and whose value has not. */
function isLock(type: NamedType, info: FileInfo): boolean {
  if (type.pkg === "sync") return SYNC.has(type.name);
  if (type.pkg === "sync/atomic") return ATOMIC.has(type.name);
  const methods = typeDecl(type, info.world)?.methods;
  const lock = methods?.get("Lock");
  const unlock = methods?.get("Unlock");
  if (lock === undefined || unlock === undefined || !lock.pointerReceiver || !unlock.pointerReceiver) return false;
  return isNiladic(lock.type) && isNiladic(unlock.type);
}

function isNiladic(type: FuncType): boolean {
  return type.params.length === 0 && type.results.length === 0;
}
