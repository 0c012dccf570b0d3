import type { TextEdit } from "../text/edit.ts";
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
import { scanBody, type BodySpan, type TextScan } from "./scan-text.ts";

/*
 * While somebody types in a function's body, nothing else of the file changes but its place. The declarations then need
 * not be parsed again, nor read from the tree: they are moved, and read where somebody asks for them.
 */

/** A file together with what its declarations were read from, so that an edit of a body can start there. */
export interface DeclaredFile {
  readonly file: File;
  readonly text: string;
  /** The tree of the declarations as they stood when they were last parsed. */
  readonly tree: FlatTree;
  readonly origins: readonly Origin[];
  readonly bodies: readonly BodySpan[];
}

/** Where a declaration was read from: a node of the tree, and how far it has moved since. */
interface Origin {
  readonly node: number;
  readonly distance: number;
}

/** What an edited file is read with. */
export interface EditedFileParts {
  readonly machine: ParseMachine;
  /** Milliseconds after which the parse of a body is given up. */
  readonly budget: number | undefined;
  readonly cache: BodyCache;
}

/** A file whose declarations were just parsed. Undefined if they are not all in the tree. */
export function declaredFile(
  file: File,
  text: string,
  tree: FlatTree,
  { bodies }: TextScan,
  { grammar }: ParseMachine,
): DeclaredFile | undefined {
  const source: Source = { text, tree, grammar, depth: 0, leftOut: undefined };
  const nodes = childNodes(source, 0).filter((node) => typeName(source, node) !== "package_clause");
  if (nodes.length !== file.decls.length || file.decls.some((decl) => decl.kind === "BadDecl")) return undefined;
  return { file, text, tree, origins: nodes.map((node) => ({ node, distance: 0 })), bodies };
}

/** The file after an edit inside one body that ends where it did. Undefined for any other edit: the text must be parsed again. */
export function withEditedBody(
  before: DeclaredFile,
  text: string,
  edit: TextEdit,
  parts: EditedFileParts,
): DeclaredFile | undefined {
  const { span, newText } = edit;
  const edited = before.bodies.find((body) => body.start < span.start && span.end < body.end);
  if (edited === undefined || edited.resumesAt !== edited.end || isBehind(before.file.packageName, span))
    return undefined;
  const distance = newText.length - (span.end - span.start);
  const scan = scanBody(text, edited.start);
  if (scan?.body.end !== edited.end + distance) return undefined;
  const move = (at: number): number => (at >= edited.end ? at + distance : at);
  const bodies = before.bodies.map((body) => (body.end < edited.start ? body : movedBody(body, move)));
  parts.cache.delete(before.text.slice(edited.start, edited.end));
  const origins = before.origins.map((origin, index) =>
    (before.file.decls[index]?.start ?? 0) < edited.start
      ? origin
      : { ...origin, distance: origin.distance + distance },
  );
  const comments = movedComments(before.file.comments, edited, scan.comments, distance);
  const source = new EditedText(before.tree, text, bodies, comments, parts);
  const decls = before.file.decls.map((decl, index) => moved(decl, origins[index], move, source));
  return { file: editedFile(before.file, decls, source), text, tree: before.tree, origins, bodies };
}

function isBehind(span: Span | undefined, edit: Span): boolean {
  return span !== undefined && span.start >= edit.start;
}

function movedBody({ start, end, resumesAt }: BodySpan, move: (at: number) => number): BodySpan {
  return { start: move(start), end: move(end), resumesAt: move(resumesAt) };
}

/** The comments in front of an edited body, those now in it, and those behind it. */
function movedComments(
  comments: readonly Comment[],
  body: Span,
  inBody: readonly Comment[],
  distance: number,
): readonly Comment[] {
  const before = comments.filter((comment) => comment.end <= body.start);
  const after = comments.filter((comment) => comment.start >= body.end);
  return [...before, ...inBody, ...after.map((comment) => movedComment(comment, distance))];
}

function movedComment(comment: Comment, distance: number): Comment {
  if (distance === 0) return comment;
  return { ...comment, start: comment.start + distance, end: comment.end + distance };
}

function editedFile(before: File, decls: readonly Decl[], source: EditedText): File {
  let imports: readonly ImportSpec[] | undefined;
  return {
    kind: "File",
    start: 0,
    end: source.text.length,
    packageName: before.packageName,
    get imports() {
      return (imports ??= importsOf(decls));
    },
    decls,
    comments: source.comments,
    errors: source.bodies.errors,
    declarations: before.declarations,
  };
}

/** The text that moved declarations are read from. */
class EditedText {
  readonly text: string;
  readonly comments: readonly Comment[];
  readonly bodies: Bodies;
  readonly #tree: FlatTree;
  readonly #parts: EditedFileParts;

  constructor(
    tree: FlatTree,
    text: string,
    bodies: readonly BodySpan[],
    comments: readonly Comment[],
    parts: EditedFileParts,
  ) {
    this.text = text;
    this.comments = comments;
    this.bodies = new Bodies(parts.machine, text, bodies, parts.budget, parts.cache);
    this.#tree = tree;
    this.#parts = parts;
  }

  docOf(start: number): readonly Comment[] {
    return docOf(this.text, this.comments, start);
  }

  /** The declaration without its comments. */
  lower({ node, distance }: Origin): Decl {
    const { grammar } = this.#parts.machine;
    const leftOut = (start: number): BlockStmt | undefined => this.bodies.at(start);
    return lowerDecl({ text: this.text, tree: this.#tree.shifted(distance), grammar, depth: 0, leftOut }, node, []);
  }
}

function moved(decl: Decl, origin: Origin | undefined, move: (at: number) => number, source: EditedText): Decl {
  if (origin === undefined || decl.kind === "BadDecl") return decl;
  if (decl.kind === "FuncDecl") return new MovedFunc(decl, origin, move, source);
  return move(decl.start) === decl.start ? decl : new MovedGroup(decl, origin, move, source);
}

class MovedFunc extends OutlinedFunc {
  readonly name: Ident;
  readonly hasBody: boolean;
  readonly headEnd: number;
  readonly docStart: number;
  readonly #origin: Origin;
  readonly #source: EditedText;
  #lowered: FuncDecl | undefined;

  constructor(before: FuncDecl, origin: Origin, move: (at: number) => number, source: EditedText) {
    super({ start: move(before.start), end: move(before.end) }, receiverTypeName(before));
    this.name = movedIdent(before.name, move);
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
  readonly #source: EditedText;
  #specs: readonly Spec[] | undefined;

  constructor(before: GenDecl, origin: Origin, move: (at: number) => number, source: EditedText) {
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

function movedIdent(ident: Ident, move: (at: number) => number): Ident {
  const start = move(ident.start);
  return start === ident.start ? ident : { ...ident, start, end: move(ident.end) };
}
