// The WebAssembly files gostable parses with: where they are installed, and whether they are the ones written down.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const root = new URL("../", import.meta.url);
const listUrl = new URL("grammars/grammar.json", root);

/** The entries of grammar.json, each with the path of its installed file. */
export function grammarFiles() {
  const list = JSON.parse(readFileSync(listUrl, "utf8"));
  return Object.entries(list).map(([role, entry]) => ({
    role,
    ...entry,
    path: fileURLToPath(new URL(`node_modules/${entry.package}/${entry.file}`, root)),
  }));
}

/** What is installed for an entry: the version of its package and the checksum of its file. */
export function installed(entry) {
  const manifest = new URL(`node_modules/${entry.package}/package.json`, root);
  return {
    version: JSON.parse(readFileSync(manifest, "utf8")).version,
    sha256: createHash("sha256").update(readFileSync(entry.path)).digest("hex"),
  };
}

/** One sentence for each installed file that is not the one written down. */
export function grammarProblems() {
  return grammarFiles().flatMap((entry) => {
    const found = installed(entry);
    if (found.version === entry.version && found.sha256 === entry.sha256) return [];
    return [
      `${entry.file}: grammars/grammar.json says ${entry.version} ${entry.sha256}, installed is ${found.version} ${found.sha256}`,
    ];
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (process.argv.includes("--write")) {
    const list = Object.fromEntries(
      grammarFiles().map((entry) => [entry.role, { package: entry.package, ...installed(entry), file: entry.file }]),
    );
    writeFileSync(listUrl, `${JSON.stringify(list, null, 2)}\n`);
  } else {
    const problems = grammarProblems();
    for (const problem of problems) console.error(problem);
    process.exitCode = problems.length > 0 ? 1 : 0;
  }
}
