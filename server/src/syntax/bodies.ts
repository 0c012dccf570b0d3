import type { Span } from "../text/span.ts";
import type { BlockStmt } from "./ast.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import { errorSpans } from "./lower-file.ts";
import { lowerBlock } from "./lower-stmt.ts";
import { NONE, childNodes, fieldOf, type Source } from "./lowering.ts";
import type { ParseMachine } from "./parse-machine.ts";
import type { BodySpan } from "./scan-text.ts";

/** Once this part of the bodies' text was asked for, one parse of the whole text is cheaper than the rest one by one. */
const WHOLE_SHARE = 1 / 3;

/** What stands before a body when it is parsed by itself. */
const HEADER = "func _()";

/** What is known of bodies from an earlier version of the text: trees by the body's own text, offsets from the start of the header put before it. */
export type BodyCache = Map<string, FlatTree>;

/** The function bodies of one text, each parsed when it is first read. */
export class Bodies {
  /** Where bodies that were read did not parse. Grows. */
  readonly errors: Span[];
  readonly #machine: ParseMachine;
  readonly #text: string;
  readonly #budget: number | undefined;
  readonly #cache: BodyCache | undefined;
  readonly #spans: ReadonlyMap<number, BodySpan>;
  /** Code units that may still be parsed body by body. */
  #allowance: number;
  /** The whole text's tree, once it pays; null if the text has errors, and bodies must be parsed apart from each other. */
  #whole: FlatTree | null | undefined;

  constructor(
    machine: ParseMachine,
    text: string,
    spans: readonly BodySpan[],
    budget: number | undefined,
    cache?: BodyCache,
  ) {
    this.#machine = machine;
    this.#text = text;
    this.#budget = budget;
    this.#cache = cache;
    this.#spans = new Map(spans.map((span) => [span.start, span]));
    this.#allowance = spans.reduce((sum, span) => sum + span.end - span.start, 0) * WHOLE_SHARE;
    this.errors = spans
      .filter((span) => span.resumesAt !== span.end)
      .map((span) => ({ start: span.start, end: span.resumesAt }));
  }

  /** True once the whole text was parsed, and has no errors. */
  get areWhole(): boolean {
    return this.#whole !== undefined && this.#whole !== null;
  }

  /** The body that begins at `start`; undefined if none does. */
  at(start: number): BlockStmt | undefined {
    const span = this.#spans.get(start);
    if (span === undefined) return undefined;
    this.#allowance -= span.end - span.start;
    const whole = this.#wholeIfItPays();
    const block = whole === undefined ? undefined : blockAt(whole, this.#machine, start);
    if (whole !== undefined && block !== undefined) return lowerBlock(this.#source(whole), block, block);
    return this.#alone(span);
  }

  #wholeIfItPays(): FlatTree | undefined {
    if (this.#cache !== undefined || (this.#whole === undefined && this.#allowance >= 0)) return undefined;
    if (this.#whole === undefined) {
      const flat = this.#machine.flat(this.#text, this.#budget);
      this.#whole = typeof flat === "string" || flat.has(0, NodeFlag.HasError) ? null : flat;
    }
    return this.#whole ?? undefined;
  }

  #alone(span: BodySpan): BlockStmt {
    const flat = this.#flatAlone(span);
    if (flat === undefined) return this.#broken(span);
    const source = this.#source(flat.shifted(span.start - HEADER.length));
    const [func, more] = childNodes(source, 0);
    const block = func === undefined || more !== undefined ? NONE : fieldOf(source, func, source.grammar.field.body);
    if (block === NONE) return this.#broken(span);
    this.errors.push(...errorSpans(source.tree, this.#machine.grammar));
    return lowerBlock(source, block, block);
  }

  #flatAlone(span: BodySpan): FlatTree | undefined {
    const text = this.#text.slice(span.start, span.end);
    const known = this.#cache?.get(text);
    if (known !== undefined) return known;
    const flat = this.#machine.flat(HEADER + text, this.#budget);
    if (typeof flat === "string") return undefined;
    this.#cache?.set(text, flat);
    return flat;
  }

  /** A body of which nothing is known but where it is. */
  #broken({ start, end }: BodySpan): BlockStmt {
    this.errors.push({ start, end });
    return { kind: "BlockStmt", start, end, stmts: [{ kind: "BadStmt", start, end }] };
  }

  #source(tree: FlatTree): Source {
    return { text: this.#text, tree, grammar: this.#machine.grammar, depth: 0, leftOut: undefined };
  }
}

function blockAt(tree: FlatTree, machine: ParseMachine, start: number): number | undefined {
  let node = 0;
  while (node < tree.count) {
    if (tree.start(node) === start && machine.grammar.typeNames[tree.symbol(node)] === "block") return node;
    node = tree.end(node) <= start ? tree.after(node) : node + 1;
  }
  return undefined;
}

/**
 * The spans of a text outside the insides of its bodies. The bodies' braces are kept; a body that has no closing brace is left
 * out whole, as Go allows for a function.
 */
export function aroundBodies(text: string, bodies: readonly BodySpan[]): Span[] {
  const kept: Span[] = [];
  let start = 0;
  for (const body of bodies) {
    const paired = body.resumesAt === body.end;
    kept.push({ start, end: body.end > body.start ? body.start + 1 : body.start });
    if (!paired && body.end > body.start) kept.push({ start: body.end - 1, end: body.end });
    start = paired ? body.end - 1 : lineBreakBefore(text, body.resumesAt);
  }
  kept.push({ start, end: text.length });
  return kept.filter((span) => span.start < span.end);
}

/** The next declaration must not stand on the line of the last one. */
function lineBreakBefore(text: string, offset: number): number {
  return text.charCodeAt(offset - 1) === 10 ? offset - 1 : offset;
}
