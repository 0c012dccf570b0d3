import { languages, type Diagnostic, type Uri } from "vscode";
import { State, type BaseLanguageClient } from "vscode-languageclient";
import { REPORTED_NOTIFICATION, type ReportedByOthers, type ReportedParams } from "../../shared/protocol.ts";
import type { Registration } from "./status.ts";

/** Tells the server what other extensions report in Go files, so that it does not say the same once more. */
export function tellOthersReports(client: BaseLanguageClient): Registration[] {
  const told = new Map<string, string>();
  const tell = (uris: readonly Uri[]) => {
    if (!client.isRunning()) return;
    const files = uris.filter(({ path }) => path.endsWith(".go")).flatMap((uri) => newsOf(uri, told));
    if (files.length > 0) void client.sendNotification(REPORTED_NOTIFICATION, { files } satisfies ReportedParams);
  };
  return [
    languages.onDidChangeDiagnostics(({ uris }) => {
      tell(uris);
    }),
    client.onDidChangeState(({ newState }) => {
      if (newState !== State.Running) return;
      // A new server knows nothing.
      told.clear();
      tell(languages.getDiagnostics().map(([uri]) => uri));
    }),
  ];
}

/** What is reported in a file, if that is not what the server was told last. */
function newsOf(uri: Uri, told: Map<string, string>): ReportedByOthers[] {
  const reported = languages
    .getDiagnostics(uri)
    .filter(({ source }) => source !== "gostable")
    .map(reportOf);
  const text = reported.length === 0 ? undefined : JSON.stringify(reported);
  if (text === told.get(uri.toString())) return [];
  if (text === undefined) told.delete(uri.toString());
  else told.set(uri.toString(), text);
  return [{ uri: uri.toString(), reported }];
}

function reportOf({ range, source, code, message }: Diagnostic): ReportedByOthers["reported"][number] {
  const value = typeof code === "object" ? code.value : code;
  return {
    line: range.start.line,
    ...(source === undefined ? {} : { source }),
    ...(value === undefined ? {} : { code: String(value) }),
    message,
  };
}
