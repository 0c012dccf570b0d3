import assert from "node:assert/strict";
import { cpSync, readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import type { Finding } from "../server/src/analyze/finding.ts";
import { fileSystemByScheme, NO_FILES } from "../server/src/lsp/client-file-system.ts";
import { createEditorEngine } from "../server/src/lsp/create-editor-engine.ts";
import type { EditorEngine } from "../server/src/lsp/engine-port.ts";
import { findGoEnvironment } from "../server/src/project/go-environment.ts";
import { nodeFileSystem, pathOfUri, uriOfPath } from "../server/src/project/node-file-system.ts";
import type { ReportFinding } from "../server/src/report/report.ts";
import { folderWith, gostable, type Folder } from "./cli/run.ts";

const require = createRequire(import.meta.url);
const signal = new AbortController().signal;

/** Packages that know each other's functions, directly and through an interface. */
const CHAT: Readonly<Record<string, string>> = {
  "go.mod": "module example.com/chat\n\ngo 1.24\n",
  "gostable.jsonc": '{"preset": "strict"}',
  "ports/ports.go": `package ports

import "database/sql"

type Exporter interface{ Export(rows *sql.Rows) error }
`,
  "csv/csv.go": `package csv

import "database/sql"

type Writer struct{ lines int }

func (w *Writer) Export(rows *sql.Rows) error {
	for rows.Next() {
		w.lines++
	}
	return rows.Err()
}

func Drop(rows *sql.Rows) { rows.Close() }
`,
  "app/app.go": `package app

import (
	"database/sql"

	"example.com/chat/csv"
	"example.com/chat/ports"
)

func Export(db *sql.DB, to ports.Exporter) error {
	rows, err := db.Query("SELECT 1")
	if err != nil {
		return err
	}
	if _, err := rows.Columns(); err != nil {
		return err
	}
	return to.Export(rows)
}

func Dropped(db *sql.DB) error {
	rows, err := db.Query("SELECT 2")
	if err != nil {
		return err
	}
	csv.Drop(rows)
	return nil
}
`,
};

/** The language server's engine as the program for desktop editors builds it. */
async function editorOn(folder: string): Promise<EditorEngine> {
  const fs = fileSystemByScheme(nodeFileSystem(), NO_FILES);
  const machine = { env: {}, home: homedir(), platform: process.platform, uriOfPath };
  const engine = await createEditorEngine({
    version: "0.0.0-test",
    fs,
    environment: await findGoEnvironment(nodeFileSystem(), machine),
    binaries: {
      runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
      grammar: readFileSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm")),
    },
    pages: () => Promise.resolve({}),
  });
  engine.configure([{ uri: uriOfPath(folder), section: undefined }], undefined);
  return engine;
}

function goFilesIn(folder: string): string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  return names.filter((name) => name.endsWith(".go")).map((name) => join(folder, name));
}

/** What identifies findings wherever they are shown. */
function identities(folder: string, findings: Iterable<Finding>): string[] {
  const shown = ({ uri, rule, fingerprint }: Finding): string =>
    `${relative(folder, pathOfUri(uri))} ${rule} ${fingerprint}`;
  return [...findings].map(shown).sort();
}

async function onCommandLine(folder: Folder): Promise<string[]> {
  const { out } = await gostable(folder, ["scan", "--format", "json"]);
  const { findings } = JSON.parse(out) as { readonly findings: readonly ReportFinding[] };
  return findings.map(({ path, rule, fingerprint }) => `${path} ${rule} ${fingerprint}`).sort();
}

async function inOpenDocuments(folder: string): Promise<string[]> {
  const editor = await editorOn(folder);
  const files = goFilesIn(folder);
  for (const file of files) editor.setText(uriOfPath(file), readFileSync(file, "utf8"));
  const findings: Finding[] = [];
  for (const file of files) findings.push(...((await editor.analyze(uriOfPath(file), signal))?.findings ?? []));
  return identities(folder, findings);
}

async function inEditorScan(folder: string): Promise<string[]> {
  const editor = await editorOn(folder);
  const findings: Finding[] = [];
  const on = {
    progress: () => undefined,
    file: (_: string, report: { readonly findings: readonly Finding[] }) => void findings.push(...report.findings),
  };
  await editor.scan({ roots: [uriOfPath(folder)] }, on, signal);
  return identities(folder, findings);
}

describe("the command line and the language server find the same", () => {
  let folder: Folder;
  afterEach(() => {
    folder.dispose();
  });
  const compare = async (atLeast: number): Promise<void> => {
    const expected = await onCommandLine(folder);
    assert.ok(expected.length >= atLeast, `only ${expected.length} findings`);
    assert.deepEqual(await inOpenDocuments(folder.path), expected);
    assert.deepEqual(await inEditorScan(folder.path), expected);
  };

  it("in the demo", async () => {
    folder = folderWith({});
    cpSync(fileURLToPath(new URL("../demo/service", import.meta.url)), folder.path, { recursive: true });
    await compare(20);
  }).timeout(60_000);

  it("in packages that know each other through an interface", async () => {
    folder = folderWith(CHAT);
    await compare(1);
  }).timeout(60_000);
});
