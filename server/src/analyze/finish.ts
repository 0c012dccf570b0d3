import type { Finding } from "./finding.ts";
import { fingerprints } from "./fingerprint.ts";
import { validFix } from "./fix.ts";
import type { RawFinding } from "./raw-finding.ts";
import type { RuleSettings } from "./settings.ts";
import { severityOf } from "./severity.ts";
import type { FileUnit } from "./unit.ts";

/** Findings as they are shown: sorted, each once, with severity, valid fixes and fingerprint. */
export function finish(raw: readonly RawFinding[], file: FileUnit, settings: RuleSettings): Finding[] {
  const sorted = raw
    .filter((finding) => settings.likely || finding.confidence === "proven")
    .sort(byPlace)
    .filter((finding, index, all) => !isSame(finding, all[index - 1]));
  const prints = fingerprints(
    sorted.map(({ rule, where, at }) => ({ rule: rule.id, where, text: file.text.slice(at.start, at.end) })),
  );
  return sorted.map((finding, index) => finishOne(finding, file, settings, prints[index] ?? ""));
}

function finishOne(raw: RawFinding, file: FileUnit, settings: RuleSettings, fingerprint: string): Finding {
  const finding = {
    rule: raw.rule.id,
    severity: severityOf(raw.rule, settings, raw.severity, raw.confidence),
    confidence: raw.confidence,
    uri: file.uri,
    span: raw.at,
    message: raw.message,
    related: raw.related,
    fixes: raw.fixes.flatMap((fix) => validFix(fix, file.uri, file.text) ?? []),
    fingerprint,
  };
  return raw.unnecessary ? { ...finding, unnecessary: true } : finding;
}

function byPlace(a: RawFinding, b: RawFinding): number {
  return (
    a.at.start - b.at.start ||
    a.at.end - b.at.end ||
    compare(a.rule.id, b.rule.id) ||
    Number(b.confidence === "proven") - Number(a.confidence === "proven")
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The same rule on the same spot: a literal seen from two functions, or two ways that lead to one leak. */
function isSame(a: RawFinding, b: RawFinding | undefined): boolean {
  return a.rule.id === b?.rule.id && a.at.start === b.at.start && a.at.end === b.at.end;
}
