import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { rules } from "../../server/src/rules/registry.ts";
import { folderWith, gostable, LEAKY, type Folder } from "./run.ts";

describe("the commands beside scan", () => {
  let folder: Folder;
  before(() => {
    folder = folderWith(LEAKY);
  });
  after(() => {
    folder.dispose();
  });

  it("rules lists every rule, as JSON too", async () => {
    const { out } = await gostable(folder, ["rules"]);
    for (const rule of rules) assert.ok(out.includes(rule.id), rule.id);
    const list = JSON.parse((await gostable(folder, ["rules", "--json"])).out) as { id: string }[];
    assert.deepEqual(
      list.map((rule) => rule.id),
      rules.map((rule) => rule.id),
    );
  });

  it("explain shows a rule's page and knows what a typo means", async () => {
    assert.match((await gostable(folder, ["explain", "sql-rows-not-closed"])).out, /The page\./);
    const wrong = await gostable(folder, ["explain", "sql-rows-not-close"]);
    assert.equal(wrong.code, 2);
    assert.match(wrong.err, /did you mean sql-rows-not-closed/);
    const part = await gostable(folder, ["explain", "sql-rows"]);
    assert.match(part.err, /did you mean sql-rows-err-unchecked or sql-rows-not-closed\?/);
  });

  it("init writes a configuration without mistakes, once", async () => {
    assert.equal((await gostable(folder, ["init"])).code, 0);
    assert.equal((await gostable(folder, ["config", "check"])).code, 0);
    assert.equal((await gostable(folder, ["init"])).code, 2);
  });

  it("config check shows mistakes with their places", async () => {
    folder.write("bad.jsonc", '{\n  "preset": "loud",\n  "rules": {"sql-rows-not-close": "off"}\n}\n');
    const { code, out } = await gostable(folder, ["config", "check", "bad.jsonc"]);
    assert.equal(code, 1);
    assert.match(out, /^bad\.jsonc:2:13: /);
    assert.match(out, /bad\.jsonc:3:\d+: .*sql-rows-not-closed/);
  });

  it("config which names the file that holds and the rules that run", async () => {
    folder.write("sub/gostable.jsonc", '{"preset": "off", "rules": {"lock-copied": "on"}}');
    const { out } = await gostable(folder, ["config", "which", "sub/x.go"]);
    assert.match(out, /^sub\/gostable\.jsonc\n/);
    assert.match(out, /"rules": \[\n\s+"lock-copied"\n\s+\]/);
  });

  it("completion prints scripts that the shells accept", async () => {
    const { out } = await gostable(folder, ["completion", "bash"]);
    assert.equal(spawnSync("bash", ["-n"], { input: out }).status, 0);
    assert.match(out, /--new-from-rev/);
    assert.match((await gostable(folder, ["completion", "fish"])).out, /complete -c gostable .*-l preset/);
    assert.equal((await gostable(folder, ["completion", "tcsh"])).code, 2);
  });

  it("lsp says what is missing where only the command line was built", async () => {
    const { code, err } = await gostable(folder, ["lsp", "--stdio"]);
    assert.equal(code, 2);
    assert.match(err, /the language server is not built \(npm run build\)/);
  });

  it("help and version end with 0, nonsense with 2", async () => {
    assert.equal((await gostable(folder, ["--version"])).out, "0.0.0-test\n");
    assert.match((await gostable(folder, ["scan", "--help"])).out, /--new-from-rev/);
    assert.equal((await gostable(folder, ["nonsense"])).code, 2);
  });
});
