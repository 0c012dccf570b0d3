import type { FileSystem } from "./file-system.ts";
import { joinUri, resolveUri } from "./uri.ts";

/** Where Go keeps things on a machine. Nothing of Go is ever run to find out. */
export interface GoEnvironment {
  /** Directories that may be GOROOT, the likeliest first. */
  readonly roots: readonly string[];
  readonly moduleCaches: readonly string[];
  readonly gopaths: readonly string[];
  /** False where `GOWORK=off`. */
  readonly workspaces: boolean;
}

/** For file systems on which there is no Go: only the workspace and the bundled facts are known. */
export const NO_GO: GoEnvironment = { roots: [], moduleCaches: [], gopaths: [], workspaces: true };

/** What the search needs to know of a machine. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly home: string;
  readonly platform: string;
  readonly uriOfPath: (path: string) => string;
}

/** Finds Go's directories from variables, from the file that `go env -w` writes, and from the usual places. */
export async function findGoEnvironment(fs: FileSystem, machine: Machine): Promise<GoEnvironment> {
  const { env, home, uriOfPath } = machine;
  const saved = await savedVariables(fs, machine);
  const variable = (name: string): string | undefined => nonEmpty(env[name]) ?? nonEmpty(saved.get(name));
  const separator = machine.platform === "win32" ? ";" : ":";
  const gopaths = (variable("GOPATH") ?? `${home}/go`)
    .split(separator)
    .filter((path) => path !== "")
    .map(uriOfPath);
  const cache = variable("GOMODCACHE");
  const root = variable("GOROOT");
  return {
    roots: [...(root === undefined ? [] : [uriOfPath(root)]), ...usualRoots(machine).map(uriOfPath)],
    moduleCaches: cache === undefined ? gopaths.map((path) => resolveUri(path, "pkg/mod")) : [uriOfPath(cache)],
    gopaths,
    workspaces: variable("GOWORK") !== "off",
  };
}

function usualRoots({ platform, home, env }: Machine): readonly string[] {
  if (platform === "win32") {
    return [`${env.ProgramFiles ?? "C:\\Program Files"}\\Go`, "C:\\Go", `${home}\\scoop\\apps\\go\\current`];
  }
  const shared = ["/usr/local/go", "/usr/lib/go", "/usr/lib/golang", "/usr/local/lib/go", "/snap/go/current"];
  if (platform !== "darwin") return [...shared, "/home/linuxbrew/.linuxbrew/opt/go/libexec", `${home}/.local/go`];
  return ["/opt/homebrew/opt/go/libexec", "/usr/local/opt/go/libexec", "/opt/local/lib/go", ...shared];
}

async function savedVariables(fs: FileSystem, machine: Machine): Promise<ReadonlyMap<string, string>> {
  const path = nonEmpty(machine.env.GOENV) ?? savedVariablesPath(machine);
  if (path === undefined || path === "off") return new Map();
  const bytes = await fs.readFile(machine.uriOfPath(path));
  const lines = new TextDecoder().decode(bytes ?? new Uint8Array()).split(/\r?\n/);
  return new Map(
    lines.flatMap((line) => {
      const equals = line.indexOf("=");
      return equals <= 0 || line.startsWith("#") ? [] : [[line.slice(0, equals), line.slice(equals + 1)] as const];
    }),
  );
}

function savedVariablesPath({ env, home, platform }: Machine): string | undefined {
  if (platform === "win32") return env.AppData === undefined ? undefined : `${env.AppData}\\go\\env`;
  if (platform === "darwin") return `${home}/Library/Application Support/go/env`;
  return `${nonEmpty(env.XDG_CONFIG_HOME) ?? `${home}/.config`}/go/env`;
}

function nonEmpty(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}

/** The directory of the standard library's sources in a GOROOT. */
export function sourcesOfRoot(root: string): string {
  return joinUri(root, "src");
}
