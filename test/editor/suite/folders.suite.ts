import * as vscode from "vscode";
import {
  closeAll,
  diagnostics,
  findings,
  setting,
  settingsAsBefore,
  show,
  started,
  until,
  untilFindings,
} from "./window.ts";
import { equal, ok } from "./expect.ts";

// Each folder holds the same two files. The configuration of "one" switches lock-deferred off, that of "two" makes
// sql-rows-not-closed a hint.
const CACHE_OF_ONE = ["13 lock-mode-mismatch"];
const CACHE_OF_TWO = ["13 lock-mode-mismatch", "22 lock-deferred"];
const ORDERS = ["15 sql-rows-not-closed"];

describe("gostable in a workspace of several folders that nobody has trusted yet", () => {
  before(started);
  afterEach(async () => {
    await closeAll();
    await settingsAsBefore();
    await vscode.commands.executeCommand("gostable.clearScanResults");
  });

  it("runs all the same", () => {
    equal(vscode.workspace.isTrusted, false);
  });

  it("holds each file to the configuration of its folder", async () => {
    const [one, two] = [await show("cache/cache.go", "one"), await show("cache/cache.go", "two")];
    await untilFindings(one.uri, CACHE_OF_ONE);
    await untilFindings(two.uri, CACHE_OF_TWO);
    const [ordersOne, ordersTwo] = [await show("store/orders.go", "one"), await show("store/orders.go", "two")];
    await untilFindings(ordersOne.uri, ORDERS);
    await untilFindings(ordersTwo.uri, ORDERS);
    equal(diagnostics(ordersOne.uri)[0]?.severity, vscode.DiagnosticSeverity.Error);
    equal(diagnostics(ordersTwo.uri)[0]?.severity, vscode.DiagnosticSeverity.Hint);
  });

  it("holds each folder to its own settings", async () => {
    const [one, two] = [await show("cache/cache.go", "one"), await show("cache/cache.go", "two")];
    await untilFindings(two.uri, CACHE_OF_TWO);
    await setting("gostable.enable", false, folder("two"));
    await untilFindings(two.uri, []);
    await untilFindings(one.uri, CACHE_OF_ONE);
  });

  it("scans all of them, and lets go of one that is taken out", async () => {
    const result = await vscode.commands.executeCommand<{ files: number; findings: number }>("gostable.scanWorkspace");
    equal([result.files, result.findings], [4, 5]);
    const [one, two] = ["one", "two"].map((name) => vscode.Uri.joinPath(folder(name).uri, "cache/cache.go"));
    ok(one && two, "two files");
    await untilFindings(one, CACHE_OF_ONE);
    await untilFindings(two, CACHE_OF_TWO);
    const { uri, index } = folder("two");
    vscode.workspace.updateWorkspaceFolders(index, 1);
    await untilFindings(two, []);
    equal(findings(one), CACHE_OF_ONE);
    vscode.workspace.updateWorkspaceFolders(index, 0, { uri });
    await until("the folder is back", () => vscode.workspace.workspaceFolders?.length === 2);
    const again = await show("cache/cache.go", "two");
    await untilFindings(again.uri, CACHE_OF_TWO);
  });
});

function folder(name: string): vscode.WorkspaceFolder {
  const found = vscode.workspace.workspaceFolders?.find(({ uri }) => uri.path.endsWith(`/${name}`));
  if (found === undefined) throw new Error(`there is no folder ${name}`);
  return found;
}
