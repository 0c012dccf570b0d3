/** The settings that decide when the server looks and what its actions write; those that decide findings are the engine's. */
export interface ServerSettings {
  readonly enable: boolean;
  readonly run: "onType" | "onSave";
  /** Milliseconds to wait after a change. */
  readonly delay: number;
  readonly diagnosticMode: "openFiles" | "workspace";
  /** Where an ignore comment is put. */
  readonly ignoreCommentPosition: "lineAbove" | "sameLine";
  /** Findings are not shown where another extension reports the same. */
  readonly hideDuplicates: boolean;
  /** Milliseconds after which the status warns that a file is slow. */
  readonly slowFile: number;
}

export const DEFAULT_SERVER_SETTINGS: ServerSettings = {
  enable: true,
  run: "onType",
  delay: 100,
  diagnosticMode: "openFiles",
  ignoreCommentPosition: "lineAbove",
  hideDuplicates: true,
  slowFile: 500,
};

/** Reads the `gostable` section of an editor's settings. What has the wrong type counts as not set. */
export function serverSettings(section: unknown): ServerSettings {
  const values = isRecord(section) ? section : {};
  const fallback = DEFAULT_SERVER_SETTINGS;
  return {
    enable: typeof values.enable === "boolean" ? values.enable : fallback.enable,
    run: values.run === "onSave" ? "onSave" : fallback.run,
    delay: milliseconds(values.delay) ?? fallback.delay,
    diagnosticMode: values.diagnosticMode === "workspace" ? "workspace" : fallback.diagnosticMode,
    ignoreCommentPosition: values.ignoreCommentPosition === "sameLine" ? "sameLine" : fallback.ignoreCommentPosition,
    hideDuplicates: typeof values.hideDuplicates === "boolean" ? values.hideDuplicates : fallback.hideDuplicates,
    slowFile: milliseconds(values.slowFile) ?? fallback.slowFile,
  };
}

function milliseconds(value: unknown): number | undefined {
  return typeof value === "number" && value >= 0 ? value : undefined;
}

/** Whether a value that came from outside is an object with named fields. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
