import { l10n } from "vscode";

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
