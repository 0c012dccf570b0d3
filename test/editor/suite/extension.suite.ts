import * as vscode from "vscode";
import {
  actionsAt,
  aMoment,
  at,
  choose,
  closeAll,
  codeOf,
  diagnostics,
  findings,
  read,
  replace,
  setting,
  settingsAsBefore,
  show,
  started,
  until,
  untilFindings,
  write,
} from "./window.ts";
import { equal, includes, ok } from "./expect.ts";

const ORDERS = "store/orders.go";
const CACHE = "cache/cache.go";
const IN_ORDERS = ["15 sql-rows-not-closed"];
const IN_CACHE = ["13 lock-mode-mismatch", "22 lock-deferred"];

interface ScanResult {
  readonly files: number;
  readonly findings: number;
  readonly byRule: readonly { readonly rule: string; readonly count: number }[];
}

describe("gostable in the extension host", () => {
  before(started);
  afterEach(async () => {
    await closeAll();
    await settingsAsBefore();
  });

  it("starts with every command of its manifest", async () => {
    const extension = await started();
    const manifest = extension.packageJSON as { contributes: { commands: { command: string }[] } };
    const known = new Set(await vscode.commands.getCommands(true));
    const missing = manifest.contributes.commands
      .map(({ command }) => command)
      .filter((command) => !known.has(command));
    equal(missing, []);
  });

  it("is there soon after its start", async () => {
    const { exports } = await started();
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const begin = performance.now();
    await vscode.commands.executeCommand("gostable.restartServer");
    const ready = performance.now();
    await untilFindings(document.uri, []);
    await untilFindings(document.uri, IN_ORDERS);
    const [activation, start, first] = [exports.activation, ready - begin, performance.now() - ready];
    console.log(
      `      activation ${activation.toFixed(0)} ms, server restarted in ${start.toFixed(0)} ms, findings ${first.toFixed(0)} ms later`,
    );
    // Generous, for machines that do other things besides.
    ok(activation < 2000, "an activation that does not wait for the server");
    ok(start + first < 20_000, "findings soon after the start");
  });

  it("shows a finding with its rule's page and the path that leaks", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const [finding] = diagnostics(document.uri);
    ok(finding, "a finding");
    equal(finding.severity, vscode.DiagnosticSeverity.Error);
    ok(
      typeof finding.code === "object" && finding.code.target.path.endsWith("sql-rows-not-closed.md"),
      "a link to the page",
    );
    ok((finding.relatedInformation ?? []).length >= 1, "steps of the path");
    equal(finding.range.start.line, finding.range.end.line);
  });

  it("follows what is typed", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await replace(document, "\tvar names", "\tdefer rows.Close()\n\tvar names");
    await untilFindings(document.uri, []);
    await vscode.commands.executeCommand("undo");
    await untilFindings(document.uri, IN_ORDERS);
  });

  it("writes down what there is to say of a wrong finding, and sends nothing", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const [finding] = diagnostics(document.uri);
    ok(finding, "a finding");
    const title = "Report that sql-rows-not-closed is wrong here";
    const action = await until("the action", async () =>
      (await actionsAt(document, finding.range)).find((candidate) => candidate.title === title),
    );
    ok(action.command, "a command");
    await vscode.commands.executeCommand(action.command.command, ...((action.command.arguments ?? []) as unknown[]));
    const report = vscode.window.activeTextEditor?.document;
    ok(report?.isUntitled === true && report.languageId === "markdown", "a new document");
    includes(report.getText(), "# False positive: sql-rows-not-closed");
    includes(report.getText(), "// <- sql-rows-not-closed");
    await vscode.commands.executeCommand("workbench.action.revertAndCloseActiveEditor");
  });

  it("mends a finding by its preferred quick fix", async () => {
    const document = await show(CACHE);
    await untilFindings(document.uri, IN_CACHE);
    const finding = diagnostics(document.uri).find((candidate) => codeOf(candidate) === "lock-deferred");
    ok(finding, "a finding");
    const preferred = await until("a preferred action", async () => {
      const found = (await actionsAt(document, finding.range)).filter(({ isPreferred }) => isPreferred === true);
      return found.length > 0 && found;
    });
    equal(preferred.length, 1);
    await choose(document, finding.range, preferred[0]?.title ?? "");
    await untilFindings(document.uri, ["13 lock-mode-mismatch"]);
  });

  it("mends all findings of one rule in a file", async () => {
    const twice = ["one", "two"].map((name) => `\nfunc (b *both) ${name}() {\n\tb.mu.Lock()\n\tdefer b.mu.Lock()\n}\n`);
    const text = `package cache\n\nimport "sync"\n\ntype both struct{ mu sync.Mutex }\n${twice.join("")}`;
    const uri = await write("cache/both.go", text);
    const document = await show("cache/both.go");
    await untilFindings(uri, ["9 lock-deferred", "14 lock-deferred"]);
    await choose(document, "lock-deferred", "Fix all lock-deferred problems in this file");
    await untilFindings(uri, []);
    equal(document.getText().split("defer b.mu.Unlock()").length, 3);
    await vscode.workspace.fs.delete(uri);
  });

  it("offers to designate a boundary", async () => {
    const guard =
      "\tdefer func() {\n\t\tif r := recover(); r != nil {\n\t\t\tlog.Println(r)\n\t\t}\n\t}()\n\tstep()\n\tstep()\n";
    const text = `package store\n\nimport "log"\n\nfunc step() {}\n\nfunc both() {\n${guard}}\n`;
    const uri = await write("store/both.go", text);
    const document = await show("store/both.go");
    await untilFindings(uri, ["9 recover-outside-boundary"]);
    const [finding] = diagnostics(uri);
    ok(finding, "a finding");
    const designate = await until("the action is offered", async () =>
      (await actionsAt(document, finding.range)).find(({ title }) => title.endsWith("as a recover boundary")),
    );
    equal(designate.isPreferred ?? false, false);
    const edits = designate.edit?.get(uri) ?? [];
    equal(edits.length, 1);
    includes(edits[0]?.newText ?? "", "//gostable:boundary ");
    await replace(document, "func both() {", "//gostable:boundary a step must not end the others\nfunc both() {");
    await untilFindings(uri, []);
    await vscode.commands.executeCommand("workbench.action.files.save");
    await vscode.workspace.fs.delete(uri);
  });

  it("mends everything safe at once, also when saving", async () => {
    const document = await show(CACHE);
    await untilFindings(document.uri, IN_CACHE);
    const before = document.getText();
    await setting("editor.codeActionsOnSave", { "source.fixAll.gostable": "explicit" });
    await replace(document, "// Get returns", "// Get gives");
    await vscode.commands.executeCommand("workbench.action.files.save");
    await untilFindings(document.uri, []);
    await setting("editor.codeActionsOnSave", undefined);
    ok(!document.isDirty, "saved");
    await write(CACHE, before);
    await untilFindings(document.uri, IN_CACHE);
  });

  it("ignores a finding for its line, and adds to a comment that is there", async () => {
    const document = await show(CACHE);
    await until("two findings", () => diagnostics(document.uri).length === 2);
    await choose(document, "lock-deferred", "Ignore lock-deferred for this line");
    await untilFindings(document.uri, ["13 lock-mode-mismatch"]);
    includes(document.getText(), "\t//gostable:ignore lock-deferred -- reason\n\tdefer c.mu.Lock()");
  });

  it("ignores a finding for the file", async () => {
    const document = await show(CACHE);
    await until("two findings", () => diagnostics(document.uri).length === 2);
    const [finding] = diagnostics(document.uri);
    ok(finding, "a finding");
    await choose(document, codeOf(finding), `Ignore ${codeOf(finding)} for this file`);
    await until("one finding", () => diagnostics(document.uri).length === 1);
    ok(
      document.getText().startsWith(`//gostable:ignore-file ${codeOf(finding)} -- reason\n\npackage cache`),
      "a comment at the top",
    );
  });

  it("scans the workspace, and takes the results away again", async () => {
    const result = await vscode.commands.executeCommand<ScanResult>("gostable.scanWorkspace");
    equal(result.files, 2);
    equal(result.findings, 3);
    await untilFindings(at(CACHE), IN_CACHE);
    await untilFindings(at(ORDERS), IN_ORDERS);
    await vscode.commands.executeCommand("gostable.clearScanResults");
    await untilFindings(at(CACHE), []);
    await untilFindings(at(ORDERS), []);
  });

  it("shows a finding once when its file is scanned and open", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await vscode.commands.executeCommand("gostable.scanWorkspace");
    await untilFindings(at(CACHE), IN_CACHE);
    equal(findings(document.uri), IN_ORDERS);
    await closeAll();
    await untilFindings(document.uri, IN_ORDERS);
    await vscode.commands.executeCommand("gostable.clearScanResults");
    await untilFindings(document.uri, []);
  });

  it("forgets a file that is deleted, and follows one that is renamed", async () => {
    const text = (await read(CACHE)).replace("package cache", "package other");
    await write("other/one.go", text);
    await vscode.commands.executeCommand("gostable.scanWorkspace");
    await untilFindings(at("other/one.go"), IN_CACHE);
    await vscode.workspace.fs.rename(at("other/one.go"), at("other/two.go"));
    await untilFindings(at("other/one.go"), []);
    await untilFindings(at("other/two.go"), IN_CACHE);
    await vscode.workspace.fs.rename(at("other"), at("renamed"));
    await untilFindings(at("other/two.go"), []);
    await untilFindings(at("renamed/two.go"), IN_CACHE);
    await vscode.workspace.fs.delete(at("renamed"), { recursive: true });
    await untilFindings(at("renamed/two.go"), []);
    await vscode.commands.executeCommand("gostable.clearScanResults");
  });

  it("has no findings for a file whose editor is closed", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await closeAll();
    await untilFindings(document.uri, []);
  });

  it("shows the whole workspace when the setting says so", async () => {
    await setting("gostable.diagnosticMode", "workspace");
    await untilFindings(at(CACHE), IN_CACHE);
    await setting("gostable.diagnosticMode", undefined);
    await untilFindings(at(CACHE), []);
  });

  it("waits for the save when the setting says so", async () => {
    await setting("gostable.run", "onSave");
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await aMoment();
    await replace(document, "\tvar names", "\tdefer rows.Close()\n\tvar names");
    await new Promise((resolve) => setTimeout(resolve, 1000));
    equal(diagnostics(document.uri).length, 1);
    await document.save();
    await untilFindings(document.uri, []);
    await replace(document, "\tdefer rows.Close()\n", "");
    await document.save();
    await setting("gostable.run", undefined);
    await untilFindings(document.uri, IN_ORDERS);
  });

  it("obeys the settings for preset and rules, the file winning over them unless told otherwise", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await setting("gostable.preset", "off");
    await untilFindings(document.uri, []);
    await setting("gostable.rules", { "sql-rows-not-closed": "hint" });
    await untilFindings(document.uri, IN_ORDERS);
    equal(diagnostics(document.uri)[0]?.severity, vscode.DiagnosticSeverity.Hint);
    const configuration = await write("gostable.jsonc", '{ "rules": { "sql-rows-not-closed": "warning" } }\n');
    const severity = (wanted: vscode.DiagnosticSeverity) => () => diagnostics(document.uri)[0]?.severity === wanted;
    await until("the file wins", severity(vscode.DiagnosticSeverity.Warning));
    await setting("gostable.configurationPreference", "editor");
    await until("the editor wins", severity(vscode.DiagnosticSeverity.Hint));
    await vscode.workspace.fs.delete(configuration);
    await settingsAsBefore();
    await until("all as before", severity(vscode.DiagnosticSeverity.Error));
  });

  it("waits after a change as long as the setting says", async () => {
    await setting("gostable.delay", 1500);
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await aMoment();
    const begin = Date.now();
    await replace(document, "\tvar names", "\tdefer rows.Close()\n\tvar names");
    await untilFindings(document.uri, []);
    ok(Date.now() - begin >= 1400, "a pause before the answer");
  });

  it("puts an ignore comment where the setting says", async () => {
    await setting("gostable.ignoreCommentPosition", "sameLine");
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await aMoment();
    await choose(document, "sql-rows-not-closed", "Ignore sql-rows-not-closed for this line");
    await untilFindings(document.uri, []);
    includes(document.getText(), 'WHERE open") //gostable:ignore sql-rows-not-closed -- reason');
  });

  it("fixes a file by its command, and opens its configuration and its log", async () => {
    const document = await show(CACHE);
    await untilFindings(document.uri, IN_CACHE);
    await vscode.commands.executeCommand("gostable.fixAll");
    await untilFindings(document.uri, []);
    includes(document.getText(), "defer c.mu.RUnlock()");
    await closeAll();
    await show(ORDERS);
    await vscode.commands.executeCommand("gostable.openConfiguration");
    const opened = await until("a configuration is open", () => vscode.window.activeTextEditor?.document);
    ok(opened.uri.path.endsWith("/gostable.jsonc"), "gostable.jsonc is shown");
    await closeAll();
    // The one that is there, also where no file is open that it holds for.
    await write("gostable.jsonc", '{ "preset": "off" }\n');
    await vscode.commands.executeCommand("gostable.openConfiguration");
    equal(await read("gostable.jsonc"), '{ "preset": "off" }\n');
    await closeAll();
    await vscode.workspace.fs.delete(at("gostable.jsonc"));
    await vscode.commands.executeCommand("gostable.showOutput");
    await vscode.commands.executeCommand("workbench.action.closePanel");
  });

  it("keeps up with files that change behind its back, as by another branch", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const before = document.getText();
    await write(ORDERS, before.replace("\tvar names", "\tdefer rows.Close()\n\tvar names"));
    await untilFindings(document.uri, []);
    await write(ORDERS, before);
    await untilFindings(document.uri, IN_ORDERS);
  });

  it("keeps up with many files that come and go at once", async () => {
    const text = (await read(CACHE)).replace("package cache", "package many");
    await write("many/a0.go", text);
    await vscode.commands.executeCommand("gostable.scanWorkspace");
    await untilFindings(at("many/a0.go"), IN_CACHE);
    for (let index = 1; index < 40; index++) await write(`many/a${index}.go`, text.replaceAll("Cache", `C${index}`));
    await untilFindings(at("many/a39.go"), IN_CACHE);
    await untilFindings(at("many/a1.go"), IN_CACHE);
    await vscode.workspace.fs.delete(at("many"), { recursive: true });
    await untilFindings(at("many/a39.go"), []);
    await untilFindings(at("many/a0.go"), []);
    await vscode.commands.executeCommand("gostable.clearScanResults");
  });

  it("does not say once more what another extension says, but offers its fixes", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const other = vscode.languages.createDiagnosticCollection("another");
    try {
      const [finding] = diagnostics(document.uri);
      ok(finding, "a finding");
      const range = finding.range;
      other.set(document.uri, [new vscode.Diagnostic(range, "rows must be closed (sqlclosecheck)")]);
      await untilFindings(document.uri, []);
      const offered = await actionsAt(document, range);
      ok(
        offered.some(({ isPreferred }) => isPreferred === true),
        "the fix all the same",
      );
      await setting("gostable.hideDuplicates", false);
      await untilFindings(document.uri, IN_ORDERS);
      await setting("gostable.hideDuplicates", undefined);
      await untilFindings(document.uri, []);
      await vscode.commands.executeCommand("gostable.restartServer");
      await aMoment();
      equal(findings(document.uri), []);
      other.clear();
      await untilFindings(document.uri, IN_ORDERS);
    } finally {
      other.dispose();
    }
  });

  it("answers the coding agents of the editor: findings of files, folders and all, and rules", async () => {
    const ask = async (tool: string, input: object): Promise<string> => {
      const { content } = await vscode.lm.invokeTool(tool, { input, toolInvocationToken: undefined });
      return content.map((part) => (part instanceof vscode.LanguageModelTextPart ? part.value : "")).join("");
    };
    const all = await ask("gostable_findings", {});
    includes(all, "3 problems (3 errors) in 2 of 2 files.");
    includes(all, "store/orders.go:15:15: error: ");
    includes(all, "safe fix: ");
    ok(!all.includes("gostable scan"), "no words about the command line");
    for (const path of ["store", "store/orders.go", at(ORDERS).path])
      includes(await ask("gostable_findings", { paths: [path] }), "1 problem (1 error) in 1 of 1 file.");
    const document = await show(ORDERS);
    await replace(document, "\tvar names", "\tdefer rows.Close()\n\tvar names");
    equal(await ask("gostable_findings", { paths: [ORDERS] }), "No problems in 1 file.\n");
    // Nothing was shown for it.
    equal(findings(at(CACHE)), []);
    for (const paths of [["store/none.go"], ["../../etc"], ["/etc"]]) {
      const refused = await ask("gostable_findings", { paths }).catch(String);
      includes(refused, "is no file or folder of the workspace");
    }
    includes(await ask("gostable_rule", { rule: "sql-rows-not-closed" }), "# sql-rows-not-closed");
    includes(await ask("gostable_rule", { rule: "sql-rows" }), "There is no rule sql-rows. The rules: ");
  });

  it("is silent when it is switched off", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await setting("gostable.enable", false);
    await untilFindings(document.uri, []);
    await setting("gostable.enable", undefined);
    await untilFindings(document.uri, IN_ORDERS);
  });

  it("obeys gostable.jsonc as soon as it changes, and marks mistakes in it", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const configuration = await write("gostable.jsonc", '{ "rules": { "sql-rows-not-closed": "off" } }\n');
    await untilFindings(document.uri, []);
    await write("gostable.jsonc", '{ "rules": { "sql-rows-not-closd": "off" } }\n');
    await untilFindings(document.uri, IN_ORDERS);
    await vscode.window.showTextDocument(configuration);
    const mistake = await until("a mistake is marked", () => diagnostics(configuration)[0]);
    includes(mistake.message, "sql-rows-not-closd");
    await aMoment();
    // The schema would say it a second time.
    equal(vscode.languages.getDiagnostics(configuration).length, 1);
    await closeAll();
    await vscode.workspace.fs.delete(configuration);
  });

  it("switches a rule off in a new gostable.jsonc", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    const [finding] = diagnostics(document.uri);
    ok(finding, "a finding");
    const title = "Create gostable.jsonc that switches sql-rows-not-closed off";
    await until("the old file is forgotten", async () =>
      (await actionsAt(document, finding.range)).some((action) => action.title === title),
    );
    await choose(document, finding.range, title);
    const configuration = await until("the new file waits to be saved", () =>
      vscode.workspace.textDocuments.find(({ uri, isDirty }) => isDirty && uri.path === at("gostable.jsonc").path),
    );
    await configuration.save();
    await untilFindings(document.uri, []);
    await closeAll();
    await vscode.workspace.fs.delete(at("gostable.jsonc"));
  });

  it("explains rule ids in comments, and completes them", async () => {
    const document = await show(CACHE);
    await replace(document, "\tdefer c.mu.Lock()", "\t//gostable:ignore lock-deferred -- a test\n\tdefer c.mu.Lock()");
    const line = document
      .getText()
      .split("\n")
      .findIndex((text) => text.includes("gostable:ignore"));
    const position = new vscode.Position(line, 24);
    const hovers = await vscode.commands.executeCommand<vscode.Hover[]>(
      "vscode.executeHoverProvider",
      document.uri,
      position,
    );
    const text = hovers
      .flatMap(({ contents }) => contents.map((part) => (part instanceof vscode.MarkdownString ? part.value : "")))
      .join("\n");
    includes(text, "lock-deferred");
    includes(text, `command:gostable.showRule?${encodeURIComponent('["lock-deferred"]')}`);
    const list = await vscode.commands.executeCommand<vscode.CompletionList>(
      "vscode.executeCompletionItemProvider",
      document.uri,
      position,
    );
    ok(
      list.items.some(({ label }) => label === "lock-mode-mismatch"),
      "rule ids are offered",
    );
  });

  it("shows a rule's page", async () => {
    await vscode.commands.executeCommand("gostable.showRule", "sql-rows-not-closed");
    const page = await vscode.workspace.openTextDocument(vscode.Uri.parse("gostable-rule:/sql-rows-not-closed.md"));
    includes(page.getText(), "sql-rows-not-closed");
    await isRendered("sql-rows-not-closed");
  });

  it("shows a rule's page rendered where a finding links to it", async () => {
    const document = await show(CACHE);
    await untilFindings(document.uri, IN_CACHE);
    const code = diagnostics(document.uri).find((candidate) => codeOf(candidate) === "lock-deferred")?.code;
    ok(typeof code === "object", "a link");
    await vscode.commands.executeCommand("vscode.open", code.target);
    await isRendered("lock-deferred");
  });

  it("looks at a document that was never saved", async () => {
    const content = 'package p\n\nimport "sync"\n\nfunc f(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n';
    const document = await vscode.workspace.openTextDocument({ language: "go", content });
    await vscode.window.showTextDocument(document);
    await untilFindings(document.uri, ["7 lock-deferred"]);
  });

  it("shows what is found in a long document bit by bit, and at the end all", async () => {
    const count = 900;
    const section = "\tmu.Lock()\n\tif ready {\n\t\tmu.Unlock()\n\t\treturn\n\t}\n\tmu.Unlock()\n";
    const functions = Array.from({ length: count }, (_, index) => {
      return `func f${index}(mu *sync.Mutex, ready bool) {\n${section.repeat(5)}\tmu.Lock()\n\tdefer mu.Lock()\n}`;
    });
    const content = `package p\n\nimport "sync"\n\n${functions.join("\n\n")}\n`;
    const document = await vscode.workspace.openTextDocument({ language: "go", content });
    await vscode.window.showTextDocument(document);
    const seen = new Set<number>();
    const look = () => {
      const { length } = diagnostics(document.uri);
      if (length > 0) seen.add(length);
      return length === count;
    };
    await until("all findings", look, 30);
    ok(seen.size > 1, `a first part of them: ${[...seen].join()}`);
    equal(
      [...seen].sort((a, b) => a - b),
      [...seen],
    );
  });

  it("comes back after a restart of its server", async () => {
    const document = await show(ORDERS);
    await untilFindings(document.uri, IN_ORDERS);
    await vscode.commands.executeCommand("gostable.restartServer");
    await untilFindings(document.uri, IN_ORDERS);
    const [finding] = diagnostics(document.uri);
    ok(finding && (await actionsAt(document, finding.range)).length > 0, "actions after the restart");
    // Results of a scan went with the old server, and are found again.
    await vscode.commands.executeCommand("gostable.scanWorkspace");
    await untilFindings(at(CACHE), IN_CACHE);
    await vscode.commands.executeCommand("gostable.restartServer");
    await untilFindings(at(CACHE), IN_CACHE);
    await vscode.commands.executeCommand("gostable.clearScanResults");
  });
});

async function isRendered(rule: string): Promise<void> {
  await until(`the page of ${rule} is rendered`, () => {
    const input = vscode.window.tabGroups.activeTabGroup.activeTab?.input;
    return input instanceof vscode.TabInputCustom && input.uri.path === `/${rule}.md`;
  });
}
