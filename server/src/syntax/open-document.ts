import type { Tree } from "web-tree-sitter";
import { differenceOf, type TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { File } from "./ast.ts";
import type { BodyCache } from "./bodies.ts";
import { declaredFile, withEditedBody, type DeclaredFile } from "./edited-file.ts";
import { declarationTree, fileOf, parseWhole } from "./parse-file.ts";
import { treeEdit, type ParseFailure, type ParseMachine } from "./parse-machine.ts";
import { scanText } from "./scan-text.ts";

/**
 * The text of an open editor. Its declarations are parsed again from their last tree, its bodies only when their own text has
 * changed. It answers exactly what a fresh parse of the same text answers.
 */
export interface OpenDocument {
  readonly ast: File;
  readonly text: string;
  /** Milliseconds that the last parse of declarations, and the reading and lowering of its tree, took. */
  readonly timing: { readonly parse: number; readonly lower: number };
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
  timing = { parse: 0, lower: 0 };
  readonly #machine: ParseMachine;
  #tree: Tree | undefined;
  /** Trees of the bodies of the last AST. */
  #bodies: BodyCache = new Map();
  /** The last AST with what its declarations were read from; undefined after a parse of the whole text. */
  #declared: DeclaredFile | undefined;
  /** Whether the AST is that of the text. */
  #isUpToDate = false;

  constructor(machine: ParseMachine) {
    this.#machine = machine;
  }

  update(text: string, budget?: number): ParseFailure | undefined {
    const edit = differenceOf(this.text, text);
    if (edit === undefined && this.#isUpToDate) return undefined;
    this.#isUpToDate = false;
    this.text = text;
    if (text.includes("\0")) {
      this.#forgetTrees();
      return "nul";
    }
    if (edit !== undefined) this.#tree?.edit(treeEdit(edit.span, edit.newText.length));
    const failure = this.#updateBody(edit, budget) ? undefined : this.#updateAll(budget);
    this.#isUpToDate = failure === undefined;
    return failure;
  }

  /** True if only a body was edited, and the AST was made anew from what is known of the rest. */
  #updateBody(edit: TextEdit | undefined, budget: number | undefined): boolean {
    const begin = performance.now();
    const before = this.#declared;
    const parts = { machine: this.#machine, budget, cache: this.#bodies };
    this.#declared =
      before === undefined || edit === undefined ? undefined : withEditedBody(before, this.text, edit, parts);
    if (this.#declared === undefined) return false;
    this.ast = this.#declared.file;
    this.timing = { parse: 0, lower: performance.now() - begin };
    return true;
  }

  #updateAll(budget: number | undefined): ParseFailure | undefined {
    const scan = scanText(this.text);
    const begin = performance.now();
    if (!scan.balanced) return this.#updateWhole(budget);
    const tree = declarationTree(this.#machine, this.text, scan, budget, this.#tree);
    if (typeof tree === "string") return tree;
    const parsed = performance.now();
    this.#tree?.delete();
    this.#tree = tree;
    const bodies = this.#keptBodies(scan.bodies);
    const flat = this.#machine.flatten(tree);
    const file = fileOf(this.#machine, this.text, scan, flat, budget, bodies);
    if (file === undefined) return this.#updateWhole(budget);
    this.#bodies = bodies;
    this.#declared = declaredFile(file, this.text, flat, scan, this.#machine);
    this.ast = file;
    this.timing = { parse: parsed - begin, lower: performance.now() - parsed };
    return undefined;
  }

  dispose(): void {
    this.#forgetTrees();
  }

  #forgetTrees(): void {
    this.#tree?.delete();
    this.#tree = undefined;
    this.#declared = undefined;
  }

  #updateWhole(budget: number | undefined): ParseFailure | undefined {
    const begin = performance.now();
    const file = parseWhole(this.#machine, this.text, budget);
    if (typeof file === "string") return file;
    this.ast = file;
    this.timing = { parse: performance.now() - begin, lower: 0 };
    return undefined;
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
