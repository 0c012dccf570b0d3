import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../", import.meta.url));
const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8")) as Record<string, unknown>;

describe("the extension's languages", () => {
  it("have a text for every key of the manifest", () => {
    const keys = new Set(
      [...readFileSync(join(root, "package.json"), "utf8").matchAll(/"%([\w.-]+)%"/g)].map(([, key]) => key),
    );
    for (const file of ["package.nls.json", "package.nls.zh-cn.json"]) {
      assert.deepEqual(Object.keys(json(file)).sort(), [...keys].sort(), file);
    }
  });

  it("translate every message of the client", () => {
    const messages = sources(join(root, "client", "src")).flatMap((text) =>
      [...text.matchAll(/l10n\s*\.t\(\s*"((?:[^"\\]|\\.)*)"/g)].map(([, message]) => message ?? ""),
    );
    assert.deepEqual(Object.keys(json("client/l10n/bundle.l10n.zh-cn.json")).sort(), [...new Set(messages)].sort());
  });

  it("keep the places of arguments", () => {
    for (const [english, chinese] of Object.entries(json("client/l10n/bundle.l10n.zh-cn.json"))) {
      assert.deepEqual(
        String(chinese)
          .match(/\{\d\}/g)
          ?.sort() ?? [],
        english.match(/\{\d\}/g)?.sort() ?? [],
        english,
      );
    }
  });
});

function sources(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => readFileSync(join(folder, name), "utf8"));
}
