import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { CliHost } from "../../server/src/cli/host.ts";
import { runCli } from "../../server/src/cli/main.ts";

const require = createRequire(import.meta.url);

/** A module with one leak, and one file without any. */
export const LEAKY = {
  "go.mod": "module example.com/leaky\n\ngo 1.24\n",
  "store/store.go": `package store

import "database/sql"

func names(db *sql.DB) error {
	rows, err := db.Query("SELECT name FROM t")
	if err != nil {
		return err
	}
	_, err = rows.Columns()
	return err
}
`,
  "clean.go": "package leaky\n",
} as const;

/** A folder of its own for a test; `dispose` removes it. */
export interface Folder {
  readonly path: string;
  write(name: string, content: string | Uint8Array): void;
  read(name: string): string;
  dispose(): void;
}

export function folderWith(files: Readonly<Record<string, string | Uint8Array>>): Folder {
  const path = realpathSync(mkdtempSync(join(tmpdir(), "gostable-cli-")));
  const folder: Folder = {
    path,
    write(name, content) {
      mkdirSync(dirname(join(path, name)), { recursive: true });
      writeFileSync(join(path, name), content);
    },
    read: (name) => readFileSync(join(path, name), "utf8"),
    dispose() {
      rmSync(path, { recursive: true });
    },
  };
  for (const [name, content] of Object.entries(files)) folder.write(name, content);
  return folder;
}

export interface CliResult {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

export interface CliRun {
  readonly stdin?: string;
  readonly terminal?: boolean;
  readonly interrupted?: AbortSignal;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs the command line in this process. */
export async function gostable(folder: Folder, args: readonly string[], run: CliRun = {}): Promise<CliResult> {
  let out = "";
  let err = "";
  const host: CliHost = {
    cwd: folder.path,
    env: run.env ?? {},
    outIsTerminal: run.terminal === true,
    errIsTerminal: run.terminal === true,
    out: (text) => {
      out += text;
    },
    err: (text) => {
      err += text;
    },
    readStdin: () => Promise.resolve(new TextEncoder().encode(run.stdin ?? "")),
    interrupted: run.interrupted ?? new AbortController().signal,
    pages: () => Promise.resolve({ "sql-rows-not-closed": "# sql-rows-not-closed\n\nThe page.\n" }),
  };
  const code = await runCli(host, args, {
    version: "0.0.0-test",
    binaries: () => ({
      runtime: readFileSync(require.resolve("web-tree-sitter/web-tree-sitter.wasm")),
      grammar: readFileSync(require.resolve("tree-sitter-go/tree-sitter-go.wasm")),
    }),
    worker: undefined,
  });
  return { code, out, err };
}
