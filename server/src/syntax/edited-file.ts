import type { TextEdit } from "../text/edit.ts";
import type { Span } from "../text/span.ts";
import type { Comment } from "./ast.ts";
import { movedSpan, placedFile, type DeclaredFile, type PlacedDecl, type TextParts } from "./declared-file.ts";
import { scanBody, type BodySpan } from "./scan-text.ts";

/*
 * While somebody types in a function's body, nothing else of the file changes but its place. The declarations then need
 * not be parsed again, nor read from the tree: they are moved, and read where somebody asks for them.
 */

/** The file after an edit inside one body that ends where it did. Undefined for any other edit: the text must be parsed again. */
export function withEditedBody(
  before: DeclaredFile,
  text: string,
  edit: TextEdit,
  parts: TextParts,
): DeclaredFile | undefined {
  const { span, newText } = edit;
  const { packageName, comments, declarations } = before.file;
  const edited = before.bodies.find((body) => body.start < span.start && span.end < body.end);
  if (edited === undefined || edited.resumesAt !== edited.end || isBehind(packageName, span)) return undefined;
  const distance = newText.length - (span.end - span.start);
  const scan = scanBody(text, edited.start);
  if (scan?.body.end !== edited.end + distance) return undefined;
  const move = (at: number): number => (at >= edited.end ? at + distance : at);
  parts.cache.delete(before.text.slice(edited.start, edited.end));
  return placedFile(
    {
      text,
      packageName,
      decls: movedDecls(before, edited, move, distance),
      comments: movedComments(comments, edited, scan.comments, move),
      bodies: before.bodies.map((body) => (body.end < edited.start ? body : movedBody(body, move))),
      errors: before.errors.map((error) => movedSpan(error, move)),
      declarations,
    },
    parts,
  );
}

function isBehind(span: Span | undefined, edit: Span): boolean {
  return span !== undefined && span.start >= edit.start;
}

function movedDecls(
  { file, origins }: DeclaredFile,
  edited: Span,
  move: (at: number) => number,
  distance: number,
): PlacedDecl[] {
  return file.decls.flatMap((decl, index) => {
    const origin = origins[index];
    if (origin === undefined) return [];
    const isBefore = decl.start < edited.start;
    return { decl, origin: isBefore ? origin : { ...origin, distance: origin.distance + distance }, move };
  });
}

function movedBody({ start, end, resumesAt }: BodySpan, move: (at: number) => number): BodySpan {
  return { start: move(start), end: move(end), resumesAt: move(resumesAt) };
}

/** The comments in front of an edited body, those now in it, and those behind it. */
function movedComments(
  comments: readonly Comment[],
  body: Span,
  inBody: readonly Comment[],
  move: (at: number) => number,
): readonly Comment[] {
  const before = comments.filter((comment) => comment.end <= body.start);
  const after = comments.filter((comment) => comment.start >= body.end);
  return [...before, ...inBody, ...after.map((comment) => movedSpan(comment, move))];
}
