// Makes what the windows load: the package, the package unpacked with the suite inside (for the web host, which is served
// its files), and a folder with the suite alone (for the node host, where the package is installed).
import { execFileSync } from "node:child_process";
import { cpSync, createWriteStream, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { pipeline } from "node:stream/promises";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { build } from "esbuild";

const root = fileURLToPath(new URL("../../", import.meta.url));
const out = join(root, "out", "editor");
const suite = (file) => join(root, "test", "editor", "suite", file);
const fixture = join(root, "test", "editor", "fixture");
const base = { bundle: true, format: "cjs", logLevel: "warning" };

/** The folders and the package, made anew. */
export async function prepareEditorTests() {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const vsix = join(out, "gostable.vsix");
  execFileSync(process.execPath, [join(root, "scripts", "package.mjs"), vsix], { cwd: root, stdio: "inherit" });
  const suiteOnly = join(out, "suite");
  const unpacked = join(out, "unpacked");
  await Promise.all([unpack(vsix, unpacked), nodeSuite(suiteOnly)]);
  await webSuite(join(unpacked, "suite"));
  return {
    vsix,
    node: { extension: suiteOnly, tests: join(suiteOnly, "index.js") },
    web: { extension: unpacked, tests: join(unpacked, "suite", "index.cjs") },
    workspace: fixture,
    folders: severalFolders(join(out, "folders")),
  };
}

/** A workspace of two folders that are alike, but for their configurations. */
function severalFolders(folder) {
  const rules = { one: { "lock-deferred": "off" }, two: { "sql-rows-not-closed": "hint" } };
  for (const [name, own] of Object.entries(rules)) {
    cpSync(fixture, join(folder, name), { recursive: true });
    writeFileSync(join(folder, name, "gostable.jsonc"), JSON.stringify({ rules: own }));
  }
  const project = "several.code-workspace";
  writeFileSync(join(folder, project), JSON.stringify({ folders: Object.keys(rules).map((path) => ({ path })) }));
  return { workspace: folder, project };
}

async function nodeSuite(folder) {
  mkdirSync(folder, { recursive: true });
  const manifest = {
    ...{ name: "gostable-suite", publisher: "gostable", version: "0.0.0", engines: { vscode: "*" } },
    capabilities: { untrustedWorkspaces: { supported: true } },
  };
  writeFileSync(join(folder, "package.json"), JSON.stringify(manifest));
  const external = ["vscode", "mocha"];
  await build({
    ...base,
    platform: "node",
    external,
    entryPoints: [suite("main.node.ts")],
    outfile: join(folder, "index.js"),
  });
}

/**
 * The name ends in .cjs because the package around it has `"type": "module"`. Mocha's browser build writes to the bundle's `module.exports`, so that `run`
 * has to be put back.
 */
async function webSuite(folder) {
  const footer = { js: "module.exports = { run };" };
  const options = {
    platform: "browser",
    external: ["vscode"],
    footer,
    define: { "process.env.NODE_DEBUG": "undefined" },
  };
  await build({ ...base, ...options, entryPoints: [suite("main.browser.ts")], outfile: join(folder, "index.cjs") });
}

async function unpack(file, folder) {
  const yauzl = createRequire(createRequire(join(root, "package.json")).resolve("@vscode/vsce/package.json"))("yauzl");
  const zip = await promisify(yauzl.open)(file, { lazyEntries: true });
  const open = promisify(zip.openReadStream.bind(zip));
  await new Promise((resolve, reject) => {
    zip.on("error", reject).on("end", resolve);
    zip.on("entry", (entry) => {
      copyEntry(entry, folder, open).then(() => zip.readEntry(), reject);
    });
    zip.readEntry();
  });
}

async function copyEntry(entry, folder, open) {
  const name = /^extension\/(.+[^/])$/.exec(entry.fileName)?.[1];
  if (name === undefined) return;
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  await pipeline(await open(entry), createWriteStream(path));
}
