import type { Tree } from "web-tree-sitter";
import { differenceOf, type TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { File } from "./ast.ts";
import type { BodyCache } from "./bodies.ts";
import { declaredFile, type DeclaredFile, type TextParts } from "./declared-file.ts";
import { withEditedBody } from "./edited-file.ts";
import { declarationTree, fileOf } from "./parse-file.ts";
import { treeEdit, type ParseFailure, type ParseMachine } from "./parse-machine.ts";
import { scanText, type TextScan } from "./scan-text.ts";
import { sectionedFile, sectionsOf, type Sections } from "./sections.ts";

/**
 * The text of an open editor. Its declarations and its bodies are parsed again only when their own text has changed. It answers
 * exactly what a fresh parse of the same text answers.
 */
export interface OpenDocument {
  readonly ast: File;
  readonly text: string;
  /**
   * Parses what in `text` is not as it was. After a failure the AST stays that of an older text, and a later update tries
   * again. `budget`: as in {@link openDocument}.
   */
  update(text: string, budget?: number): ParseFailure | undefined;
  /** Frees the tree. Nothing else may be called afterwards. */
  dispose(): void;
}

/** Parses a text for the first time. `budget`: milliseconds after which the parse is given up. */
export function openDocument(machine: ParseMachine, text: string, budget?: number): OpenDocument | ParseFailure {
  const document = new IncrementalDocument(machine);
  const failure = document.update(text, budget);
  if (failure === undefined) return document;
  document.dispose();
  return failure;
}

class IncrementalDocument implements OpenDocument {
  ast: File = {
    kind: "File",
    start: 0,
    end: 0,
    packageName: undefined,
    imports: [],
    decls: [],
    comments: [],
    errors: [],
    declarations: {},
  };
  text = "";
  readonly #machine: ParseMachine;
  /** Of all declarations, as they last had to be parsed together. */
  #tree: Tree | undefined;
  /** Trees of the bodies of the last AST. */
  #bodies: BodyCache = new Map();
  /** The last AST with what its declarations were read from. */
  #declared: DeclaredFile | undefined;
  /** Whether the AST is that of the text. */
  #isUpToDate = false;

  constructor(machine: ParseMachine) {
    this.#machine = machine;
  }

  update(text: string, budget?: number): ParseFailure | undefined {
    const edit = differenceOf(this.text, text);
    if (edit === undefined && this.#isUpToDate) return undefined;
    const wasUpToDate = this.#isUpToDate;
    this.#isUpToDate = false;
    this.text = text;
    if (text.includes("\0")) {
      this.#forgetTrees();
      return "nul";
    }
    if (edit !== undefined) this.#tree?.edit(treeEdit(edit.span, edit.newText.length));
    const edited = wasUpToDate && edit !== undefined ? this.#withEditedBody(edit, budget) : undefined;
    const declared = edited ?? this.#parse(budget);
    if (typeof declared === "string") return declared;
    this.#declared = declared;
    this.ast = declared.file;
    this.#isUpToDate = true;
    return undefined;
  }

  /** The file after an edit inside a body, made anew from what is known of the rest. */
  #withEditedBody(edit: TextEdit, budget: number | undefined): DeclaredFile | undefined {
    const before = this.#declared;
    return before === undefined ? undefined : withEditedBody(before, this.text, edit, this.#parts(budget));
  }

  #parse(budget: number | undefined): DeclaredFile | ParseFailure {
    const scan = scanText(this.text);
    if (scan.balanced) this.#bodies = this.#keptBodies(scan.bodies);
    const before = this.#declared;
    const sectioned = before === undefined ? undefined : this.#sectioned(sectionsOf(before), budget);
    if (typeof sectioned === "string") return sectioned;
    if (sectioned?.errors.length === 0) return sectioned;
    // Nothing is known yet, or what does not parse by itself may do so with what follows.
    const whole = scan.balanced ? this.#parseDeclarations(scan, budget) : undefined;
    return whole ?? sectioned ?? this.#sectioned(new Map(), budget);
  }

  #sectioned(known: Sections, budget: number | undefined): DeclaredFile | ParseFailure {
    return sectionedFile(this.text, known, this.#parts(budget));
  }

  /** Undefined where they have errors. */
  #parseDeclarations(scan: TextScan, budget: number | undefined): DeclaredFile | ParseFailure | undefined {
    const tree = declarationTree(this.#machine, this.text, scan, budget, this.#tree);
    if (typeof tree === "string") return tree;
    this.#tree?.delete();
    this.#tree = tree;
    const flat = this.#machine.flatten(tree);
    const file = fileOf(this.#machine, this.text, scan, flat, budget, this.#bodies);
    return file === undefined ? undefined : declaredFile(file, this.text, flat, scan.bodies, this.#machine);
  }

  #parts(budget: number | undefined): TextParts {
    return { machine: this.#machine, budget, cache: this.#bodies };
  }

  dispose(): void {
    this.#forgetTrees();
  }

  #forgetTrees(): void {
    this.#tree?.delete();
    this.#tree = undefined;
    this.#declared = undefined;
  }

  /** The known trees of bodies that are still in the text. */
  #keptBodies(spans: readonly Span[]): BodyCache {
    const kept: BodyCache = new Map();
    for (const { start, end } of spans) {
      const text = this.text.slice(start, end);
      const tree = this.#bodies.get(text);
      if (tree !== undefined) kept.set(text, tree);
    }
    return kept;
  }
}
