import type { Span } from "../text/span.ts";

/**
 * Go's abstract syntax, in the shape and with the names of the Go project's own `go/ast` package, as plain data.
 * Spans are UTF-16 offsets of the file's text. Code that does not parse becomes `BadExpr`, `BadStmt` or `BadDecl`.
 * Types are expressions, as in go/ast.
 */
export interface File extends Span {
  readonly kind: "File";
  /** The package clause's name; undefined where the clause is missing. */
  readonly packageName: Ident | undefined;
  readonly imports: readonly ImportSpec[];
  readonly decls: readonly Decl[];
  /** All comments in the order of the text. */
  readonly comments: readonly Comment[];
  /** The smallest spans that did not parse. Those inside a function's body are known, and here, once the body was read. */
  readonly errors: readonly Span[];
  /** The same object for versions of a file between which only the insides of bodies were edited. */
  readonly declarations: object;
}

/** One `//` or block comment, its delimiters included in the text. */
export interface Comment extends Span {
  readonly kind: "Comment";
  readonly text: string;
}

// ---- declarations ----

export type Decl = FuncDecl | GenDecl | BadDecl;

export interface FuncDecl extends Span {
  readonly kind: "FuncDecl";
  readonly recv: Field | undefined;
  readonly name: Ident;
  readonly type: FuncType;
  /** Parsed and lowered when first read: reading it has a cost. Undefined for a declaration without a body. */
  readonly body: BlockStmt | undefined;
  /** True if it has a body; costs nothing. */
  readonly hasBody: boolean;
  /** The comment lines directly above the declaration. */
  readonly doc: readonly Comment[];
}

export interface GenDecl extends Span {
  readonly kind: "GenDecl";
  readonly tok: "import" | "const" | "type" | "var";
  readonly specs: readonly Spec[];
  readonly doc: readonly Comment[];
}

export interface BadDecl extends Span {
  readonly kind: "BadDecl";
}

export type Spec = ImportSpec | ValueSpec | TypeSpec;

export interface ImportSpec extends Span {
  readonly kind: "ImportSpec";
  /** The name given in the source: an identifier, `.` or `_`. */
  readonly name: Ident | undefined;
  /** The import path without its quotes. */
  readonly path: string;
  /** The span of the quoted path. */
  readonly pathSpan: Span;
}

/** One line of a `var` or `const` declaration. */
export interface ValueSpec extends Span {
  readonly kind: "ValueSpec";
  readonly names: readonly Ident[];
  readonly type: Expr | undefined;
  readonly values: readonly Expr[];
  /** The position in its const group, from 0; 0 for `var`. A const line without type and values repeats the last line that has them. */
  readonly iota: number;
  /** For a const line without its own type and values, the line it repeats. */
  readonly repeats: ValueSpec | undefined;
}

export interface TypeSpec extends Span {
  readonly kind: "TypeSpec";
  readonly name: Ident;
  readonly typeParams: readonly Field[];
  readonly alias: boolean;
  readonly type: Expr;
  readonly doc: readonly Comment[];
}

/** A parameter, result, receiver, type parameter or struct field: several names may share one type. */
export interface Field extends Span {
  readonly kind: "Field";
  /** Empty for an unnamed parameter or an embedded field. */
  readonly names: readonly Ident[];
  readonly type: Expr;
  /** True for the last parameter `...T`; `type` is then `T`. */
  readonly variadic: boolean;
  /** True for an embedded struct field. */
  readonly embedded: boolean;
  /** A struct tag as written, quotes included. */
  readonly tag: string | undefined;
}

// ---- expressions ----

export type Expr =
  | BadExpr
  | Ident
  | BasicLit
  | CompositeLit
  | FuncLit
  | ParenExpr
  | SelectorExpr
  | IndexExpr
  | SliceExpr
  | TypeAssertExpr
  | CallExpr
  | StarExpr
  | UnaryExpr
  | BinaryExpr
  | ArrayType
  | StructType
  | FuncType
  | InterfaceType
  | MapType
  | ChanType;

export interface BadExpr extends Span {
  readonly kind: "BadExpr";
}

export interface Ident extends Span {
  readonly kind: "Ident";
  readonly name: string;
}

export interface BasicLit extends Span {
  readonly kind: "BasicLit";
  readonly lit: "int" | "float" | "imag" | "rune" | "string";
  /** As written. */
  readonly value: string;
}

