import type { FuncDecl, Ident, TypeSpec, ValueSpec } from "../syntax/ast.ts";
import type { Checker } from "./checker.ts";
import type { ConstantValue, DeclSite, FuncDeclInfo, MethodDeclInfo, TypeDeclInfo, ValueDecl } from "./package.ts";
import { hasPointerReceiver, receiverTypeParams } from "./receiver.ts";
import { funcType } from "./type-expr.ts";
import type { FuncType, Type } from "./types.ts";
import { UNKNOWN } from "./types.ts";
import { constantType, foldedValue, variableType } from "./value-spec.ts";

// Declarations are many and most are never asked about: they are classes, so that each costs one small object.

const NO_FUNC: FuncType = { kind: "func", typeParams: [], params: [], results: [], variadic: false };

function siteOf(checker: Checker, ident: Ident): DeclSite {
  return { uri: checker.uri, name: { start: ident.start, end: ident.end } };
}

/** A declared function whose type is worked out when it is first read. */
export class LazyFunc implements FuncDeclInfo {
  protected readonly checker: Checker;
  protected readonly decl: FuncDecl;
  #type: FuncType | undefined;

  constructor(checker: Checker, decl: FuncDecl) {
    this.checker = checker;
    this.decl = decl;
  }

  get name(): string {
    return this.decl.name.name;
  }

  get site(): DeclSite {
    return siteOf(this.checker, this.decl.name);
  }

  get type(): FuncType {
    if (this.#type !== undefined) return this.#type;
    this.#type = NO_FUNC;
    this.#type = funcType(this.checker, this.decl.type);
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
  readonly #checker: Checker;
  readonly #spec: TypeSpec;
  #type: Type | undefined;
  #typeParams: TypeDeclInfo["typeParams"] | undefined;

  constructor(checker: Checker, spec: TypeSpec, name: string, methods: TypeDeclInfo["methods"]) {
    this.#checker = checker;
    this.#spec = spec;
    this.name = name;
    this.methods = methods;
  }

  get alias(): boolean {
    return this.#spec.alias;
  }

  get site(): DeclSite {
    return siteOf(this.#checker, this.#spec.name);
  }

  get type(): Type {
    if (this.#type !== undefined) return this.#type;
    this.#type = UNKNOWN;
    this.#type = this.#checker.typeExpr(this.#spec.type);
    return this.#type;
  }

  get typeParams(): TypeDeclInfo["typeParams"] {
    if (this.#typeParams !== undefined) return this.#typeParams;
    this.#typeParams = [];
    this.#typeParams = typeParamsOf(this.#checker, this.#spec);
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
  readonly constant: boolean;
  readonly #checker: Checker;
  readonly #spec: ValueSpec;
  readonly #index: number;
  #type: Type | undefined;
  #value: { readonly folded: ConstantValue | undefined } | undefined;

  constructor(checker: Checker, spec: ValueSpec, index: number, constant: boolean) {
    this.#checker = checker;
    this.#spec = spec;
    this.#index = index;
    this.constant = constant;
  }

  get name(): string {
    return this.#spec.names[this.#index]?.name ?? "_";
  }

  get site(): DeclSite | undefined {
    const ident = this.#spec.names[this.#index];
    return ident === undefined ? undefined : siteOf(this.#checker, ident);
  }

  get type(): Type {
    if (this.#type !== undefined) return this.#type;
    this.#type = UNKNOWN;
    const find = this.constant ? constantType : variableType;
    this.#type = find(this.#checker, this.#spec, this.#index);
    return this.#type;
  }

  get value(): ConstantValue | undefined {
    if (!this.constant) return undefined;
    if (this.#value !== undefined) return this.#value.folded;
    this.#value = { folded: undefined };
    this.#value = { folded: foldedValue(this.#checker, this.#spec, this.#index) };
    return this.#value.folded;
  }
}
