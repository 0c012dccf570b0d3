import assert from "node:assert/strict";
import fc from "fast-check";
import { parseConfiguration, readEditorSettings } from "../../server/src/config/parse-configuration.ts";
import { isExcluded, resolveSettings } from "../../server/src/config/resolve-settings.ts";
import { parseCallable } from "../../server/src/config/resource.ts";
import { applyEdits } from "../../server/src/text/edit.ts";

const RULES = ["sql-rows-not-closed", "metric-interval", "lock-not-released", "recover-outside-boundary"].map((id) => ({
  id,
  summary: `about ${id}`,
}));

function parse(text: string) {
  return parseConfiguration(text, RULES);
}

/** Each problem as its code and the text it stands on. */
function problems(text: string): readonly string[] {
  return parse(text).problems.map(({ code, span }) => `${code} ${text.slice(span.start, span.end)}`);
}

function settings(text: string, path = "main.go") {
  return resolveSettings({ file: parse(text).configuration }, path);
}

describe("a configuration", () => {
  it("may hold comments, trailing commas and a schema", () => {
    const text = '{\n// why\n"$schema": "./x.json", "preset": "strict", /* c */ "tests": true,\n}';
    assert.deepEqual(problems(text), []);
    assert.equal(settings(text).preset, "strict");
    assert.equal(settings(text).tests, true);
  });

  it("that is empty says nothing", () => {
    for (const text of ["", "{}", "// nothing\n"]) assert.deepEqual(parse(text).problems, []);
  });

  it("sets rules by severity or with their options", () => {
    const { rules, options } = settings(
      '{"rules": {"lock-not-released": "off", "metric-interval": {"severity": "error", "options": {"metricIntervalSeconds": 60}}}}',
    );
    assert.deepEqual(rules, { "lock-not-released": "off", "metric-interval": "error" });
    assert.equal(options.metricIntervalSeconds, 60);
  });

  it("says of each mistake where it stands", () => {
    assert.deepEqual(problems('{"preset": "strikt"}'), ['value "strikt"']);
    assert.deepEqual(problems('{"preset": 1}'), ["type 1"]);
    assert.deepEqual(problems('{"presett": "strict"}'), ['unknown-key "presett"']);
    assert.deepEqual(problems('{"rules": {"lock-not-release": "off"}}'), ['unknown-rule "lock-not-release"']);
    assert.deepEqual(problems('{"rules": {"lock-not-released": "loud"}}'), ['value "loud"']);
    assert.deepEqual(problems('{"rules": []}'), ["type []"]);
    assert.deepEqual(problems('{"exclude": ["a", 1]}'), ["type 1"]);
    assert.deepEqual(problems('{"recover": {"boundary": []}}'), ['unknown-key "boundary"']);
    assert.deepEqual(problems('{"overrides": [{"tests": true}]}'), ["missing-key {"]);
    assert.deepEqual(problems('{"overrides": [{"files": "a", "baseline": "x"}]}'), ['unknown-key "baseline"']);
    assert.deepEqual(problems('{"tests": true, "tests": false}'), ['duplicate-key "tests"']);
    assert.deepEqual(problems("[]"), ["type []"]);
    assert.match(problems('{"preset" "strict"}')[0] ?? "", /^syntax/);
  });

  it("offers what may be meant", () => {
    for (const text of ['{"rules": {"lock-not-release": "off"}}', '{"preset": "strikt"}', '{"excludes": []}']) {
      const [fix] = parse(text).problems.flatMap((problem) => problem.fixes);
      assert.ok(fix, text);
      assert.deepEqual(problems(applyEdits(text, fix.edits)), []);
    }
  });

  it("keeps what is right beside what is wrong", () => {
    assert.equal(settings('{"preset": "strict", "tests": 3, "x": [').preset, "strict");
  });

  it("is read without a failure whatever it holds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
        const { problems: found } = parse(text);
        for (const { span } of found) assert.ok(span.start <= span.end && span.end <= text.length + 1);
      }),
    );
  });
});

