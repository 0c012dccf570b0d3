// Bundles every program of gostable into dist/, beside the wasm files, the rule pages and the licences they need.
// `node scripts/build.mjs [--production] [--only name,name]`
import { copyFileSync, existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { grammarFiles, grammarProblems } from "./grammars.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
process.chdir(root);
const production = process.argv.includes("--production");
const only = process.argv.includes("--only") ? process.argv[process.argv.indexOf("--only") + 1].split(",") : undefined;

const base = {
  bundle: true,
  minify: production,
  sourcemap: production ? false : "linked",
  logLevel: "warning",
  external: ["vscode"],
  define: { GOSTABLE_VERSION: JSON.stringify(JSON.parse(readFileSync("package.json", "utf8")).version) },
  loader: { ".wasm": "binary" },
};

// `import` of web-tree-sitter finds its ESM file, whose createRequire(import.meta.url) fails inside a CommonJS bundle.
const node = {
  ...base,
  platform: "node",
  target: "node20",
  format: "cjs",
  alias: {
    "web-tree-sitter": "./node_modules/web-tree-sitter/web-tree-sitter.cjs",
    // Its main file asks for its parts by names that a bundler cannot follow.
    "jsonc-parser": "./node_modules/jsonc-parser/lib/esm/main.js",
  },
  define: { ...base.define, "import.meta.url": "importMetaUrl" },
  banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
};

const browser = {
  ...base,
  platform: "browser",
  target: "es2022",
  external: ["vscode", "module", "fs", "fs/promises", "node:*"],
  define: { ...base.define, "import.meta.url": '"file:///"' },
};

const bundles = {
  "server-node.cjs": { ...node, entry: "server/src/main.node-server.ts" },
  "server-browser.js": { ...browser, format: "iife", entry: "server/src/main.browser-worker.ts" },
  "client-node.cjs": { ...node, entry: "client/src/node/extension.ts" },
  "client-browser.cjs": { ...browser, format: "cjs", entry: "client/src/browser/extension.ts" },
  "cli.cjs": {
    ...node,
    entry: "server/src/main.cli.ts",
    banner: { js: `#!/usr/bin/env node\n${node.banner.js}` },
  },
  "scan-worker.cjs": { ...node, entry: "server/src/main.scan-worker.ts" },
};

async function bundle(name, { entry, ...options }) {
  if (!existsSync(entry)) return console.log(`skipped dist/${name}: no ${entry}`);
  await build({ ...options, entryPoints: [entry], outfile: join("dist", name) });
  console.log(`dist/${name} ${Math.ceil(statSync(join("dist", name)).size / 1024)} kB`);
}

/** The rule pages by rule id, for `gostable explain` and the editor's page view. */
function bundlePages() {
  const pages = {};
  for (const family of readdirSync("docs/rules", { withFileTypes: true })) {
    if (!family.isDirectory()) continue;
    for (const file of readdirSync(join("docs/rules", family.name))) {
      if (file.endsWith(".md"))
        pages[basename(file, ".md")] = readFileSync(join("docs/rules", family.name, file), "utf8");
    }
  }
  writeFileSync("dist/rule-pages.json", JSON.stringify(pages));
  console.log(`dist/rule-pages.json ${Object.keys(pages).length} pages`);
}

const problems = grammarProblems();
if (problems.length > 0) {
  for (const problem of problems) console.error(problem);
  process.exit(1);
}
mkdirSync("dist", { recursive: true });
for (const file of grammarFiles()) copyFileSync(file.path, join("dist", file.file));
bundlePages();
for (const [name, options] of Object.entries(bundles)) {
  if (only === undefined || only.includes(name)) await bundle(name, options);
}
