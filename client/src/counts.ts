import { l10n } from "vscode";
import type { ScanResult } from "../../shared/protocol.ts";

/** `1 finding`, `2 findings`. */
export function findingsText(count: number): string {
  return count === 1 ? l10n.t("1 finding") : l10n.t("{0} findings", count);
}

/** `1 file`, `2 files`. */
export function filesText(count: number): string {
  return count === 1 ? l10n.t("1 file") : l10n.t("{0} files", count);
}

/** `1 rule`, `2 rules`. */
export function rulesText(count: number): string {
  return count === 1 ? l10n.t("1 rule") : l10n.t("{0} rules", count);
}

/** `1 mistake`, `2 mistakes`. */
export function mistakesText(count: number): string {
  return count === 1 ? l10n.t("1 mistake") : l10n.t("{0} mistakes", count);
}

type Severity = ScanResult["bySeverity"][number]["severity"];

const severityTexts: Readonly<Record<Severity, (count: number) => string>> = {
  error: (count) => (count === 1 ? l10n.t("1 error") : l10n.t("{0} errors", count)),
  warning: (count) => (count === 1 ? l10n.t("1 warning") : l10n.t("{0} warnings", count)),
  info: (count) => (count === 1 ? l10n.t("1 info") : l10n.t("{0} infos", count)),
  hint: (count) => (count === 1 ? l10n.t("1 hint") : l10n.t("{0} hints", count)),
};

/** `9 errors, 1 hint`. */
export function severitiesText(counts: ScanResult["bySeverity"]): string {
  return counts.map(({ severity, count }) => severityTexts[severity](count)).join(", ");
}

/** `40 ms`, `12.3 s`. */
export function timeText(milliseconds: number): string {
  if (milliseconds < 1000) return l10n.t("{0} ms", Math.round(milliseconds));
  return l10n.t("{0} s", (milliseconds / 1000).toFixed(1));
}
