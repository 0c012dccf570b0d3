import type { Report, ReportFinding } from "../../server/src/report/report.ts";
import { summarize } from "../../server/src/report/summarize.ts";

const SOURCE = 'package store\n\nfunc f() {\n\trows, err := db.Query("日本")\n\tif err != nil {\n\t\treturn\n\t}\n}\n';

export const leak: ReportFinding = {
  rule: "sql-rows-not-closed",
  severity: "error",
  confidence: "proven",
  path: "store/a b.go",
  range: { start: { line: 4, column: 15 }, end: { line: 4, column: 29 } },
  message: 'rows is never closed: "100%" of <connections> stay open; close it',
  related: [
    {
      path: "store/a b.go",
      range: { start: { line: 4, column: 15 }, end: { line: 4, column: 29 } },
      message: "acquired here",
    },
    {
      path: "store/a b.go",
      range: { start: { line: 8, column: 1 }, end: { line: 8, column: 2 } },
      message: "leaves here",
    },
  ],
  fixes: [
    {
      title: "Close rows when the function returns",
      safe: true,
      edits: [
        {
          path: "store/a b.go",
          range: { start: { line: 7, column: 3 }, end: { line: 7, column: 3 } },
          newText: "\n\tdefer rows.Close()",
        },
      ],
    },
  ],
  fingerprint: "0123456789abcd",
};

export const hint: ReportFinding = {
  ...leak,
  rule: "unlock-not-deferred",
  severity: "hint",
  confidence: "likely",
  path: "main.go",
  range: { start: { line: 1, column: 1 }, end: { line: 1, column: 8 } },
  message: "first line\nsecond line",
  related: [],
  fixes: [],
  fingerprint: "00000000000001",
};

export function sampleReport(findings: readonly ReportFinding[] = [hint, leak]): Report {
  return {
    version: "0.1.0",
    findings,
    summary: summarize(findings, {
      files: 3,
      inBaseline: 0,
      fixed: 0,
      skipped: [{ path: "big.go", reason: "larger than 16 MB" }],
      cancelled: false,
      failures: [],
    }),
    rules: new Map(
      ["sql-rows-not-closed", "unlock-not-deferred"].map((id) => [
        id,
        {
          id,
          family: "sql",
          summary: `What ${id} finds`,
          severity: "error" as const,
          page: `# ${id}\n`,
          url: `https://example.com/${id}`,
        },
      ]),
    ),
    source: (path) => (path === "store/a b.go" ? SOURCE : path === "main.go" ? "package main\n" : undefined),
  };
}