export interface CompositeLit extends Span {
  readonly kind: "CompositeLit";
  /** Undefined for an inner literal whose type is left out (`[]T{{1}, {2}}`). */
  readonly type: Expr | undefined;
  readonly elements: readonly Element[];
  /** Offset of the opening brace. */
  readonly lbrace: number;
}

/** An element of a composite literal. */
export interface Element extends Span {
  readonly kind: "Element";
  readonly key: Expr | undefined;
  readonly value: Expr;
}

export interface FuncLit extends Span {
  readonly kind: "FuncLit";
  readonly type: FuncType;
  readonly body: BlockStmt;
}

export interface ParenExpr extends Span {
  readonly kind: "ParenExpr";
  readonly x: Expr;
}

/** `x.sel`; also a qualified identifier or type (`http.Request`). */
export interface SelectorExpr extends Span {
  readonly kind: "SelectorExpr";
  readonly x: Expr;
  readonly sel: Ident;
}

/** `x[i]`, and an instantiation `F[int, string]`: syntax alone cannot tell them apart. */
export interface IndexExpr extends Span {
  readonly kind: "IndexExpr";
  readonly x: Expr;
  readonly indices: readonly Expr[];
}

export interface SliceExpr extends Span {
  readonly kind: "SliceExpr";
  readonly x: Expr;
  readonly low: Expr | undefined;
  readonly high: Expr | undefined;
  readonly max: Expr | undefined;
}

/** `x.(T)`; the type is undefined for `x.(type)`. */
export interface TypeAssertExpr extends Span {
  readonly kind: "TypeAssertExpr";
  readonly x: Expr;
  readonly type: Expr | undefined;
}

/** A call or a conversion. `make` and `new` have their type as the first argument. */
export interface CallExpr extends Span {
  readonly kind: "CallExpr";
  /** For an instantiated call `F[int](x)` an IndexExpr. */
  readonly fun: Expr;
  readonly args: readonly Expr[];
  /** True for `f(xs...)`. */
  readonly ellipsis: boolean;
  /** Offset of the opening parenthesis. */
  readonly lparen: number;
  /** Offset of the closing parenthesis (`end - 1`, or `end` where it is missing). */
  readonly rparen: number;
}

/** `*x`: a dereference or a pointer type. */
export interface StarExpr extends Span {
  readonly kind: "StarExpr";
  readonly x: Expr;
}

export interface UnaryExpr extends Span {
  readonly kind: "UnaryExpr";
  /** `~` only in constraints. */
  readonly op: "+" | "-" | "!" | "^" | "*" | "&" | "<-" | "~";
  readonly x: Expr;
}

export interface BinaryExpr extends Span {
  readonly kind: "BinaryExpr";
  /** `|` also joins the terms of a constraint. */
  readonly op: string;
  readonly x: Expr;
  readonly y: Expr;
}

/** `[N]T`, `[...]T` and `[]T`. */
export interface ArrayType extends Span {
  readonly kind: "ArrayType";
  /** Undefined for a slice; "..." where the literal's elements count. */
  readonly len: Expr | "..." | undefined;
  readonly elem: Expr;
}

export interface StructType extends Span {
  readonly kind: "StructType";
  readonly fields: readonly Field[];
}

export interface FuncType extends Span {
  readonly kind: "FuncType";
  readonly typeParams: readonly Field[];
  readonly params: readonly Field[];
  readonly results: readonly Field[];
}

export interface InterfaceType extends Span {
  readonly kind: "InterfaceType";
  readonly methods: readonly InterfaceMethod[];
  /** Embedded interfaces, unions and approximations. */
  readonly embeds: readonly Expr[];
}

export interface InterfaceMethod extends Span {
  readonly kind: "InterfaceMethod";
  readonly name: Ident;
  readonly type: FuncType;
}

export interface MapType extends Span {
  readonly kind: "MapType";
  readonly key: Expr;
  readonly value: Expr;
}

export interface ChanType extends Span {
  readonly kind: "ChanType";
  readonly dir: "both" | "send" | "receive";
  readonly value: Expr;
}

// ---- statements ----

export type Stmt =
  | BadStmt
  | EmptyStmt
  | DeclStmt
  | LabeledStmt
  | ExprStmt
  | SendStmt
  | IncDecStmt
  | AssignStmt
  | GoStmt
  | DeferStmt
  | ReturnStmt
  | BranchStmt
  | BlockStmt
  | IfStmt
  | SwitchStmt
  | TypeSwitchStmt
  | SelectStmt
  | ForStmt
  | RangeStmt;

