import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ArchiveFile } from "./txtar.ts";

/** A module to be looked at by the Go tools, and what must hold of it. */
export interface GoModule {
  readonly name: string;
  readonly files: readonly ArchiveFile[];
  /** `compiles`: it type-checks, tests included. `vetted`: `go vet` is silent on top of that. `formatted`: gofmt alone. */
  readonly must: "formatted" | "compiles" | "vetted";
}

/** True where `go` can be run. */
export const hasGo = spawnSync("go", ["version"]).status === 0;

/**
 * Runs gofmt and go vet over all modules at once, as packages of one module, so that the toolchain starts three times
 * and not three times for each. One sentence for each complaint, with the module's name.
 */
export function goComplaints(modules: readonly GoModule[]): string[] {
  const root = mkdtempSync(join(tmpdir(), "gostable-go-"));
  try {
    writeFileSync(join(root, "go.mod"), "module example.com/app\n\ngo 1.26\n");
    for (const [index, module] of modules.entries()) writeModule(root, module, index);
    return [...gofmtComplaints(root), ...vet(root, "compiles", ["-unmarshal"]), ...vet(root, "vetted", [])].map(
      (line) => named(line, modules),
    );
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
}

/** True if everything the files import is in the standard library or in the module itself. */
export function importsStandardOnly(files: readonly ArchiveFile[]): boolean {
  return files.every(({ text }) =>
    importPaths(text).every((path) => !path.includes(".") || path === "C" || path.startsWith("example.com/app")),
  );
}

function importPaths(text: string): string[] {
  const single = text.matchAll(/^import\s+(?:[\w.]+\s+)?"([^"]+)"/gm);
  const groups = text.matchAll(/^import\s+\(([^)]*)\)/gm);
  const grouped = [...groups].flatMap(([, body = ""]) => [...body.matchAll(/"([^"]+)"/g)]);
  return [...single, ...grouped].map(([, path = ""]) => path);
}

function writeModule(root: string, module: GoModule, index: number): void {
  const folder = `${module.must}/m${index}`;
  for (const { path, text } of module.files) {
    if (!path.endsWith(".go")) continue;
    const target = join(root, folder, path);
    mkdirSync(dirname(target), { recursive: true });
    // gofmt would give the line that sets up a fixture the form of a doc comment.
    const source = text.replace(/^\/\/case:.*\n\n?/, "");
    writeFileSync(target, source.replaceAll('"example.com/app', `"example.com/app/${folder}`));
  }
}

function gofmtComplaints(root: string): string[] {
  return run("gofmt", ["-l", "."], root).map((line) => `${line}: not gofmt-clean`);
}

function vet(root: string, folder: string, flags: readonly string[]): string[] {
  return run("go", ["vet", ...flags, `./${folder}/...`], root).filter(
    (line) => !line.startsWith("#") && !/matched no packages|lstat/.test(line),
  );
}

function run(command: string, args: readonly string[], cwd: string): string[] {
  const env = { ...process.env, GOFLAGS: "", GOWORK: "off", GOPROXY: "off", GOTOOLCHAIN: "local" };
  const { stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 26 });
  if (error) return [error.message];
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "");
}

/** Puts the module's name in place of the folder it was written to. */
function named(line: string, modules: readonly GoModule[]): string {
  return line.replace(/(?:\.\/)?(?:formatted|compiles|vetted)\/m(\d+)\/?/g, (_, index) => {
    return `${modules[Number(index)]?.name ?? ""} `;
  });
}
