/** A rule in another language: its summary, and its messages with the places of the English ones. */
export interface RuleText {
  readonly summary: string;
  readonly messages: Readonly<Record<string, string>>;
}

/** By rule id. */
export type RuleTexts = Readonly<Record<string, RuleText>>;
