import type { FuncType, Method, Param, StructField, Type, TypeParamType, UnionType } from "../types.ts";
import { UNKNOWN } from "../types.ts";
import { ANY, basic, COMPARABLE, ERROR, named, pointerTo, sliceOf, UNSAFE_POINTER } from "../universe.ts";

/** Where the names in an encoded type are looked up. */
export interface TypeScope {
  /** Import path of the package that declares it. */
  readonly path: string;
  /** The packages that `0.Name`, `1.Name` … stand for. */
  readonly imports: readonly string[];
  /** Type parameters, `$T` in the text. */
  readonly typeParams: ReadonlyMap<string, TypeParamType>;
}

/** The codes of predeclared types. scripts/facts/main.go writes the same. */
const PREDECLARED: ReadonlyMap<string, Type> = new Map<string, Type>([
  ["s", basic("string")],
  ["i", basic("int")],
  ["b", basic("bool")],
  ["y", basic("uint8")],
  ["r", basic("int32")],
  ["u", basic("uint")],
  ["i8", basic("int8")],
  ["i16", basic("int16")],
  ["i64", basic("int64")],
  ["u16", basic("uint16")],
  ["u32", basic("uint32")],
  ["u64", basic("uint64")],
  ["up", basic("uintptr")],
  ["f32", basic("float32")],
  ["f64", basic("float64")],
  ["c64", basic("complex64")],
  ["c128", basic("complex128")],
  ["ub", basic("untyped bool")],
  ["ui", basic("untyped int")],
  ["ur", basic("untyped rune")],
  ["uf", basic("untyped float")],
  ["uc", basic("untyped complex")],
  ["us", basic("untyped string")],
  ["p", UNSAFE_POINTER],
  ["e", ERROR],
  ["a", ANY],
  ["c", COMPARABLE],
]);

/**
 * Reads encoded types from left to right:
 * `*T`, `[]T`, `[8]T`, `%K:V` (map), `<>T` `<-T` `->T` (chan), `(A,.B)(C,D)` (func, `.` before a variadic parameter),
 * `{name T;!Embedded}`, `#{Method(A)B;!Embedded}`, `~T|U` (union), `$T`, `Name`, `0.Name[T,U]`, or a code.
 */
export class TypeReader {
  readonly #text: string;
  readonly #scope: TypeScope;
  #at: number;

  constructor(text: string, scope: TypeScope, at = 0) {
    this.#text = text;
    this.#scope = scope;
    this.#at = at;
  }

  type(): Type {
    const first = this.#term();
    if (!first.tilde && this.#peek() !== "|") return first.type;
    const terms = [first];
    while (this.#take("|")) terms.push(this.#term());
    const union: UnionType = { kind: "union", terms };
    return union;
  }

  /** A signature without its type parameters. */
  signature(typeParams: readonly TypeParamType[] = []): FuncType {
    const params: Param[] = [];
    let variadic = false;
    this.#list("(", ")", ",", () => {
      variadic = this.#take(".");
      const type = this.type();
      params.push({ name: "", type: variadic ? sliceOf(type) : type });
    });
    return { kind: "func", typeParams, params, results: this.#results(), variadic };
  }

  #term(): { readonly tilde: boolean; readonly type: Type } {
    return { tilde: this.#take("~"), type: this.#single() };
  }

  #single(): Type {
    switch (this.#peek()) {
      case "*":
        this.#at++;
        return pointerTo(this.#single());
      case "[":
        return this.#sequence();
      case "%":
        return this.#map();
      case "<":
      case "-":
        return this.#channel();
      case "(":
        return this.signature();
      case "{":
        return this.#struct();
      case "#":
        return this.#interface();
      case "$":
        this.#at++;
        return this.#scope.typeParams.get(this.#name()) ?? UNKNOWN;
      default:
        return this.#reference();
    }
  }

  #sequence(): Type {
    const end = this.#text.indexOf("]", this.#at);
    const length = this.#text.slice(this.#at + 1, end);
    this.#at = end + 1;
    const elem = this.#single();
    return length === "" ? sliceOf(elem) : { kind: "array", len: Number(length), elem };
  }

  #map(): Type {
    this.#at++;
    const key = this.#single();
    this.#take(":");
    return { kind: "map", key, value: this.#single() };
  }

  #channel(): Type {
    const mark = this.#text.slice(this.#at, this.#at + 2);
    this.#at += 2;
    const dir = mark === "<>" ? "both" : mark === "<-" ? "receive" : "send";
    return { kind: "chan", dir, elem: this.#single() };
  }

  #results(): Param[] {
    const results: Param[] = [];
    const add = () => void results.push({ name: "", type: this.type() });
    const next = this.#peek();
    if (next === "(") this.#list("(", ")", ",", add);
    else if (next !== "" && !",;)]}:|\n".includes(next)) add();
    return results;
  }

  #struct(): Type {
    const fields: StructField[] = [];
    this.#list("{", "}", ";", () => fields.push(this.#field()));
    return { kind: "struct", fields };
  }

  #field(): StructField {
    if (this.#take("!")) {
      const type = this.type();
      return { name: embeddedName(type), type, embedded: true };
    }
    const name = this.#name();
    this.#take(" ");
    return { name, type: this.type(), embedded: false };
  }

  #interface(): Type {
    const methods: Method[] = [];
    const embeds: Type[] = [];
    this.#at++;
    this.#list("{", "}", ";", () => {
      if (this.#take("!")) embeds.push(this.type());
      else methods.push({ name: this.#name(), type: this.signature() });
    });
    return { kind: "interface", methods, embeds };
  }

  #reference(): Type {
    const first = this.#name();
    const qualified = this.#take(".");
    if (!qualified) {
      const predeclared = PREDECLARED.get(first);
      if (predeclared !== undefined) return predeclared;
    }
    const pkg = qualified ? (this.#scope.imports[Number(first)] ?? "") : this.#scope.path;
    const name = qualified ? this.#name() : first;
    const args: Type[] = [];
    if (this.#peek() === "[") this.#list("[", "]", ",", () => args.push(this.type()));
    return named(pkg, name, args);
  }

  #list(open: string, close: string, separator: string, item: () => void): void {
    this.#take(open);
    while (this.#peek() !== close && this.#peek() !== "") {
      item();
      if (!this.#take(separator)) break;
    }
    this.#take(close);
  }

  #name(): string {
    const start = this.#at;
    while (isNameUnit(this.#text.charCodeAt(this.#at))) this.#at++;
    return this.#text.slice(start, this.#at);
  }

  #peek(): string {
    return this.#text.charAt(this.#at);
  }

  #take(expected: string): boolean {
    if (this.#peek() !== expected) return false;
    this.#at++;
    return true;
  }
}

/** True for letters, digits, `_` and everything beyond ASCII; false for NaN, the end of the text. */
function isNameUnit(unit: number): boolean {
  if (unit >= 97 && unit <= 122) return true;
  return (unit >= 65 && unit <= 90) || (unit >= 48 && unit <= 57) || unit === 95 || unit >= 128;
}

function embeddedName(type: Type): string {
  if (type.kind === "pointer") return embeddedName(type.elem);
  return type.kind === "named" || type.kind === "basic" ? type.name : "";
}
