import type { Span } from "../text/span.ts";
import type { Comment } from "./ast.ts";

/** A comment that speaks to gostable, or to golangci-lint. */
export type Directive = IgnoreDirective | BoundaryDirective | NolintDirective | MalformedDirective;

/** `//gostable:ignore id[,id] -- reason` or `//gostable:ignore-file id[,id] -- reason`. */
export interface IgnoreDirective {
  readonly kind: "ignore";
  readonly scope: "line" | "file";
  readonly comment: Comment;
  readonly ids: readonly DirectiveId[];
  /** Undefined where no `-- reason` stands behind the ids. */
  readonly reason: string | undefined;
}

/** `//gostable:boundary reason`, above a function that is meant to stop panics. */
export interface BoundaryDirective {
  readonly kind: "boundary";
  readonly comment: Comment;
  readonly reason: string | undefined;
}

/** `//nolint` (all linters) or `//nolint:a,b`, with an explanation behind `//`; gosec's `// #nosec G114` is one of gosec's checks. */
export interface NolintDirective {
  readonly kind: "nolint";
  readonly comment: Comment;
  /** Empty: every linter. */
  readonly ids: readonly DirectiveId[];
}

/** A comment that begins as one of ours and cannot be understood. */
export interface MalformedDirective {
  readonly kind: "malformed";
  readonly comment: Comment;
  readonly problem: "unknown-verb" | "no-rule" | "space-before-verb" | "block-comment";
  /** What it says where a known verb should stand. */
  readonly verb: string;
}

export interface DirectiveId {
  readonly id: string;
  readonly span: Span;
}

const OURS = /^(\/\/|\/\*)(\s*)gostable:(\S*)/;
const NOLINT = /^\/\/\s?nolint(?::([\w\-,: ]+?))?\s*(?:\/\/.*)?$/;
const NOSEC = /^\/\/\s*#nosec\b((?:[\s,]+G\d+)*)/;

/** All directives among a file's comments, in order. */
export function directivesOf(comments: readonly Comment[]): Directive[] {
  return comments.flatMap((comment) => {
    const directive = directiveOf(comment);
    return directive === undefined ? [] : [directive];
  });
}

function directiveOf(comment: Comment): Directive | undefined {
  const text = comment.text.trimEnd();
  const ours = OURS.exec(text);
  if (ours !== null) return ownDirective(comment, text, ours);
  const nolint = NOLINT.exec(text);
  if (nolint === null) return nosecDirective(comment, text);
  const list = nolint[1];
  const ids = list === undefined ? [] : idsIn(list, comment.start + text.indexOf(list));
  return { kind: "nolint", comment, ids: ids.some(({ id }) => id === "all") ? [] : ids };
}

/** `// #nosec G114` speaks of checks of gosec; without codes, of all of them. */
function nosecDirective(comment: Comment, text: string): NolintDirective | undefined {
  const nosec = NOSEC.exec(text);
  if (nosec === null) return undefined;
  const codes = [...(nosec[1] ?? "").matchAll(/G\d+/g)];
  if (codes.length === 0) return { kind: "nolint", comment, ids: [{ id: "gosec", span: comment }] };
  return { kind: "nolint", comment, ids: codes.map(([code]) => ({ id: `gosec:${code}`, span: comment })) };
}

function ownDirective(comment: Comment, text: string, match: RegExpExecArray): Directive {
  const [head = "", opening = "", space = "", verb = ""] = match;
  const malformed = (problem: MalformedDirective["problem"]): Directive => ({
    kind: "malformed",
    comment,
    problem,
    verb,
  });
  if (opening === "/*") return malformed("block-comment");
  if (space !== "") return malformed("space-before-verb");
  const rest = text.slice(head.length);
  if (verb === "boundary") return { kind: "boundary", comment, reason: rest.trim() === "" ? undefined : rest.trim() };
  if (verb !== "ignore" && verb !== "ignore-file") return malformed("unknown-verb");
  const separator = /\s--(\s|$)/.exec(rest);
  const list = separator === null ? rest : rest.slice(0, separator.index);
  const ids = idsIn(list, comment.start + head.length);
  if (ids.length === 0) return malformed("no-rule");
  const reason = separator === null ? "" : rest.slice(separator.index + separator[0].length).trim();
  return {
    kind: "ignore",
    scope: verb === "ignore" ? "line" : "file",
    comment,
    ids,
    reason: reason === "" ? undefined : reason,
  };
}

function idsIn(list: string, offset: number): DirectiveId[] {
  return [...list.matchAll(/[^\s,]+/g)].map((match) => {
    const start = offset + match.index;
    return { id: match[0], span: { start, end: start + match[0].length } };
  });
}
