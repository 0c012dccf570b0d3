import type { Span } from "../text/span.ts";
import type {
  BlockStmt,
  Comment,
  Decl,
  Field,
  File,
  FuncDecl,
  FuncType,
  GenDecl,
  Ident,
  ImportSpec,
  Spec,
} from "./ast.ts";
import { Bodies, type BodyCache } from "./bodies.ts";
import type { FlatTree } from "./flat-tree.ts";
import { lowerDecl } from "./lower-decl.ts";
import { docOf, importsOf } from "./lower-file.ts";
import { childNodes, typeName, type Source } from "./lowering.ts";
import { declaredNames, docStart, headEnd, OutlinedFunc, OutlinedGroup, receiverTypeName } from "./outlined-decl.ts";
import type { ParseMachine } from "./parse-machine.ts";
import type { BodySpan } from "./scan-text.ts";

/** A file together with what its declarations were read from, so that an edit of a body can start there. */
export interface DeclaredFile {
  readonly file: File;
  readonly text: string;
  /** Where each declaration was read from. */
  readonly origins: readonly Origin[];
  /** The bodies that were left out of the trees of the declarations. */
  readonly bodies: readonly BodySpan[];
  /** Where declarations did not parse. */
  readonly errors: readonly Span[];
}

/** Where a declaration was read from: a node of a tree, and how far it stands behind the offsets there. */
export interface Origin {
  readonly tree: FlatTree;
  readonly node: number;
  readonly distance: number;
}

/** What the text of a file is read with. */
export interface TextParts {
  readonly machine: ParseMachine;
  /** Milliseconds after which the parse of a body is given up. */
  readonly budget: number | undefined;
  readonly cache: BodyCache;
}

/** A declaration as it was first read, and where it is now. */
export interface PlacedDecl {
  readonly decl: Decl;
  readonly origin: Origin;
  /** Where an offset in `decl` is now. */
  readonly move: (at: number) => number;
}

/** The top-level nodes that are declarations, or should be. */
export function declarationNodes(source: Source): readonly number[] {
  return childNodes(source, 0).filter((node) => typeName(source, node) !== "package_clause");
}

/** A file whose declarations were just parsed without errors. */
export function declaredFile(
  file: File,
  text: string,
  tree: FlatTree,
  bodies: readonly BodySpan[],
  { grammar }: ParseMachine,
): DeclaredFile {
  const nodes = declarationNodes({ text, tree, grammar, depth: 0, leftOut: undefined });
  return { file, text, origins: nodes.map((node) => ({ tree, node, distance: 0 })), bodies, errors: [] };
}

/** What a file is made of whose declarations are read where somebody asks for them. */
export interface PlacedFile {
  readonly text: string;
  readonly packageName: Ident | undefined;
  readonly decls: readonly PlacedDecl[];
  readonly comments: readonly Comment[];
  readonly bodies: readonly BodySpan[];
  readonly errors: readonly Span[];
  readonly declarations: File["declarations"];
}

/** The file with its declarations where they are now. */
export function placedFile(placed: PlacedFile, parts: TextParts): DeclaredFile {
  const { text, bodies, errors } = placed;
  const source = new PlacedText(placed, parts);
  const decls = placed.decls.map((decl) => moved(decl, source));
  const origins = placed.decls.map(({ origin }) => origin);
  return { file: lazyFile(placed, decls, source), text, origins, bodies, errors };
}

function lazyFile({ packageName, declarations }: PlacedFile, decls: readonly Decl[], source: PlacedText): File {
  let imports: readonly ImportSpec[] | undefined;
  return {
    kind: "File",
    start: 0,
    end: source.text.length,
    packageName,
    get imports() {
      return (imports ??= importsOf(decls));
    },
    decls,
    comments: source.comments,
    errors: source.bodies.errors,
    declarations,
  };
}

/** The text that moved declarations are read from. */
class PlacedText {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly bodies: Bodies;
  readonly #machine: ParseMachine;

  constructor({ text, comments, bodies, errors }: PlacedFile, { machine, budget, cache }: TextParts) {
    this.text = text;
    this.comments = comments;
    this.bodies = new Bodies(machine, text, bodies, budget, cache);
    this.bodies.errors.push(...errors);
    this.#machine = machine;
  }

  docOf(start: number): readonly Comment[] {
    return docOf(this.text, this.comments, start);
  }

  /** The declaration without its comments. */
  lower({ tree, node, distance }: Origin): Decl {
    const { grammar } = this.#machine;
    const leftOut = (start: number): BlockStmt | undefined => this.bodies.at(start);
    return lowerDecl({ text: this.text, tree: tree.shifted(distance), grammar, depth: 0, leftOut }, node, []);
  }
}

function moved(placed: PlacedDecl, source: PlacedText): Decl {
  const { decl, move } = placed;
  if (decl.kind === "FuncDecl") return new MovedFunc(decl, placed, source);
  if (decl.kind === "BadDecl") return movedSpan(decl, move);
  return move(decl.start) === decl.start ? decl : new MovedGroup(decl, placed, source);
}

/** The same at another place. */
export function movedSpan<T extends Span>(span: T, move: (at: number) => number): T {
  const start = move(span.start);
  const end = move(span.end);
  return start === span.start && end === span.end ? span : { ...span, start, end };
}

class MovedFunc extends OutlinedFunc {
  readonly name: Ident;
  readonly hasBody: boolean;
  readonly headEnd: number;
  readonly docStart: number;
  readonly #origin: Origin;
  readonly #source: PlacedText;
  #lowered: FuncDecl | undefined;

  constructor(before: FuncDecl, { origin, move }: PlacedDecl, source: PlacedText) {
    super({ start: move(before.start), end: move(before.end) }, receiverTypeName(before));
    this.name = movedSpan(before.name, move);
    this.hasBody = before.hasBody;
    this.headEnd = move(headEnd(before));
    this.docStart = move(docStart(before));
    this.#origin = origin;
    this.#source = source;
  }

  get nameText(): string {
    return this.name.name;
  }

  get recv(): Field | undefined {
    return this.#read().recv;
  }

  get type(): FuncType {
    return this.#read().type;
  }

  get body(): BlockStmt | undefined {
    return this.#read().body;
  }

  get doc(): readonly Comment[] {
    return this.docStart === this.start ? [] : this.#source.docOf(this.start);
  }

  #read(): FuncDecl {
    if (this.#lowered !== undefined) return this.#lowered;
    const decl = this.#source.lower(this.#origin);
    // The node was a function when the declarations were parsed, and has not changed.
    return (this.#lowered = decl as FuncDecl);
  }
}

class MovedGroup extends OutlinedGroup {
  readonly docStart: number;
  readonly #origin: Origin;
  readonly #source: PlacedText;
  #specs: readonly Spec[] | undefined;

  constructor(before: GenDecl, { origin, move }: PlacedDecl, source: PlacedText) {
    super({ start: move(before.start), end: move(before.end), tok: before.tok, names: declaredNames(before) });
    this.docStart = move(docStart(before));
    this.#origin = origin;
    this.#source = source;
  }

  get specs(): readonly Spec[] {
    if (this.#specs !== undefined) return this.#specs;
    const decl = this.#source.lower(this.#origin);
    return (this.#specs = decl.kind === "GenDecl" ? decl.specs : []);
  }

  get doc(): readonly Comment[] {
    return this.docStart === this.start ? [] : this.#source.docOf(this.start);
  }
}
