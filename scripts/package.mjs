// `npm run package [-- FILE]`: the VSIX, built for production, and held to its size.
import { execFileSync } from "node:child_process";
import { statSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";

const LIMIT = 1.5 * 1024 * 1024;
const root = dirname(dirname(fileURLToPath(import.meta.url)));
const require = createRequire(import.meta.url);
const file = resolve(process.argv[2] ?? join(root, "gostable.vsix"));
const run = (script, ...args) => execFileSync(process.execPath, [script, ...args], { cwd: root, stdio: "inherit" });

run(join(root, "scripts", "build.mjs"), "--production");
const vsce = join(dirname(require.resolve("@vscode/vsce/package.json")), "vsce");
run(vsce, "package", "--no-dependencies", "--out", file);
const { size } = statSync(file);
console.log(`${file} ${Math.ceil(size / 1024)} kB`);
if (size > LIMIT) {
  console.error(`the package is larger than ${LIMIT / 1024} kB`);
  process.exitCode = 1;
}
