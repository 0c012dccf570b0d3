import type { Span } from "../text/span.ts";
import type { Comment, Ident } from "./ast.ts";
import { aroundBodies } from "./bodies.ts";
import {
  declarationNodes,
  movedSpan,
  placedFile,
  type DeclaredFile,
  type PlacedDecl,
  type TextParts,
} from "./declared-file.ts";
import { NodeFlag, type FlatTree } from "./flat-tree.ts";
import { docOf, lowerFile } from "./lower-file.ts";
import type { ParseFailure, ParseMachine } from "./parse-machine.ts";
import { scanSections, scanText, type BodySpan } from "./scan-text.ts";

/*
 * A section is a declaration with the comments above it and what follows it up to the next one. Parsed by itself it gives what
 * it gives in a text without errors, so that those that are as they were need no second parse. In a text with errors, where
 * the parser takes it up again is a matter of luck; parsed by themselves, declarations cannot harm each other.
 */

/** Parts of a text by what they say. */
export type Sections = ReadonlyMap<string, Section>;

/** What the parse of a part of a text gave. Offsets are those of a text in which it stood from `base` to `end`. */
interface Section {
  readonly base: number;
  readonly end: number;
  readonly packageName: Ident | undefined;
  readonly decls: readonly Pick<PlacedDecl, "decl" | "origin">[];
  /** The bodies that are not in the trees; none if a declaration does not parse, and all are. */
  readonly bodies: readonly BodySpan[];
  /** Some if a declaration does not parse. */
  readonly errors: readonly Span[];
}

/** The sections of a file. */
export function sectionsOf({ text, file, origins, bodies, errors }: DeclaredFile): Sections {
  const { packageName, decls } = file;
  const found = new Map<string, Section>();
  const parts = {
    packageName: taker(packageName === undefined ? [] : [packageName]),
    decls: taker(decls.map(({ start, end }, index) => ({ start, end, index }))),
    bodies: taker(bodies),
    errors: taker(errors),
  };
  for (const { start, end } of sectionSpans(text)) {
    found.set(text.slice(start, end), {
      base: start,
      end,
      packageName: parts.packageName(end)[0],
      decls: parts.decls(end).flatMap(({ index }) => {
        const decl = decls[index];
        const origin = origins[index];
        return decl === undefined || origin === undefined ? [] : { decl, origin };
      }),
      bodies: parts.bodies(end),
      errors: parts.errors(end),
    });
  }
  return found;
}

/** Gives, each time, those of the spans not given before that begin in front of an offset. */
function taker<T extends Span>(spans: readonly T[]): (end: number) => readonly T[] {
  let next = 0;
  return (end) => {
    const first = next;
    while ((spans[next]?.start ?? end) < end) next++;
    return spans.slice(first, next);
  };
}

/** Parses each section of a text that is not known by itself. All have the budget together. */
export function sectionedFile(text: string, known: Sections, parts: TextParts): DeclaredFile | ParseFailure {
  const deadline = performance.now() + (parts.budget ?? Infinity);
  const scan = scanSections(text);
  const placed: PlacedSection[] = [];
  for (const { start, end, next } of sectionSpans(text, scan)) {
    const part = text.slice(start, end);
    const section = known.get(part) ?? parseSection(parts.machine, part, deadline - performance.now());
    if (typeof section === "string") return section;
    placed.push({ section, start, next });
  }
  return joined(text, scan.comments, placed, parts);
}

interface SectionSpan extends Span {
  /** Offset of the keyword of the next section's declaration. */
  readonly next: number;
}

/** From the comments above a declaration to those above the next one. */
function sectionSpans(text: string, { starts, comments } = scanSections(text)): SectionSpan[] {
  const begins = [0, ...starts.map((start) => docOf(text, comments, start)[0]?.start ?? start)];
  return begins
    .map((start, index) => ({ start, end: begins[index + 1] ?? text.length, next: starts[index] ?? text.length }))
    .filter(({ start, end }) => start < end);
}

function parseSection(machine: ParseMachine, text: string, budget: number): Section | ParseFailure {
  const { bodies, comments, balanced } = scanText(text);
  const limit = budget === Infinity ? undefined : budget;
  if (balanced) {
    const tree = machine.flat(text, limit, aroundBodies(text, bodies));
    if (typeof tree === "string") return tree;
    if (!tree.has(0, NodeFlag.HasError)) return { ...sectionOf(machine, text, tree, comments), bodies, errors: [] };
  }
  const tree = machine.flat(text, limit);
  if (typeof tree === "string") return tree;
  // The grammar misses the line end behind a last line without one, and says so without a place.
  const section = sectionOf(machine, text, tree, comments);
  return { ...section, bodies: [], errors: section.errors.map(inside(text)) };
}

/** What is missing at the end of a text belongs to that text, not to the next. */
function inside(text: string): (span: Span) => Span {
  return ({ start, end }) => ({ start: Math.min(start, text.length - 1), end });
}

function sectionOf(
  { grammar }: ParseMachine,
  text: string,
  tree: FlatTree,
  comments: readonly Comment[],
): Omit<Section, "bodies"> {
  const { decls, packageName, errors } = lowerFile(text, tree, grammar, comments);
  const nodes = declarationNodes({ text, tree, grammar, depth: 0, leftOut: undefined });
  const placed = nodes.flatMap((node, index) => {
    const decl = decls[index];
    return decl === undefined ? [] : { decl, origin: { tree, node, distance: 0 } };
  });
  return { base: 0, end: text.length, packageName, decls: placed, errors };
}

interface PlacedSection {
  readonly section: Section;
  /** Where it begins now. */
  readonly start: number;
  readonly next: number;
}

function joined(
  text: string,
  comments: readonly Comment[],
  placed: readonly PlacedSection[],
  parts: TextParts,
): DeclaredFile {
  const all = <T>(read: (section: Section, distance: number, next: number) => readonly T[]): T[] =>
    placed.flatMap(({ section, start, next }) => read(section, start - section.base, next));
  const spans = <T extends Span>(read: (section: Section) => readonly T[]): T[] =>
    all((section, distance) => read(section).map((span) => movedSpan(span, (at) => at + distance)));
  return placedFile(
    {
      text,
      packageName: spans(({ packageName }) => (packageName === undefined ? [] : [packageName]))[0],
      comments,
      decls: all(({ decls }, distance) =>
        decls.map(({ decl, origin }) => ({
          decl,
          origin: { ...origin, distance: origin.distance + distance },
          move: (at) => at + distance,
        })),
      ),
      bodies: all(({ bodies, end: sectionEnd }, distance, next) =>
        bodies.map(({ start, end, resumesAt }) => ({
          start: start + distance,
          end: end + distance,
          resumesAt: resumesAt > end && resumesAt >= sectionEnd ? next : resumesAt + distance,
        })),
      ),
      errors: spans(({ errors }) => errors),
      declarations: {},
    },
    parts,
  );
}
