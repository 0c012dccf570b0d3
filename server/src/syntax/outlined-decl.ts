import type { Span } from "../text/span.ts";
import type { BlockStmt, Comment, Decl, Field, FuncDecl, FuncType, GenDecl, Ident, Spec } from "./ast.ts";
import { receiverBase } from "./receiver.ts";

const FUNC_DECL: FuncDecl["kind"] = "FuncDecl";
const GEN_DECL: GenDecl["kind"] = "GenDecl";

/**
 * A function of which the outline is known before it is lowered or parsed. A large project has hundreds of thousands of them,
 * and few are ever read: what can be worked out is not kept.
 */
export abstract class OutlinedFunc implements FuncDecl {
  readonly start: number;
  readonly end: number;
  /** The name of the receiver's type. */
  readonly receiver: string | undefined;
  abstract readonly name: Ident;
  /** As in {@link name}. */
  abstract readonly nameText: string;
  abstract readonly hasBody: boolean;
  abstract readonly headEnd: number;
  abstract readonly docStart: number;
  abstract readonly doc: readonly Comment[];
  abstract readonly recv: Field | undefined;
  abstract readonly type: FuncType;
  abstract readonly body: BlockStmt | undefined;

  constructor({ start, end }: Span, receiver: string | undefined) {
    this.start = start;
    this.end = end;
    this.receiver = receiver;
  }

  get kind(): FuncDecl["kind"] {
    return FUNC_DECL;
  }
}

/** An import, const, var or type declaration of which the outline is known before it is lowered or parsed. */
export abstract class OutlinedGroup implements GenDecl {
  readonly start: number;
  readonly end: number;
  readonly tok: GenDecl["tok"];
  /** What it declares, in order. */
  readonly names: readonly string[];
  abstract readonly docStart: number;
  abstract readonly doc: readonly Comment[];
  abstract readonly specs: readonly Spec[];

  constructor({ start, end, tok, names }: GroupOutline) {
    this.start = start;
    this.end = end;
    this.tok = tok;
    this.names = names;
  }

  get kind(): GenDecl["kind"] {
    return GEN_DECL;
  }
}

export interface GroupOutline {
  readonly start: number;
  readonly end: number;
  readonly tok: GenDecl["tok"];
  readonly names: readonly string[];
}

// What follows costs nothing where the outline is known.

/** The names that a declaration declares, in order. */
export function declaredNames(decl: GenDecl): readonly string[] {
  if (decl instanceof OutlinedGroup) return decl.names;
  return decl.specs.flatMap((spec) =>
    spec.kind === "ValueSpec" ? spec.names.map(({ name }) => name) : spec.kind === "TypeSpec" ? [spec.name.name] : [],
  );
}

/** The name of a function. */
export function nameOfFunc(decl: FuncDecl): string {
  return decl instanceof OutlinedFunc ? decl.nameText : decl.name.name;
}

/** True for a function with a receiver. */
export function isMethod(decl: FuncDecl): boolean {
  return decl instanceof OutlinedFunc ? decl.receiver !== undefined : decl.recv !== undefined;
}

/** The name of the receiver's type. */
export function receiverTypeName(decl: FuncDecl): string | undefined {
  if (decl instanceof OutlinedFunc) return decl.receiver;
  return decl.recv === undefined ? undefined : receiverBase(decl.recv)?.name;
}

/** Where the part of a function ends that others can see. */
export function headEnd(decl: FuncDecl): number {
  return decl instanceof OutlinedFunc ? decl.headEnd : decl.type.end;
}

/** Where a declaration begins, the comments directly above it included. */
export function docStart(decl: Decl): number {
  if (decl.kind === "BadDecl") return decl.start;
  if (decl instanceof OutlinedFunc || decl instanceof OutlinedGroup) return decl.docStart;
  return decl.doc[0]?.start ?? decl.start;
}
