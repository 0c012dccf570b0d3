import { hashHex } from "../text/hash.ts";

/** What makes a finding recognisable after edits elsewhere. */
export interface FingerprintInput {
  readonly rule: string;
  /** The name of the function around it; "" at package level. */
  readonly where: string;
  /** The flagged source text. */
  readonly text: string;
}

/** Fingerprints for the findings of one file in the order of the text; equal ones are told apart by their count. */
export function fingerprints(inputs: readonly FingerprintInput[]): string[] {
  const seen = new Map<string, number>();
  return inputs.map(({ rule, where, text }) => {
    const base = `${rule}\0${where}\0${text.replace(/\s+/g, " ").trim()}`;
    const count = seen.get(base) ?? 0;
    seen.set(base, count + 1);
    return hashHex(count === 0 ? base : `${base}\0${count}`);
  });
}
