import type { Decl, File, FuncDecl, GenDecl, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import { nameOfFunc } from "../syntax/outlined-decl.ts";
import type { Span } from "../text/span.ts";
import type { Checker } from "./checker.ts";
import type { ConstantValue, DeclSite, FuncDeclInfo, MethodDeclInfo, TypeDeclInfo, ValueDecl } from "./package.ts";
import { hasPointerReceiver, receiverTypeParams } from "./receiver.ts";
import { funcType } from "./type-expr.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { constantType, foldedValue, variableType } from "./value-spec.ts";

// Declarations are many and most are never asked about: they are classes, so that each costs one small object.

const NO_FUNC: FuncType = { kind: "func", typeParams: [], params: [], results: [], variadic: false };

/** The file of some declarations. Its text may change as long as it declares the same: they are then somewhere else. */
export class DeclaringFile {
  readonly uri: string;
  /** The state behind it, made when it is first asked for. */
  readonly checker: () => Checker;
  #newest: File;

  constructor(uri: string, ast: File, checker: () => Checker) {
    this.uri = uri;
    this.checker = checker;
    this.#newest = ast;
  }

  /** From now on its declarations stand where they stand in a newer version. */
  relocate(newest: File): void {
    this.#newest = newest;
  }

  /** A declaration in the newest version, by its place among all. */
  newest(index: number): Decl | undefined {
    return this.#newest.decls[index];
  }
}

/** A declaration, and its place among those of its file. */
export interface Declared<D extends FuncDecl | GenDecl> {
  readonly decl: D;
  readonly index: number;
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
function typeSpecOf(decl: GenDecl, name: string): TypeSpec | undefined {
  const spec = specsOf(decl).get(name)?.spec;
  return spec?.kind === "TypeSpec" ? spec : undefined;
}

/** The line that declares a variable or constant; undefined where it did not parse. */
function valueSpecOf(decl: GenDecl, name: string): NamedSpec<ValueSpec> | undefined {
  const found = specsOf(decl).get(name);
  return found?.spec.kind === "ValueSpec" ? { spec: found.spec, index: found.index } : undefined;
}

/** A declared function whose type is worked out when it is first read. */
export class LazyFunc implements FuncDeclInfo {
  protected readonly file: DeclaringFile;
  protected readonly decl: FuncDecl;
  readonly #index: number;
  #type: FuncType | undefined;

  constructor(file: DeclaringFile, { decl, index }: Declared<FuncDecl>) {
    this.file = file;
    this.decl = decl;
    this.#index = index;
  }

  get uri(): string {
    return this.file.uri;
  }

  get name(): string {
    return nameOfFunc(this.decl);
  }

  get site(): DeclSite {
    return new LazySite(this.file.uri, () => {
      const decl = this.file.newest(this.#index);
      return decl?.kind === "FuncDecl" ? decl.name : NOWHERE;
    });
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

/** What the names in a type's declaration refer to. */
type TypeScope = Pick<DeclaringFile, "uri" | "checker">;

/** A declared type, whose right side is worked out when it is first read. */
abstract class LazyType<Scope extends TypeScope> implements TypeDeclInfo {
  readonly name: string;
  protected readonly file: Scope;
  #type: Type | undefined;
  #typeParams: TypeDeclInfo["typeParams"] | undefined;

  constructor(file: Scope, name: string) {
    this.file = file;
    this.name = name;
  }

  abstract get methods(): TypeDeclInfo["methods"];
  /** The line that declares it; undefined where it did not parse. */
  protected abstract get spec(): TypeSpec | undefined;
  /** As {@link spec}, in the newest version of its file. */
  protected abstract get newest(): TypeSpec | undefined;

  get uri(): string {
    return this.file.uri;
  }

  get alias(): boolean {
    return this.spec?.alias === true;
  }

  get site(): DeclSite {
    return new LazySite(this.file.uri, () => this.newest?.name ?? NOWHERE);
  }

  get type(): Type {
    if (this.#type !== undefined) return this.#type;
    this.#type = UNKNOWN;
    const spec = this.spec;
    if (spec !== undefined) this.#type = this.file.checker().typeExpr(spec.type);
    return this.#type;
  }

  get typeParams(): TypeDeclInfo["typeParams"] {
    if (this.#typeParams !== undefined) return this.#typeParams;
    this.#typeParams = [];
    const spec = this.spec;
    if (spec !== undefined && spec.typeParams.length > 0) this.#typeParams = typeParamsOf(this.file.checker(), spec);
    return this.#typeParams;
  }
}

const NO_METHODS: TypeDeclInfo["methods"] = new Map();

/** A type that a package declares. */
export class PackageType extends LazyType<DeclaringFile> {
  readonly #declared: Declared<GenDecl>;
  readonly #methodsOfTypes: ReadonlyMap<string, TypeDeclInfo["methods"]>;

  /** `methodsOfTypes`: the methods of the package by the names of their receivers' types; may still be filled. */
  constructor(
    file: DeclaringFile,
    declared: Declared<GenDecl>,
    name: string,
    methodsOfTypes: ReadonlyMap<string, TypeDeclInfo["methods"]>,
  ) {
    super(file, name);
    this.#declared = declared;
    this.#methodsOfTypes = methodsOfTypes;
  }

  get methods(): TypeDeclInfo["methods"] {
    return this.#methodsOfTypes.get(this.name) ?? NO_METHODS;
  }

  protected get spec(): TypeSpec | undefined {
    return typeSpecOf(this.#declared.decl, this.name);
  }

  protected get newest(): TypeSpec | undefined {
    const newest = this.file.newest(this.#declared.index);
    return newest?.kind === "GenDecl" ? typeSpecOf(newest, this.name) : undefined;
  }
}

/** A type that a function declares: it has no methods, and stands where it stood when the function was looked at. */
export class LocalType extends LazyType<TypeScope> {
  protected readonly spec: TypeSpec;

  constructor(file: TypeScope, spec: TypeSpec, name: string) {
    super(file, name);
    this.spec = spec;
  }

  get methods(): TypeDeclInfo["methods"] {
    return NO_METHODS;
  }

  protected get newest(): TypeSpec {
    return this.spec;
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
  readonly #declared: Declared<GenDecl>;
  #type: Type | undefined;
  #value: { readonly folded: ConstantValue | undefined } | undefined;

  constructor(file: DeclaringFile, declared: Declared<GenDecl>, name: string) {
    this.#file = file;
    this.#declared = declared;
    this.name = name;
  }

  get uri(): string {
    return this.#file.uri;
  }

  get constant(): boolean {
    return this.#declared.decl.tok === "const";
  }

  get site(): DeclSite {
    return new LazySite(this.#file.uri, () => {
      const decl = this.#file.newest(this.#declared.index);
      if (decl?.kind !== "GenDecl") return NOWHERE;
      const found = valueSpecOf(decl, this.name);
      return found?.spec.names[found.index] ?? decl;
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

  #found(): NamedSpec<ValueSpec> | undefined {
    return valueSpecOf(this.#declared.decl, this.name);
  }
}