describe("overrides", () => {
  const text = `{
    "preset": "strict",
    "rules": { "lock-not-released": "error" },
    "exclude": ["gen", "/third_party/**", "*.pb.go"],
    "overrides": [
      { "files": ["internal/**"], "rules": { "sql-rows-not-closed": "info" } },
      { "files": "*_test.go", "tests": true, "rules": { "lock-not-released": "off" }, "metricIntervalSeconds": 1 },
    ],
  }`;

  it("hold for the files that match, the last one first", () => {
    assert.deepEqual(settings(text, "main.go").rules, { "lock-not-released": "error" });
    assert.deepEqual(settings(text, "internal/a/b_test.go").rules, {
      "lock-not-released": "off",
      "sql-rows-not-closed": "info",
    });
    assert.equal(settings(text, "internal/a/b_test.go").options.metricIntervalSeconds, 1);
    assert.equal(settings(text, "internal/a/b_test.go").preset, "strict");
  });

  it("leave excluded files alone", () => {
    const { configuration } = parse(text);
    for (const path of ["a/gen/x.go", "gen", "third_party/x/y.go", "a/b.pb.go"])
      assert.ok(isExcluded(configuration, path), path);
    for (const path of ["a/generate/x.go", "x/third_party/y.go", "main.go"])
      assert.ok(!isExcluded(configuration, path), path);
  });
});

describe("resources", () => {
  it("become facts of the catalog", () => {
    const { resources } = settings(
      '{"resources": [{"acquire": "example.com/pool.Pool.Get", "result": 0, "release": ["Put"]}]}',
    );
    assert.deepEqual(resources, [
      {
        pkg: "example.com/pool",
        recv: "Pool",
        name: "Get",
        rule: "resource-not-closed",
        result: 0,
        results: -1,
        type: "the resource of Pool.Get",
        release: ["Put"],
        releaseFunctions: ["example.com/pool.Put"],
        errorResult: true,
        severity: "warning",
      },
    ]);
  });

  it("with mistakes are reported and left out", () => {
    assert.deepEqual(problems('{"resources": [{"acquire": "x"}]}'), ["missing-key {", 'type "x"']);
    assert.deepEqual(problems('{"resources": [{"acquire": "a/b.C", "release": "D", "relase": 1}]}'), [
      'unknown-key "relase"',
    ]);
    assert.deepEqual(settings('{"resources": [{"acquire": "x"}]}').resources, []);
  });

  it("name callables as Go would", () => {
    assert.deepEqual(parseCallable("gopkg.in/yaml.v3.NewDecoder"), { pkg: "gopkg.in/yaml.v3", name: "NewDecoder" });
    assert.deepEqual(parseCallable("github.com/nats-io/nats.go.Conn.Subscribe"), {
      pkg: "github.com/nats-io/nats.go",
      recv: "Conn",
      name: "Subscribe",
    });
    assert.deepEqual(parseCallable("a/b.(*T).M"), { pkg: "a/b", recv: "T", name: "M" });
    assert.deepEqual(parseCallable("os.Open"), { pkg: "os", name: "Open" });
    for (const text of ["Close", "()", "Body.Close", "a/b", ""]) assert.equal(parseCallable(text), undefined, text);
  });
});

describe("editor and file", () => {
  const file = parse('{"preset": "strict", "rules": {"lock-not-released": "off"}}').configuration;

  it("the file wins, or the editor where that is preferred", () => {
    const section = {
      preset: "all",
      rules: { "lock-not-released": "error", "metric-interval": "info" },
      delay: "soon",
    };
    const editor = readEditorSettings(section, RULES);
    const resolved = resolveSettings({ file, editor }, "x.go");
    assert.equal(resolved.preset, "strict");
    assert.deepEqual(resolved.rules, { "lock-not-released": "off", "metric-interval": "info" });
    const preferred = readEditorSettings({ ...section, configurationPreference: "editor" }, RULES);
    assert.equal(resolveSettings({ file, editor: preferred }, "x.go").preset, "all");
    assert.equal(editor.delay, undefined);
  });

  it("the command line wins over both", () => {
    assert.equal(
      resolveSettings({ file, editor: { preset: "all" }, commandLine: { preset: "off" } }, "x.go").preset,
      "off",
    );
  });

  it("without any are the defaults", () => {
    const { preset, rules, tests, likely, excluded } = resolveSettings({}, "x.go");
    assert.deepEqual(
      { preset, rules, tests, likely, excluded },
      { preset: "recommended", rules: {}, tests: false, likely: true, excluded: false },
    );
    assert.deepEqual(readEditorSettings(null, RULES), {});
    assert.deepEqual(readEditorSettings([1], RULES), {});
  });
});
