import type { World } from "../../semantic/package.ts";
import type { Type } from "../../semantic/types.ts";
import { typeString } from "../../semantic/type-string.ts";
import { underlying } from "../../semantic/underlying.ts";

/** What makes a type's values not comparable, for a message: `[]byte`, `field Tags of type []string`. Undefined where they are, or where it is not known. */
export function notComparable(type: Type, world: World, depth = 0): string | undefined {
  if (depth > 12) return undefined;
  const base = underlying(type, world);
  switch (base.kind) {
    case "slice":
    case "map":
    case "func":
      return typeString(type.kind === "named" ? base : type);
    case "array":
      return notComparable(base.elem, world, depth + 1);
    case "struct": {
      for (const field of base.fields) {
        const reason = notComparable(field.type, world, depth + 1);
        if (reason !== undefined) return `the field ${field.name} of type ${typeString(field.type)}`;
      }
      return undefined;
    }
    default:
      return undefined;
  }
}
