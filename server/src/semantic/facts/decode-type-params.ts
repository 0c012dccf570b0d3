import { lazy } from "../lazy.ts";
import type { TypeParamType } from "../types.ts";
import { UNKNOWN } from "../types.ts";
import { TypeReader, type TypeScope } from "./decode-type.ts";

export interface EncodedTypeParams {
  readonly list: readonly TypeParamType[];
  readonly scope: TypeScope;
  /** The offset behind the list. */
  readonly end: number;
}

/** Reads `[T:Constraint,U:Constraint]` at an offset; an empty list where none stands there. */
export function decodeTypeParams(text: string, at: number, outer: TypeScope): EncodedTypeParams {
  if (text.charAt(at) !== "[") return { list: [], scope: outer, end: at };
  const end = closingBracket(text, at);
  const params = new Map<string, TypeParamType>();
  const scope: TypeScope = { ...outer, typeParams: params };
  for (const part of splitTopLevel(text.slice(at + 1, end))) {
    const colon = part.indexOf(":");
    const name = part.slice(0, colon);
    // A constraint may name any parameter of the list, itself included.
    const constraint = lazy(() => new TypeReader(part, scope, colon + 1).type(), UNKNOWN);
    params.set(name, {
      kind: "typeparam",
      name,
      get constraint() {
        return constraint();
      },
    });
  }
  return { list: [...params.values()], scope, end: end + 1 };
}

function closingBracket(text: string, open: number): number {
  let depth = 0;
  for (let at = open; at < text.length; at++) {
    depth += nesting(text.charAt(at));
    if (depth === 0) return at;
  }
  return text.length;
}

function splitTopLevel(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    depth += nesting(text.charAt(at));
    if (depth > 0 || text.charAt(at) !== ",") continue;
    parts.push(text.slice(start, at));
    start = at + 1;
  }
  return [...parts, text.slice(start)];
}

function nesting(char: string): number {
  return "([{".includes(char) ? 1 : ")]}".includes(char) ? -1 : 0;
}
