import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

/** A copy of a Go module that may be changed. */
export interface GoCopy {
  readonly folder: string;
  /** The lines of `go build`, `go vet` and `gofmt -l` over all packages, each behind `build: `, `vet: ` or `gofmt: `. */
  complaints(): readonly string[];
  /** The texts of all Go files by their paths. */
  sources(): ReadonlyMap<string, string>;
  /** A checksum of all Go files. */
  checksum(): string;
  remove(): void;
}

/** Copies a module; with `formatOnly` its complaints are those of gofmt alone. A copy of GOROOT/src gets a GOROOT of links around it, so that the tools build the copy. */
export function copyModule(module: string, formatOnly = false): GoCopy {
  const root = mkdtempSync(join(tmpdir(), "gostable-fixes-"));
  const isStd =
    existsSync(join(module, "go.mod")) && /^module std$/m.test(readFileSync(join(module, "go.mod"), "utf8"));
  const folder = isStd ? join(root, "src") : join(root, "a", "b", basename(module));
  if (isStd) linkSiblings(dirname(module), root);
  linkReplaced(module, folder);
  cpSync(module, folder, { recursive: true, filter: (path) => basename(path) !== ".git", verbatimSymlinks: true });
  const env = { ...process.env, GOFLAGS: "-buildvcs=false", ...(isStd ? { GOROOT: root } : {}) };
  return {
    folder,
    complaints: () => [
      ...(formatOnly ? [] : named("build", run("go", ["build", "./..."], folder, env))),
      ...(formatOnly ? [] : named("vet", run("go", ["vet", "./..."], folder, env))),
      ...named("gofmt", run("gofmt", ["-l", "."], folder, env)),
    ],
    sources: () => new Map(goFilesIn(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")])),
    checksum: () => checksum(folder),
    remove: () => {
      rmSync(root, { recursive: true, force: true });
    },
  };
}

function linkSiblings(goroot: string, root: string): void {
  mkdirSync(root, { recursive: true });
  for (const name of readdirSync(goroot)) if (name !== "src") symlinkSync(join(goroot, name), join(root, name));
}

/** The modules beside it that go.mod names (`replace … => ../api`). */
function linkReplaced(module: string, folder: string): void {
  const mod = join(module, "go.mod");
  const text = existsSync(mod) ? readFileSync(mod, "utf8") : "";
  for (const [, path = ""] of text.matchAll(/=> (\.\.\/\S+)/g)) {
    const link = join(folder, path);
    mkdirSync(dirname(link), { recursive: true });
    if (!existsSync(link)) symlinkSync(join(module, path), link);
  }
}

function named(tool: string, lines: readonly string[]): string[] {
  return lines.map((line) => `${tool}: ${line.replace(/^vet: /, "")}`);
}

function run(command: string, args: readonly string[], cwd: string, env: NodeJS.ProcessEnv): string[] {
  const { stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: "utf8", maxBuffer: 1 << 28 });
  if (error) throw error;
  return `${stdout}\n${stderr}`.split("\n").filter((line) => line.trim() !== "" && !line.startsWith("#"));
}

function checksum(folder: string): string {
  const hash = createHash("sha256");
  for (const name of goFilesIn(folder)) hash.update(name).update(readFileSync(join(folder, name)));
  return hash.digest("hex");
}

function goFilesIn(folder: string): readonly string[] {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).sort();
  return names.filter((name) => name.endsWith(".go") && statSync(join(folder, name)).isFile());
}