export interface BadStmt extends Span {
  readonly kind: "BadStmt";
}

export interface EmptyStmt extends Span {
  readonly kind: "EmptyStmt";
}

export interface DeclStmt extends Span {
  readonly kind: "DeclStmt";
  readonly decl: GenDecl;
}

export interface LabeledStmt extends Span {
  readonly kind: "LabeledStmt";
  readonly label: Ident;
  readonly stmt: Stmt;
}

export interface ExprStmt extends Span {
  readonly kind: "ExprStmt";
  readonly x: Expr;
}

export interface SendStmt extends Span {
  readonly kind: "SendStmt";
  readonly chan: Expr;
  readonly value: Expr;
}

export interface IncDecStmt extends Span {
  readonly kind: "IncDecStmt";
  readonly x: Expr;
  readonly op: "++" | "--";
}

export interface AssignStmt extends Span {
  readonly kind: "AssignStmt";
  readonly lhs: readonly Expr[];
  /** `=`, `:=`, or an operator with `=`. */
  readonly op: string;
  readonly opSpan: Span;
  readonly rhs: readonly Expr[];
}

export interface GoStmt extends Span {
  readonly kind: "GoStmt";
  readonly call: Expr;
}

export interface DeferStmt extends Span {
  readonly kind: "DeferStmt";
  readonly call: Expr;
}

export interface ReturnStmt extends Span {
  readonly kind: "ReturnStmt";
  readonly results: readonly Expr[];
}

export interface BranchStmt extends Span {
  readonly kind: "BranchStmt";
  readonly tok: "break" | "continue" | "goto" | "fallthrough";
  readonly label: Ident | undefined;
}

/** Its span holds the braces; `start` is the opening one, `end - 1` the closing one. */
export interface BlockStmt extends Span {
  readonly kind: "BlockStmt";
  readonly stmts: readonly Stmt[];
}

export interface IfStmt extends Span {
  readonly kind: "IfStmt";
  readonly init: Stmt | undefined;
  readonly cond: Expr;
  readonly then: BlockStmt;
  readonly else: BlockStmt | IfStmt | undefined;
}

export interface CaseClause extends Span {
  readonly kind: "CaseClause";
  /** Expressions, or types in a type switch. Empty for `default`. */
  readonly list: readonly Expr[];
  readonly isDefault: boolean;
  readonly body: readonly Stmt[];
}

export interface SwitchStmt extends Span {
  readonly kind: "SwitchStmt";
  readonly init: Stmt | undefined;
  readonly tag: Expr | undefined;
  readonly cases: readonly CaseClause[];
}

/** `switch init; bind := x.(type) { … }`. */
export interface TypeSwitchStmt extends Span {
  readonly kind: "TypeSwitchStmt";
  readonly init: Stmt | undefined;
  readonly bind: Ident | undefined;
  readonly x: Expr;
  readonly cases: readonly CaseClause[];
}

export interface CommClause extends Span {
  readonly kind: "CommClause";
  /** A send or a receive (ExprStmt or AssignStmt). Undefined for `default`. */
  readonly comm: Stmt | undefined;
  readonly isDefault: boolean;
  readonly body: readonly Stmt[];
}

export interface SelectStmt extends Span {
  readonly kind: "SelectStmt";
  readonly cases: readonly CommClause[];
}

export interface ForStmt extends Span {
  readonly kind: "ForStmt";
  readonly init: Stmt | undefined;
  readonly cond: Expr | undefined;
  readonly post: Stmt | undefined;
  readonly body: BlockStmt;
}

export interface RangeStmt extends Span {
  readonly kind: "RangeStmt";
  readonly key: Expr | undefined;
  readonly value: Expr | undefined;
  /** True for `:=`; false for `=` and for a range without variables. */
  readonly define: boolean;
  readonly x: Expr;
  readonly body: BlockStmt;
}

/** A function with a body: a declaration or a literal. */
export type FuncNode = FuncDecl | FuncLit;

/** Everything that can stand in a tree. */
export type Node =
  File | Comment | Decl | Spec | Field | Expr | Element | InterfaceMethod | Stmt | CaseClause | CommClause;
