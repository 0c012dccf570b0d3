import type { Span } from "../text/span.ts";
import type { BlockStmt, Comment, Decl, Field, File, FuncType, Ident, ImportSpec, Spec } from "./ast.ts";
import { Bodies } from "./bodies.ts";
import { NodeFlag } from "./flat-tree.ts";
import { docOf, errorSpans } from "./lower-file.ts";
import { importSpecsOf } from "./import-specs.ts";
import { lowerDecl } from "./lower-decl.ts";
import { childNodes } from "./lowering.ts";
import { outlineOf, type Outline, type OutlineFunc, type OutlineGroup } from "./outline.ts";
import type { ParseMachine } from "./parse-machine.ts";
import { OutlinedFunc, OutlinedGroup } from "./outlined-decl.ts";
import { scanText } from "./scan-text.ts";

/**
 * A file of which little will be asked: each declaration is parsed when something of it is read, besides its place and the
 * names it declares. Undefined where the text has to be parsed to tell its declarations apart.
 */
export function outlinedFile(machine: ParseMachine, text: string, budget: number | undefined): File | undefined {
  const outline = outlineOf(text);
  return outline === undefined ? undefined : new OutlinedFile(machine, text, budget, outline);
}

/** True for a file whose declarations are parsed one by one: whether there are errors is not known, and asking costs a parse. */
export function isOutlined(file: File): boolean {
  return file instanceof OutlinedFile;
}

class OutlinedFile implements File {
  readonly kind = "File";
  readonly start = 0;
  readonly end: number;
  readonly packageName: Ident | undefined;
  readonly decls: readonly Decl[];
  readonly declarations = {};
  readonly text: string;
  readonly #machine: ParseMachine;
  readonly #budget: number | undefined;
  #bodies: Bodies | undefined;
  #imports: readonly ImportSpec[] | undefined;
  #comments: readonly Comment[] | undefined;
  #errors: File["errors"] | undefined;

  constructor(machine: ParseMachine, text: string, budget: number | undefined, { packageName, decls }: Outline) {
    this.#machine = machine;
    this.#budget = budget;
    this.text = text;
    this.end = text.length;
    this.packageName =
      packageName === undefined
        ? undefined
        : { kind: "Ident", ...packageName, name: text.slice(packageName.start, packageName.end) };
    this.decls = decls.map((decl) =>
      decl.kind === "func" ? new UnparsedFunc(this, decl) : new UnparsedGroup(this, decl),
    );
  }

