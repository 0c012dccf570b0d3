import type { InitializeParams } from "vscode-languageserver";
import { isRecord } from "./settings.ts";

/** Whether the client is gostable's own extension. */
export function isGostableClient({ initializationOptions }: InitializeParams): boolean {
  const options: unknown = initializationOptions;
  return isRecord(options) && options.gostableClient === true;
}

/** The files that a client hands to a server that cannot read its own. Throws if they are missing. */
export function handedOver({ initializationOptions }: InitializeParams) {
  const options: unknown = initializationOptions;
  const { runtime, grammar, rulePages } = isRecord(options) ? options : {};
  if (!(runtime instanceof Uint8Array) || !(grammar instanceof Uint8Array))
    throw new Error("the client handed over no parser");
  return { runtime, grammar, rulePages };
}
