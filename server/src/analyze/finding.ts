import type { Span } from "../text/span.ts";

export type Severity = "error" | "warning" | "info" | "hint";
export type Confidence = "proven" | "likely";
export type Preset = "recommended" | "strict" | "all" | "off";

/** A place in a file that belongs to a finding's story: a step of the path that leaks. */
export interface RelatedPlace {
  /** URI of the file. */
  readonly uri: string;
  readonly span: Span;
  readonly message: string;
}

/** A change of one file. Offsets are those of the text the finding was computed for. */
export interface FileEdit {
  readonly uri: string;
  readonly span: Span;
  readonly newText: string;
}

export interface Fix {
  /** What the menu shows: an imperative sentence without a full stop. */
  readonly title: string;
  /** Safe fixes may be applied without being looked at (fix-all, fix on save, `--fix`). */
  readonly safe: boolean;
  readonly edits: readonly FileEdit[];
}

export interface Finding {
  readonly rule: string;
  readonly severity: Severity;
  readonly confidence: Confidence;
  /** URI of the file. */
  readonly uri: string;
  readonly span: Span;
  /** What is wrong, why it hurts, what to do. */
  readonly message: string;
  readonly related: readonly RelatedPlace[];
  readonly fixes: readonly Fix[];
  /** Shown faded in an editor. */
  readonly unnecessary?: boolean;
  /** Stable over edits elsewhere in the file: rule, function, the flagged text, and a count among equals; not the line. */
  readonly fingerprint: string;
}
