import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { dirname, join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, it } from "mocha";

const root = fileURLToPath(new URL("../", import.meta.url));
const LAYERS = [
  "text",
  "syntax",
  "semantic",
  "catalog",
  "flow",
  "analyze",
  "rules",
  "config",
  "project",
  "engine",
  "report",
  "lsp",
  "cli",
];
/** The layers that must run anywhere: in a worker of a browser, without files and without a clock. */
const PURE = LAYERS.slice(0, LAYERS.indexOf("config") + 1);

interface Import {
  readonly from: string;
  /** The imported file relative to the project, or the name of a package. */
  readonly to: string;
}

const files = ["server/src", "client/src", "shared"].flatMap((folder) => sourceFiles(join(root, folder)));
const imports = files.flatMap(importsOf);

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => relative(root, join(folder, name)).split(sep).join("/"));
}

function importsOf(from: string): Import[] {
  const source = readFileSync(join(root, from), "utf8");
  const statements = source.matchAll(/^(?:import|export)\s+(?:type\s+)?(?:[^"';]*?from\s+)?"([^"]+)"/gm);
  const dynamic = source.matchAll(/\bimport\("([^"]+)"\)/g);
  return [...statements, ...dynamic].map(([, target = ""]) => ({
    from,
    to: target.startsWith(".")
      ? relative(root, join(root, dirname(from), target))
          .split(sep)
          .join("/")
      : target,
  }));
}

function layerOf(path: string): string | undefined {
  return /^server\/src\/([a-z]+)\//.exec(path)?.[1];
}

function describeImports(list: readonly Import[]): string[] {
  return list.map(({ from, to }) => `${from} imports ${to}`);
}

describe("layers", () => {
  it("are read from the import statements of the sources", () => {
    assert.ok(
      imports.some(({ from, to }) => from === "server/src/analyze/rule.ts" && to === "server/src/text/edit.ts"),
    );
  });

  it("every folder of the server is a layer", () => {
    const folders = readdirSync(join(root, "server/src"), { withFileTypes: true });
    const unknown = folders.filter((entry) => entry.isDirectory() && !LAYERS.includes(entry.name));
    assert.deepEqual(
      unknown.map((entry) => entry.name),
      [],
    );
  });

  it("a layer imports only the layers before it", () => {
    const wrong = imports.filter(({ from, to }) => {
      const [layer, target] = [layerOf(from), layerOf(to)];
      if (layer === undefined || target === undefined || layer === target) return false;
      return LAYERS.indexOf(target) > LAYERS.indexOf(layer) || (layer === "cli" && target === "lsp");
    });
    assert.deepEqual(describeImports(wrong), []);
  });

  it("graphs know no paths, paths no locks, and neither knows summaries", () => {
    const part = (path: string) => /^server\/src\/flow\/([a-z]+)\//.exec(path)?.[1];
    const before: Readonly<Record<string, readonly string[]>> = {
      cfg: [],
      obligations: ["cfg"],
      locks: ["cfg"],
      summaries: ["cfg", "obligations", "locks"],
    };
    const wrong = imports.filter(({ from, to }) => {
      const [own, other] = [part(from), part(to)];
      return own !== undefined && other !== undefined && own !== other && before[own]?.includes(other) !== true;
    });
    assert.deepEqual(describeImports(wrong), []);
    assert.ok(imports.some(({ to }) => part(to) === "obligations"));
  });

  it("only main files reach the faces, and nothing imports a main file", () => {
    const wrong = imports.filter(({ to }) => to.startsWith("server/src/main."));
    assert.deepEqual(describeImports(wrong), []);
  });

  it("the core imports no package and nothing of Node, but the parser's own", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (!PURE.includes(layerOf(from) ?? "")) return false;
      if (/^(server|shared)\//.test(to)) return false;
      const allowed = {
        syntax: ["web-tree-sitter"],
        config: ["jsonc-parser", "valibot", "picomatch"],
        analyze: ["picomatch"],
      };
      return !Object.entries(allowed).some(([layer, names]) => layerOf(from) === layer && names.includes(to));
    });
    assert.deepEqual(describeImports(wrong), []);
  });

  it("a rule knows no other rule", () => {
    const rules = new Set(files.filter((file) => isRule(file)));
    const wrong = imports.filter(({ from, to }) => rules.has(from) && rules.has(to));
    assert.deepEqual(describeImports(wrong), []);
  });

  it("the client and the shared payloads import nothing of the server", () => {
    const wrong = imports.filter(({ from, to }) => {
      if (from.startsWith("client/")) return to.startsWith("server/");
      return from.startsWith("shared/") && /^(server|client)\//.test(to);
    });
    assert.deepEqual(describeImports(wrong), []);
  });
});

function isRule(file: string): boolean {
  return (
    /^server\/src\/rules\/[a-z]+\//.test(file) && /^export default rule\(/m.test(readFileSync(join(root, file), "utf8"))
  );
}
