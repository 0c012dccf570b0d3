import assert from "node:assert/strict";
import { ruleFiles } from "../../scripts/rule-files.ts";
import type { Finding } from "../../server/src/analyze/finding.ts";
import { fillMessage } from "../../server/src/analyze/message.ts";
import { parseConfiguration } from "../../server/src/config/parse-configuration.ts";
import { SKIP_REASONS } from "../../server/src/project/walk.ts";
import { chineseRules } from "../../server/src/report/chinese/rule-texts.ts";
import { isChinese, translationFor } from "../../server/src/report/translation.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { analyzeModule } from "../support/analyze-module.ts";
import { casesOf } from "../support/rule-cases.ts";

const translation = translationFor("zh-cn", rules);
const chinese = /\p{Script=Han}/u;

function placesOf(template: string): string[] {
  return [...new Set(template.match(/\{\w+\}/g))].sort();
}

function findingOf(rule: string, message: string): Finding {
  const place = { uri: "file:///a.go", span: { start: 0, end: 1 } };
  return { rule, message, severity: "error", confidence: "proven", related: [], fixes: [], fingerprint: "f", ...place };
}

describe("what rules say in Chinese", () => {
  it("is there for every rule and message, and for nothing else", () => {
    const idsOf = (messages: Readonly<Record<string, string>>) => Object.keys(messages).sort();
    assert.deepEqual(Object.keys(chineseRules).sort(), rules.map(({ id }) => id).sort());
    for (const { id, messages } of rules) {
      assert.deepEqual(idsOf(chineseRules[id]?.messages ?? {}), idsOf(messages), id);
      assert.match(chineseRules[id]?.summary ?? "", chinese, id);
    }
  });

  it("has the places of the English messages", () => {
    for (const { id, messages } of rules) {
      for (const [name, english] of Object.entries(messages)) {
        assert.deepEqual(placesOf(chineseRules[id]?.messages[name] ?? ""), placesOf(english), `${id} ${name}`);
      }
    }
  });

  it("fills them with what stands in the English message", () => {
    for (const { id, messages } of rules) {
      for (const [name, english] of Object.entries(messages)) {
        const data = Object.fromEntries(placesOf(english).map((place, index) => [place.slice(1, -1), `value${index}`]));
        const shown = translation.finding(findingOf(id, fillMessage(english, data)));
        assert.equal(shown.message, fillMessage(chineseRules[id]?.messages[name] ?? "", data), `${id} ${name}`);
      }
    }
  });

  it("leaves no sentence, step or title of the rule pages in English", async () => {
    const left = new Set<string>();
    for (const ruleCase of ruleFiles().flatMap(casesOf)) {
      const found = (await analyzeModule(ruleCase.files, ruleCase.config)).flatMap(({ findings }) => findings);
      for (const finding of found) {
        const shown = translation.finding(finding);
        const texts = [shown.message, ...shown.related.map(({ message }) => message)];
        const titles = shown.fixes.map(({ title }) => title);
        // A resource that a project declares itself has words of its own.
        for (const text of [...texts, ...titles]) if (!chinese.test(text)) left.add(`${finding.rule}: ${text}`);
        assert.deepEqual(
          { ...shown, message: "", related: [], fixes: [] },
          { ...finding, message: "", related: [], fixes: [] },
        );
      }
    }
    assert.deepEqual([...left], []);
  }).timeout(60_000);

  it("puts words of a sentence into Chinese, too, and code as it is", () => {
    const message =
      "`mu` is still locked at the return on line 12: the next `Lock` of it waits for ever. Unlock it on every path, best by `defer mu.Unlock()`.";
    assert.equal(
      translation.finding(findingOf("lock-not-released", message)).message,
      "`mu` 在第 12 行返回时仍然锁住：下一次 `Lock` 会永远等待。请在每条路径上解锁，最好使用 `defer mu.Unlock()`。",
    );
  });

  it("has words for every mistake in a configuration", () => {
    const texts = [
      '{ "presett": 1, "rules": { "lock-defered": "off", "nothing-like-it": "off", "lock-copied": "loud" }, "tests": 1 }',
      '{ "tests": true, "tests": false, "exclude": {}, "overrides": [{}, { "files": ["a"], "presett": 1, "qqqqqqqq": 1 }], ',
      '{ "resources": [{ "typpe": 1 }, {}], "rules": { "lock-copied": { "severitty": "on" } }, "recover": 1, "zzzzzzzzz": [] }',
    ];
    const problems = texts.flatMap((text) => parseConfiguration(text, rules).problems);
    const said = problems.flatMap(({ message, fixes }) => [message, ...fixes.map(({ title }) => title)]);
    assert.ok(said.length > 15);
    assert.deepEqual(
      said.filter((text) => !chinese.test(translation.configuration(text))),
      [],
    );
  });

  it("has words for every reason why a file is not looked at", () => {
    const all = [...Object.values(SKIP_REASONS), "parsing it took too long", "not valid UTF-8", "larger than 4 MB"];
    assert.deepEqual(
      all.filter((text) => !chinese.test(translation.reason(text))),
      [],
    );
  });

  it("is meant by the names of Simplified Chinese alone", () => {
    for (const locale of ["zh", "zh-cn", "zh-CN", "zh_CN.UTF-8", "zh-Hans"]) assert.ok(isChinese(locale), locale);
    for (const locale of [undefined, "", "en", "zh-tw", "zh_TW.UTF-8", "zh-Hant", "zhx"])
      assert.ok(!isChinese(locale), locale);
  });

  it("leaves a text alone that no rule makes", () => {
    assert.equal(translation.finding(findingOf("lock-deferred", "Something else.")).message, "Something else.");
    const finding = findingOf(
      "lock-copied",
      "This copies `T` with its `mu`: the copy's lock excludes nobody. Use a pointer.",
    );
    assert.equal(translationFor("de", rules).finding(finding), finding);
  });
});