  get imports(): readonly ImportSpec[] {
    return (this.#imports ??= this.decls.flatMap((decl) =>
      decl.kind === "GenDecl" && decl.tok === "import" ? decl.specs.filter((spec) => spec.kind === "ImportSpec") : [],
    ));
  }

  get comments(): readonly Comment[] {
    return (this.#comments ??= scanText(this.text).comments);
  }

  get errors(): File["errors"] {
    return (this.#errors ??= this.#findErrors());
  }

  docOf(start: number): readonly Comment[] {
    return docOf(this.text, this.comments, start);
  }

  body(start: number): BlockStmt | undefined {
    return this.#allBodies().at(start);
  }

  /** The declaration that stands between two offsets; undefined where it does not parse. */
  parse(start: number, end: number): Decl | undefined {
    // The grammar wants to see the line end.
    const flat = this.#machine.flat(`${this.text.slice(start, end)}\n`, this.#budget);
    if (typeof flat === "string" || flat.has(0, NodeFlag.HasError)) return undefined;
    const { grammar } = this.#machine;
    const source = { text: this.text, tree: flat.shifted(start), grammar, depth: 0, leftOut: undefined };
    const [node] = childNodes(source, 0);
    return node === undefined ? undefined : lowerDecl(source, node, []);
  }

  #allBodies(): Bodies {
    const spans = (): { start: number; end: number; resumesAt: number }[] =>
      this.decls.flatMap((decl) =>
        decl instanceof UnparsedFunc && decl.hasBody
          ? [{ start: decl.bodyStart, end: decl.end, resumesAt: decl.end }]
          : [],
      );
    return (this.#bodies ??= new Bodies(this.#machine, this.text, spans(), this.#budget));
  }

  #findErrors(): File["errors"] {
    if (this.#bodies?.areWhole === true) return [];
    const flat = this.#machine.flat(this.text, this.#budget);
    return typeof flat === "string" ? [{ start: 0, end: this.end }] : errorSpans(flat, this.#machine.grammar);
  }
}

/** The type of a function whose header did not parse: nobody knows what it gives. */
function unknownType(span: Span): FuncType {
  const result: Field = {
    kind: "Field",
    ...span,
    names: [],
    type: { kind: "BadExpr", ...span },
    variadic: false,
    embedded: false,
    tag: undefined,
  };
  return { kind: "FuncType", ...span, typeParams: [], params: [], results: [result] };
}

class UnparsedFunc extends OutlinedFunc {
  readonly bodyStart: number;
  readonly #file: OutlinedFile;
  readonly #nameStart: number;
  readonly #nameEnd: number;
  #name: Ident | undefined;
  #head: { readonly recv: Field | undefined; readonly type: FuncType } | undefined;
  #body: BlockStmt | undefined;

  constructor(file: OutlinedFile, outline: OutlineFunc) {
    super(outline, outline.receiver);
    this.#file = file;
    this.#nameStart = outline.name.start;
    this.#nameEnd = outline.name.end;
    this.bodyStart = outline.body;
  }

  get name(): Ident {
    return (this.#name ??= { kind: "Ident", start: this.#nameStart, end: this.#nameEnd, name: this.nameText });
  }

  get nameText(): string {
    return this.#file.text.slice(this.#nameStart, this.#nameEnd);
  }

  get hasBody(): boolean {
    return this.bodyStart >= 0;
  }

  get headEnd(): number {
    if (!this.hasBody) return this.end;
    return this.start + this.#file.text.slice(this.start, this.bodyStart).trimEnd().length;
  }

  get recv(): Field | undefined {
    return this.#parsed().recv;
  }

  get type(): FuncType {
    return this.#parsed().type;
  }

  get body(): BlockStmt | undefined {
    return this.hasBody ? (this.#body ??= this.#file.body(this.bodyStart)) : undefined;
  }

  get doc(): readonly Comment[] {
    return this.#file.docOf(this.start);
  }

  get docStart(): number {
    return this.doc[0]?.start ?? this.start;
  }

  #parsed(): { readonly recv: Field | undefined; readonly type: FuncType } {
    if (this.#head !== undefined) return this.#head;
    const { headEnd } = this;
    const decl = this.#file.parse(this.start, headEnd);
    return (this.#head =
      decl?.kind === "FuncDecl"
        ? { recv: decl.recv, type: decl.type }
        : { recv: undefined, type: unknownType({ start: this.name.end, end: headEnd }) });
  }
}

class UnparsedGroup extends OutlinedGroup {
  readonly #file: OutlinedFile;
  #specs: readonly Spec[] | undefined;

  constructor(file: OutlinedFile, { start, end, kind, names }: OutlineGroup) {
    super({ start, end, tok: kind, names });
    this.#file = file;
  }

  get specs(): readonly Spec[] {
    return (this.#specs ??= this.#importSpecs() ?? this.#parsed());
  }

  #importSpecs(): readonly Spec[] | undefined {
    return this.tok === "import" ? importSpecsOf(this.#file.text, this) : undefined;
  }

  #parsed(): readonly Spec[] {
    const decl = this.#file.parse(this.start, this.end);
    return decl?.kind === "GenDecl" ? decl.specs : [];
  }

  get doc(): readonly Comment[] {
    return this.#file.docOf(this.start);
  }

  get docStart(): number {
    return this.doc[0]?.start ?? this.start;
  }
}
