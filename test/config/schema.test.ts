import assert from "node:assert/strict";
import { Ajv } from "ajv";
import { manifestSettings } from "../../server/src/config/manifest.ts";
import { OPTION_NAMES, OPTIONS } from "../../server/src/config/options.ts";
import { parseConfiguration, readEditorSettings } from "../../server/src/config/parse-configuration.ts";
import { configurationSchema, optionsOf, suggestingSchema } from "../../server/src/config/schema.ts";
import { DEFAULT_SERVER_SETTINGS } from "../../server/src/lsp/settings.ts";

const RULES = [
  { id: "metric-interval", summary: "intervals" },
  { id: "lock-not-released", summary: "locks" },
];
const validate = new Ajv({ strict: false }).compile(configurationSchema(RULES));

describe("the schema of gostable.jsonc", () => {
  const texts = [
    "{}",
    '{"preset": "strict", "tests": true, "exclude": ["a"], "baseline": "b.json", "recover": {"boundaries": ["x"]}}',
    '{"rules": {"lock-not-released": "off", "metric-interval": {"options": {"metricIntervalSeconds": 3}}}}',
    '{"overrides": [{"files": ["a"], "likely": false}, {"files": "b", "rules": {"lock-not-released": "on"}}]}',
    '{"resources": [{"acquire": "a/b.C", "release": "D", "severity": "error"}]}',
    '{"preset": "loud"}',
    '{"tests": 1}',
    '{"nothing": 1}',
    '{"rules": {"lock-not-released": "loud"}}',
    '{"rules": {"no-such-rule": "off"}}',
    '{"rules": {"lock-not-released": {"options": {"metricIntervalSeconds": 3}}}}',
    '{"overrides": [{"tests": true}]}',
    '{"overrides": [{"files": "a", "baseline": "b"}]}',
    '{"resources": [{"acquire": "a/b.C"}]}',
    '{"recover": {"boundary": []}}',
    '{"metricIntervalSeconds": -1}',
  ];
  for (const text of texts) {
    it(`and the reader agree on ${text}`, () => {
      assert.equal(validate(JSON.parse(text)), parseConfiguration(text, RULES).problems.length === 0);
    });
  }
});

describe("the schema for editors in which the server tells mistakes", () => {
  const accepts = new Ajv({ strict: false }).compile(suggestingSchema(RULES));
  const wrong = [
    '{"preset": "loud", "tests": 1, "nothing": 1, "metricIntervalSeconds": -1, "exclude": [1], "recover": {"boundary": []}}',
    '{"rules": {"lock-not-released": "loud", "no-such-rule": "off", "metric-interval": {"options": 3}}}',
    '{"overrides": [{"tests": true, "baseline": 1}], "resources": [{"acquire": 1}]}',
    '{"rules": 1, "overrides": 1, "recover": 1, "exclude": 1}',
    "1",
  ];
  for (const text of wrong) {
    it(`says nothing against ${text}`, () => {
      assert.ok(accepts(JSON.parse(text)), JSON.stringify(accepts.errors));
      assert.notEqual(parseConfiguration(text, RULES).problems.length, 0);
    });
  }

  it("suggests the same names and words", () => {
    const words = (schema: object) => [...new Set(JSON.stringify(schema).match(/"[\w.-]+"/g))].sort();
    const refusing = ['"additionalProperties"', '"minimum"', '"object"', '"required"'];
    const strict = words(configurationSchema(RULES)).filter((word) => !refusing.includes(word));
    assert.deepEqual(words(suggestingSchema(RULES)), strict);
  });
});

describe("the option table", () => {
  it("gives the settings of the manifest, in both languages", () => {
    const { configuration, english, chinese } = manifestSettings(RULES, ({ id }) => `规则 ${id}`);
    const names = Object.keys(configuration.properties ?? {});
    assert.deepEqual(
      names,
      optionsOf("editor").map((name) => `gostable.${name}`),
    );
    assert.deepEqual(Object.keys(english), Object.keys(chinese));
    const texts = new Set(Object.keys(english).map((key) => `%${key}%`));
    const asked = JSON.stringify(configuration).match(/%[\w.-]+%/g) ?? [];
    assert.deepEqual(
      [...new Set(asked)].filter((key) => !texts.has(key)),
      [],
    );
    assert.equal(new Set(asked).size, texts.size);
    for (const text of Object.values(chinese)) assert.match(text, /\p{Script=Han}/u);
  });

  it("has the defaults that the server has", () => {
    for (const [name, value] of Object.entries(DEFAULT_SERVER_SETTINGS)) {
      const known = OPTION_NAMES.find((each) => each === name);
      assert.ok(known, name);
      assert.equal(OPTIONS[known].default, value, name);
    }
  });

  it("reads back every default an editor shows", () => {
    for (const name of optionsOf("editor")) {
      if (name.includes(".")) continue;
      const read = readEditorSettings({ [name]: OPTIONS[name].default }, RULES);
      assert.deepEqual(read, { [name]: OPTIONS[name].default });
    }
  });
});
