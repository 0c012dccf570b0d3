import type { CallExpr, Expr, FuncLit, Ident } from "../syntax/ast.ts";
import type { Span } from "../text/span.ts";
import type { ConstantValue, World } from "./package.ts";
import type { FuncType, Type } from "./types.ts";

/** What an identifier denotes. Two identifiers denote the same thing exactly if they give the same object (`===`). */
export type Obj = VarObj | ConstObj | FuncObj | TypeObj | PackageObj | LabelObj | BuiltinObj | NilObj;

export interface VarObj {
  readonly kind: "var";
  readonly name: string;
  readonly type: Type;
  readonly scope: "param" | "result" | "receiver" | "local" | "package" | "field";
  /** The span of the declaring identifier; undefined for a variable of another package or one in another file. */
  readonly decl: Span | undefined;
  /** The literal or declaration whose body or signature declares it; undefined for package variables. Compare with `===`. */
  readonly owner: object | undefined;
}

export interface ConstObj {
  readonly kind: "const";
  readonly name: string;
  readonly pkg: string;
  readonly type: Type;
  readonly value: ConstantValue | undefined;
}

export interface FuncObj {
  readonly kind: "func";
  readonly name: string;
  readonly pkg: string;
  readonly type: FuncType;
}

export interface TypeObj {
  readonly kind: "type";
  readonly name: string;
  readonly type: Type;
}

export interface PackageObj {
  readonly kind: "package";
  readonly name: string;
  readonly path: string;
}

export interface LabelObj {
  readonly kind: "label";
  readonly name: string;
}

export interface BuiltinObj {
  readonly kind: "builtin";
  readonly name: string;
}

export interface NilObj {
  readonly kind: "nil";
}

/** What a call calls. */
export type Callee =
  /** A function of a package. */
  | { readonly kind: "func"; readonly pkg: string; readonly name: string; readonly type: FuncType }
  /**
   * A method. `pkg` and `recv` name the type that declares it (after promotion: the embedded one; for an interface
   * method: the interface that lists it), `through` the static type of the operand.
   */
  | {
      readonly kind: "method";
      readonly pkg: string;
      readonly recv: string;
      readonly name: string;
      readonly type: FuncType;
      /** True if the method is an interface's: the code that runs is not known from the type. */
      readonly interface: boolean;
      readonly through: Type;
      /** The operand, `x` of `x.f()`. For a method expression `T.f(x)`, the first argument. */
      readonly receiver: Expr | undefined;
    }
  /** A call of a function literal in place. */
  | { readonly kind: "literal"; readonly literal: FuncLit; readonly type: FuncType }
  /** A call of a value of function type: a variable, field, parameter or result. `obj` is set where it is a plain variable. */
  | { readonly kind: "value"; readonly obj: VarObj | undefined; readonly type: Type }
  | { readonly kind: "builtin"; readonly name: string }
  | { readonly kind: "conversion"; readonly type: Type }
  /**
   * Not resolved. `pkg` is set for a call `p.F()` on an imported package about which nothing is known: its import path
   * is certain, its signature is not. `name` is the last identifier, where there is one.
   */
  | { readonly kind: "unknown"; readonly pkg: string | undefined; readonly name: string | undefined };

/** Types and names of one file, on demand; every answer is cached. Never throws. */
export interface FileInfo {
  readonly world: World;
  /** Import path of the file's package. */
  readonly packagePath: string;
  /** The `go` version of the module (`1.22`), where go.mod is known. */
  readonly goVersion: string | undefined;

  /** The type of an expression; of a type expression, that type; a tuple for a call with several results (or none); unknown where not known. */
  typeOf(expr: Expr): Type;
  /** What the identifier denotes, at its use or its declaration. For the `sel` of a selector: the field, method's function, or package member. */
  objectOf(ident: Ident): Obj | undefined;
  calleeOf(call: CallExpr): Callee;
  /** The folded value of a constant expression. */
  constantOf(expr: Expr): ConstantValue | undefined;
  /** True if the expression is a type. */
  isType(expr: Expr): boolean;
  /** All variables in scope just before `offset`, innermost first, shadowed ones left out. Package-level names not included. */
  variablesAt(offset: number): readonly VarObj[];
  /** True if `name` means anything (local, package, import, universe) just before `offset`: a new variable of that name could clash. */
  isNameTaken(name: string, offset: number): boolean;
  /** The name under which this file imports `path`: undefined where it does not, "." or "_" for such an import. */
  importName(path: string): string | undefined;
}
