import type { Report } from "./report.ts";

/** The findings and the summary as one JSON object. */
export function jsonReport({ version, findings, summary }: Report): string {
  return `${JSON.stringify({ version, findings, summary }, undefined, 2)}\n`;
}

/** One finding a line. */
export function jsonLinesReport({ findings }: Report): string {
  return findings.map((finding) => `${JSON.stringify(finding)}\n`).join("");
}
