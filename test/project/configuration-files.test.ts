import assert from "node:assert/strict";
import { ConfigurationFiles, type ConfigurationFilesOptions } from "../../server/src/project/configuration-files.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";

const RULES = [{ id: "lock-not-released", summary: "" }];

function files(content: Readonly<Record<string, string>>, options: Partial<ConfigurationFilesOptions> = {}) {
  const fs = new MemoryFileSystem(content);
  return { fs, configurations: new ConfigurationFiles({ fs, rules: RULES, ...options }) };
}

describe("the configuration of a file", () => {
  it("is the nearest upward, and not beyond the repository", async () => {
    const { configurations } = files({
      "file:///gostable.jsonc": '{"preset": "off"}',
      "file:///r/.git/HEAD": "",
      "file:///r/gostable.jsonc": '{"preset": "strict"}',
      "file:///r/sub/gostable.jsonc": '{"preset": "all"}',
      "file:///other/.git/HEAD": "",
    });
    assert.equal((await configurations.settingsOf("file:///r/sub/deep/x.go")).preset, "all");
    assert.equal((await configurations.settingsOf("file:///r/y.go")).preset, "strict");
    assert.equal((await configurations.settingsOf("file:///other/y.go")).preset, "recommended");
    assert.equal((await configurations.settingsOf("file:///free/y.go")).preset, "off");
  });

  it("is the repository's also for an editor that has opened a part of it", async () => {
    const content = {
      "file:///r/.git/HEAD": "",
      "file:///r/gostable.jsonc": '{"preset": "strict"}',
      "file:///gostable.jsonc": '{"preset": "off"}',
      "file:///w/gostable.jsonc": '{"preset": "all"}',
      "file:///w/r/.git/HEAD": "",
    };
    const { configurations } = files(content, { folders: ["file:///r/part", "file:///w", "file:///plain/"] });
    assert.equal((await configurations.settingsOf("file:///r/part/x.go")).preset, "strict");
    assert.equal((await configurations.settingsOf("file:///w/r/x.go")).preset, "all");
    assert.equal((await configurations.settingsOf("file:///plain/x.go")).preset, "recommended");
  });

  it("gives globs and the baseline relative to itself", async () => {
    const { configurations } = files({
      "file:///r/gostable.jsonc":
        '{"baseline": "base.json", "recover": {"boundaries": ["app/*.go", "m/p.F"]}, "exclude": ["/gen"]}',
    });
    const settings = await configurations.settingsOf("file:///r/gen/x.go");
    assert.equal(settings.baseline, "file:///r/base.json");
    assert.deepEqual(settings.options.recoverBoundaries, ["r/app/*.go", "m/p.F"]);
    assert.equal(settings.excluded, true);
    assert.equal(settings.source?.uri, "file:///r/gostable.jsonc");
  });

  it("can be one for all files, or none", async () => {
    const content = { "file:///r/gostable.jsonc": '{"preset": "strict"}', "file:///c.jsonc": '{"preset": "all"}' };
    const one = files(content, { only: "file:///c.jsonc" }).configurations;
    assert.equal((await one.settingsOf("file:///r/x.go")).preset, "all");
    const none = files(content, { only: false }).configurations;
    assert.equal((await none.settingsOf("file:///r/x.go")).preset, "recommended");
  });

  it("is read anew once it is forgotten", async () => {
    const { fs, configurations } = files({ "file:///r/gostable.jsonc": '{"preset": "strict"}' });
    assert.equal((await configurations.settingsOf("file:///r/x.go")).preset, "strict");
    fs.write("file:///r/gostable.jsonc", '{"preset": "all", "rules": {"lock": "off"}}');
    configurations.forget();
    const settings = await configurations.settingsOf("file:///r/x.go");
    assert.equal(settings.preset, "all");
    assert.equal(settings.source?.problems[0]?.code, "unknown-rule");
  });
});
