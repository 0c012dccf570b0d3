import type { FuncDecl, GenDecl, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { Checker } from "./checker.ts";
import type { ConstantValue, DeclSite, FuncDeclInfo, MethodDeclInfo, TypeDeclInfo, ValueDecl } from "./package.ts";
import { hasPointerReceiver, receiverTypeParams } from "./receiver.ts";
import { funcType } from "./type-expr.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { constantType, foldedValue, variableType } from "./value-spec.ts";

// The text around a declaration may change: it is the same one, somewhere else. What it is found at is moved then.
// Declarations are many and most are never asked about: they are classes, so that each costs one small object.

const NO_FUNC: FuncType = { kind: "func", typeParams: [], params: [], results: [], variadic: false };

/** The file of some declarations. */
export interface DeclaringFile {
  readonly uri: string;
  /** The state behind it, made when it is first asked for. */
  readonly checker: () => Checker;
}

/** Where something stands; what it is called there is looked for when somebody asks. */
class LazySite implements DeclSite {
  readonly uri: string;
  readonly #find: () => Span;

  constructor(uri: string, find: () => Span) {
    this.uri = uri;
    this.#find = find;
  }

  get name(): Span {
    const { start, end } = this.#find();
    return { start, end };
  }
}

/** A line of a declaration by a name it declares. */
interface NamedSpec<S> {
  readonly spec: S;
  /** Which of the line's names. */
  readonly index: number;
}

const NOWHERE: Span = { start: 0, end: 0 };

const specsByName = new WeakMap<GenDecl, ReadonlyMap<string, NamedSpec<TypeSpec | ValueSpec>>>();

function specsOf(decl: GenDecl): ReadonlyMap<string, NamedSpec<TypeSpec | ValueSpec>> {
  const known = specsByName.get(decl);
  if (known !== undefined) return known;
  const specs = new Map<string, NamedSpec<TypeSpec | ValueSpec>>();
  for (const spec of decl.specs) {
    if (spec.kind === "ImportSpec") continue;
    const names = spec.kind === "TypeSpec" ? [spec.name] : spec.names;
    for (const [index, { name }] of names.entries()) if (!specs.has(name)) specs.set(name, { spec, index });
  }
  specsByName.set(decl, specs);
  return specs;
}

/** The line that declares a type; undefined where it did not parse. */
export function typeSpecOf(decl: GenDecl, name: string): TypeSpec | undefined {
  const spec = specsOf(decl).get(name)?.spec;
  return spec?.kind === "TypeSpec" ? spec : undefined;
}

/** A declared function whose type is worked out when it is first read. */
export class LazyFunc implements FuncDeclInfo {
  protected readonly file: DeclaringFile;
  protected readonly decl: FuncDecl;
  #at: Span | undefined;
  #type: FuncType | undefined;

  constructor(file: DeclaringFile, decl: FuncDecl) {
    this.file = file;
    this.decl = decl;
  }

  /** From now on it stands there. */
  relocate(at: Span): void {
    this.#at = at;
  }

  get uri(): string {
    return this.file.uri;
  }

  get name(): string {
    return this.decl.name.name;
  }

  get site(): DeclSite {
    return new LazySite(this.file.uri, () => this.#at ?? this.decl.name);
  }

  get type(): FuncType {
    if (this.#type !== undefined) return this.#type;
    this.#type = NO_FUNC;
    this.#type = funcType(this.file.checker(), this.decl.type);
    return this.#type;
  }
}

/** A declared method. */
export class LazyMethod extends LazyFunc implements MethodDeclInfo {
  get pointerReceiver(): boolean {
    return this.decl.recv !== undefined && hasPointerReceiver(this.decl.recv);
  }

  get receiverTypeParams(): readonly string[] {
    return this.decl.recv === undefined ? [] : receiverTypeParams(this.decl.recv).map((ident) => ident.name);
  }
}

/** A declared type, whose right side is worked out when it is first read; `methods` may still be filled. */
export class LazyType implements TypeDeclInfo {
  readonly name: string;
  readonly methods: TypeDeclInfo["methods"];
  readonly #file: DeclaringFile;
  readonly #spec: () => TypeSpec | undefined;
  #type: Type | undefined;
  #typeParams: TypeDeclInfo["typeParams"] | undefined;
  #at: Span | undefined;

  constructor(file: DeclaringFile, spec: () => TypeSpec | undefined, name: string, methods: TypeDeclInfo["methods"]) {
    this.#file = file;
    this.#spec = spec;
    this.name = name;
    this.methods = methods;
  }

  /** From now on it stands there. */
  relocate(at: Span): void {
    this.#at = at;
  }

  get uri(): string {
    return this.#file.uri;
  }

  get alias(): boolean {
    return this.#spec()?.alias === true;
  }

  get site(): DeclSite {
    return new LazySite(this.#file.uri, () => this.#at ?? this.#spec()?.name ?? NOWHERE);
  }

  get type(): Type {
    if (this.#type !== undefined) return this.#type;
    this.#type = UNKNOWN;
    const spec = this.#spec();
    if (spec !== undefined) this.#type = this.#file.checker().typeExpr(spec.type);
    return this.#type;
  }

  get typeParams(): TypeDeclInfo["typeParams"] {
    if (this.#typeParams !== undefined) return this.#typeParams;
    this.#typeParams = [];
    const spec = this.#spec();
    if (spec !== undefined && spec.typeParams.length > 0) this.#typeParams = typeParamsOf(this.#file.checker(), spec);
    return this.#typeParams;
  }
}

function typeParamsOf(checker: Checker, spec: TypeSpec): TypeDeclInfo["typeParams"] {
  return spec.typeParams.flatMap((field) =>
    field.names.map((ident) => {
      const obj = checker.objectOf(ident);
      const param = obj?.kind === "type" && obj.type.kind === "typeparam" ? obj.type : undefined;
      return { name: ident.name, constraint: param?.constraint ?? UNKNOWN };
    }),
  );
}

/** A variable or constant of a package; its type and value are worked out when they are first read. */
export class LazyValue implements ValueDecl {
  readonly name: string;
  readonly #file: DeclaringFile;
  readonly #decl: GenDecl;
  #type: Type | undefined;
  #value: { readonly folded: ConstantValue | undefined } | undefined;
  #at: Span | undefined;

  constructor(file: DeclaringFile, decl: GenDecl, name: string) {
    this.#file = file;
    this.#decl = decl;
    this.name = name;
  }

  /** From now on it stands there. */
  relocate(at: Span): void {
    this.#at = at;
  }

  get uri(): string {
    return this.#file.uri;
  }

  get constant(): boolean {
    return this.#decl.tok === "const";
  }

  get site(): DeclSite {
    return new LazySite(this.#file.uri, () => {
      const found = this.#found();
      return this.#at ?? found?.spec.names[found.index] ?? this.#decl;
    });
  }

  get type(): Type {
    if (this.#type !== undefined) return this.#type;
    this.#type = UNKNOWN;
    const found = this.#found();
    const find = this.constant ? constantType : variableType;
    if (found !== undefined) this.#type = find(this.#file.checker(), found.spec, found.index);
    return this.#type;
  }

  get value(): ConstantValue | undefined {
    if (!this.constant) return undefined;
    if (this.#value !== undefined) return this.#value.folded;
    this.#value = { folded: undefined };
    const found = this.#found();
    if (found !== undefined) this.#value = { folded: foldedValue(this.#file.checker(), found.spec, found.index) };
    return this.#value.folded;
  }

  /** The line that declares it; undefined where it did not parse. */
  #found(): NamedSpec<ValueSpec> | undefined {
    const found = specsOf(this.#decl).get(this.name);
    return found?.spec.kind === "ValueSpec" ? { spec: found.spec, index: found.index } : undefined;
  }
}
