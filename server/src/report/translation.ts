import { fillMessage } from "../analyze/message.ts";
import type { Rule } from "../analyze/rule.ts";
import { configuration, kinds, parts, reasons, steps, titles } from "./chinese/phrases.ts";
import { chineseRules } from "./chinese/rule-texts.ts";

/** A text and its translation; `{1}`, `{2}` stand for code in both. Of several that fit, the first counts. */
export type Phrase = readonly [english: string, translated: string];

/** What of a finding is translated, be it the engine's or a report's. */
export interface Said {
  readonly rule: string;
  readonly message: string;
  readonly related: readonly { readonly message: string }[];
  readonly fixes: readonly { readonly title: string }[];
}

/** What the engine says in the language of its reader. A text that has no translation stays English. */
export interface Translation {
  /** What a rule finds, in a line. */
  summary(rule: Pick<Rule, "id" | "summary">): string;
  /** The finding with every text translated that is known; its place, edits and fingerprint stay as they are. */
  finding<Finding extends Said>(finding: Finding): Finding;
  /** A mistake in a configuration, or the title of its fix. */
  configuration(text: string): string;
  /** Why a file was not looked at. */
  reason(text: string): string;
}

type Named = Pick<Rule, "id" | "messages">;
type Translate = (text: string) => string;

/** The language of a locale as the protocol (`zh-cn`) or the environment (`zh_CN.UTF-8`) writes it. */
export function isChinese(locale: string | undefined): boolean {
  return /^zh(?:[-_.@]|$)(?!tw|hk|mo|hant)/i.test(locale ?? "");
}

const english: Translation = {
  summary: ({ summary }) => summary,
  finding: (finding) => finding,
  configuration: (text) => text,
  reason: (text) => text,
};

/** The translation for a locale: English, where there is none. */
export function translationFor(locale: string | undefined, rules: readonly Named[]): Translation {
  return isChinese(locale) ? chineseTranslation(rules) : english;
}

/**
 * Findings travel through threads and caches with their English texts alone. Each was made from a template that its rule has,
 * so that the template and what was filled in are found again.
 */
function chineseTranslation(rules: readonly Named[]): Translation {
  const known = new Map(rules.map((rule) => [rule.id, rule]));
  const messages = new Map<string, Translate>();
  const [step, title, part] = [translator(steps), translator(titles), translator(parts)];
  const messageOf = (rule: string, message: string): string => {
    const translate = messages.get(rule) ?? translator(templatesOf(known.get(rule)), part);
    messages.set(rule, translate);
    return translate(message);
  };
  return {
    summary: ({ id, summary }) => chineseRules[id]?.summary ?? summary,
    configuration: translator(configuration, translator(kinds)),
    reason: translator(reasons),
    finding: (finding) => ({
      ...finding,
      message: messageOf(finding.rule, finding.message),
      related: finding.related.map((place) => ({ ...place, message: step(place.message) })),
      fixes: finding.fixes.map((fix) => ({ ...fix, title: title(fix.title) })),
    }),
  };
}

function templatesOf(rule: Named | undefined): readonly Phrase[] {
  const translated = chineseRules[rule?.id ?? ""]?.messages ?? {};
  return Object.entries(rule?.messages ?? {}).flatMap(([id, english]) => {
    const text = translated[id];
    return text === undefined ? [] : [[english, text] as const];
  });
}

/** Translates by the first phrase that fits; `inside` is asked about what stands in its places. */
function translator(phrases: readonly Phrase[], inside: Translate = (text) => text): Translate {
  const compiled = phrases.map(([english, translated]) => ({ pattern: patternOf(english), translated }));
  return (text) => {
    for (const { pattern, translated } of compiled) {
      const match = pattern.exec(text);
      if (match !== null) return fillMessage(translated, valuesOf(match.groups ?? {}, inside));
    }
    return text;
  };
}

function valuesOf(groups: Readonly<Record<string, string | undefined>>, inside: Translate): Record<string, string> {
  return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name.slice(1), inside(value ?? "")]));
}

/** Matches what can come of a template; a name that stands in it twice stands for the same text. */
function patternOf(template: string): RegExp {
  const seen = new Set<string>();
  const source = template.split(/\{(\w+)\}/).map((piece, index) => {
    if (index % 2 === 0) return piece.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
    if (seen.has(piece)) return `\\k<_${piece}>`;
    seen.add(piece);
    return `(?<_${piece}>.*?)`;
  });
  return new RegExp(`^${source.join("")}$`, "s");
}
