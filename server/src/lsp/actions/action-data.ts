import { isRecord } from "../settings.ts";

/** What an action will do, carried in its `data` until the user chooses it. */
export type ActionData =
  | {
      readonly do: "fix";
      readonly uri: string;
      readonly version: number;
      readonly fingerprint: string;
      readonly fix: number;
    }
  | { readonly do: "fixRule"; readonly uri: string; readonly version: number; readonly rule: string }
  | { readonly do: "fixAll"; readonly uri: string; readonly version: number }
  | {
      readonly do: "ignoreLine";
      readonly uri: string;
      readonly version: number;
      readonly rule: string;
      readonly offset: number;
    }
  | { readonly do: "ignoreFile"; readonly uri: string; readonly version: number; readonly rule: string }
  | { readonly do: "disableRule"; readonly uri: string; readonly version: number; readonly rule: string };

/** Reads what a client sent back. Undefined if it is none of ours. */
export function actionData(value: unknown): ActionData | undefined {
  if (!isRecord(value)) return undefined;
  const { do: what, uri, version, rule, fingerprint, fix, offset } = value;
  if (typeof uri !== "string" || typeof version !== "number") return undefined;
  if (what === "fixAll") return { do: what, uri, version };
  if (what === "fix" && typeof fingerprint === "string" && typeof fix === "number")
    return { do: what, uri, version, fingerprint, fix };
  if (typeof rule !== "string") return undefined;
  if (what === "ignoreLine") return typeof offset === "number" ? { do: what, uri, version, rule, offset } : undefined;
  return what === "fixRule" || what === "ignoreFile" || what === "disableRule"
    ? { do: what, uri, version, rule }
    : undefined;
}
