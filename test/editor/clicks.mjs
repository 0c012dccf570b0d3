// What only a user's hand can reach, in a real window: notifications with their buttons, the progress that can be cancelled,
// dialogs, the status item, views.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { codeAction, command, eventually, notification, openFile, press, problemCount } from "./hands.mjs";

const SCANNED = /gostable: 3 findings in 2 files, [\d.]+ m?s · /;

export const clicks = {
  "sums a scan up, and opens the problems": async ({ page }) => {
    await command(page, "gostable: Scan Workspace");
    const summary = await notification(page, SCANNED);
    assert.match(await summary.innerText(), /lock-deferred 1, lock-mode-mismatch 1, sql-rows-not-closed 1/);
    await press(summary, "Problems");
    await page.locator(".markers-panel .monaco-list-row", { hasText: "cache.go" }).first().waitFor();
  },

  "saves a report of the scan": async ({ page, workspace }) => {
    await command(page, "gostable: Scan Workspace");
    await press(await notification(page, SCANNED), "Save SARIF");
    const input = page.locator(".quick-input-widget input").first();
    await input.waitFor();
    await eventually("a name is proposed", async () => (await input.inputValue()).endsWith("gostable.sarif"));
    await page.keyboard.press("Enter");
    const file = join(workspace, "gostable.sarif");
    await eventually(
      "the report is there",
      () => existsSync(file) && readFileSync(file, "utf8").trimEnd().endsWith("}"),
    );
    const { runs } = JSON.parse(readFileSync(file, "utf8"));
    assert.equal(runs[0].results.length, 3);
  },

  "makes everything known by a baseline": async ({ page, workspace }) => {
    await command(page, "gostable: Scan Workspace");
    await press(await notification(page, SCANNED), "Baseline");
    const [baseline, configuration] = ["gostable-baseline.json", "gostable.jsonc"].map((name) => join(workspace, name));
    await eventually("both files are there", () => existsSync(baseline) && existsSync(configuration));
    assert.match(readFileSync(configuration, "utf8"), /"baseline": "gostable-baseline\.json"/);
    await page.locator(".tab", { hasText: "gostable-baseline.json" }).first().waitFor();
    await command(page, "gostable: Scan Workspace");
    await notification(page, /gostable: 0 findings in 2 files/);
  },

  "fixes what is safe in all files of the scan, and saves nothing": async ({ page, workspace }) => {
    await command(page, "gostable: Scan Workspace");
    const before = readFileSync(join(workspace, "cache/cache.go"), "utf8");
    await press(await notification(page, SCANNED), /^Fix 3 Safely$/);
    await notification(page, /gostable: 2 files changed, and not saved yet/);
    assert.equal(readFileSync(join(workspace, "cache/cache.go"), "utf8"), before);
    await page.locator(".tab.dirty", { hasText: "cache.go" }).first().waitFor();
    await command(page, "File: Save All");
    await eventually("the fixes are on disk", () =>
      /defer c\.mu\.RUnlock\(\)/.test(readFileSync(join(workspace, "cache/cache.go"), "utf8")),
    );
  },

  "can be stopped while it scans, and keeps what it found": async ({ page, workspace }) => {
    writeMany(workspace, 1500);
    await command(page, "gostable: Scan Workspace");
    const progress = await notification(page, /gostable: scanning.*\d+ of \d+ files/s);
    await press(progress, "Cancel");
    const summary = await notification(page, /\(cancelled\)/);
    const [, findings, files] = /(\d+) findings? in (\d+) files?/.exec(await summary.innerText()) ?? [];
    assert.ok(Number(files) < 1500, `${files} files were looked at`);
    await eventually("what was found is shown", async () => (await problemCount(page)) >= Number(findings));
  },

  "says what it could not look at, and what it could not write": async ({ page, workspace }) => {
    writeFileSync(join(workspace, "cache/junk.go"), Buffer.from([0, 1, 2, 255, 0]));
    mkdirSync(join(workspace, "gostable-baseline.json"));
    await command(page, "gostable: Scan Workspace");
    const summary = await notification(page, SCANNED);
    assert.match(await summary.innerText(), /1 file not looked at \(cache\/junk\.go: not a text file/);
    await press(summary, "Baseline");
    await notification(page, /gostable: gostable-baseline\.json could not be written: /);
  },

  "says why the changed files are not known": async ({ page }) => {
    await command(page, "gostable: Scan Changed Files");
    await notification(page, /The changed files are not known: /);
  },

  "starts its server again when that ends, and says so": async ({ page, workspace, host }) => {
    if (host === "web") return "there is no process in a browser";
    await openFile(page, "orders.go");
    await page.locator(".squiggly-error").first().waitFor();
    process.kill(serverOf(workspace), "SIGKILL");
    await notification(page, /gostable: the server ended unexpectedly, and is started again/);
    await eventually("another server runs", () => serverOf(workspace) !== undefined);
    await page.locator(".squiggly-error").first().waitFor();
  },

  "offers to scan again what went with its server": async ({ page, workspace, host }) => {
    if (host === "web") return "there is no process in a browser";
    await command(page, "gostable: Scan Workspace");
    await notification(page, SCANNED);
    await eventually("three problems", async () => (await problemCount(page)) === 3);
    process.kill(serverOf(workspace), "SIGKILL");
    const told = await notification(page, /started again\. The results of the scan are gone\./);
    await command(page, "Notifications: Show Notifications");
    await press(told, "Scan Again");
    await eventually("three problems again", async () => (await problemCount(page)) === 3);
  },

  "scans the changed files alone": async ({ page, workspace, host }) => {
    if (host === "web") return "there is no git in a browser";
    const git = (...args) =>
      execFileSync("git", ["-c", "user.name=a", "-c", "user.email=a@b", ...args], { cwd: workspace });
    git("init", "-q");
    git("add", "-A");
    git("commit", "-qm", "all");
    const file = join(workspace, "cache/cache.go");
    appendFileSync(file, "\n// Changed.\n");
    await command(page, "gostable: Scan Changed Files");
    await notification(page, /gostable: 2 findings in 1 file, /);
  },

  "takes the results of a scan away": async ({ page }) => {
    await command(page, "gostable: Scan Workspace");
    await notification(page, SCANNED);
    await eventually("three problems", async () => (await problemCount(page)) === 3);
    await command(page, "gostable: Clear Scan Results");
    await eventually("no problem", async () => (await problemCount(page)) === 0);
  },

  "tells the state, the last run and the configuration in the status": async ({ page, workspace }) => {
    await openFile(page, "orders.go");
    await page.locator(".squiggly-error").first().waitFor();
    await page.locator("[id='status.languageStatus']").first().click();
    const hover = page.locator(".hover-language-status");
    await hover.first().waitFor();
    const text = (await hover.allInnerTexts()).join("\n");
    assert.match(text, /gostable: 1 finding\b/);
    // A file that took long says so, with the time of the run all the same.
    assert.match(text, /\d+ ms (at|·) \d+:\d\d/);
    assert.match(text, /preset recommended.*no gostable\.jsonc.*Create/s);
    await page.keyboard.press("Escape");
    writeFileSync(
      join(workspace, "gostable.jsonc"),
      '{ "preset": "strict", "tets": true, "rules": { "nothing": "off" } }',
    );
    await eventually("the mistakes are counted", async () => {
      await page.keyboard.press("Escape");
      await page.locator("[id='status.languageStatus']").first().click();
      return /gostable\.jsonc[^]*preset strict · 2 mistakes/.test((await hover.allInnerTexts()).join("\n"));
    });
    await page.keyboard.press("Escape");
  },

  "makes and opens a configuration": async ({ page, workspace }) => {
    await command(page, "gostable: Open Configuration");
    await page.locator(".tab", { hasText: "gostable.jsonc" }).first().waitFor();
    assert.match(readFileSync(join(workspace, "gostable.jsonc"), "utf8"), /"preset": "recommended"/);
  },

  "fixes a file by its command": async ({ page }) => {
    await openFile(page, "cache.go");
    await page.locator(".squiggly-error").first().waitFor();
    await command(page, "gostable: Fix All Safe Problems in This File");
    await page.locator(".view-line", { hasText: "defer c.mu.RUnlock()" }).first().waitFor();
    await eventually("no finding", async () => (await page.locator(".squiggly-error").count()) === 0);
    await command(page, "gostable: Fix All Safe Problems in This File");
    await notification(page, /gostable: nothing in this file can be fixed safely/);
  },

  "offers its actions in the menu, and the words about them": async ({ page }) => {
    await openFile(page, "cache.go");
    await page.locator(".squiggly-error").nth(1).waitFor();
    await page.locator(".view-line", { hasText: "defer c.mu.Lock()" }).first().click();
    await codeAction(page, "Ignore lock-deferred for this line");
    const menu = await page.locator(".action-widget").first().innerText();
    assert.match(menu, /Ignore lock-deferred for this line/);
    assert.match(menu, /Show the page of lock-deferred/);
    await page.locator(".action-widget").first().getByText("About gostable's fixes").first().click();
    await page.locator(".getting-started-step.expanded", { hasText: "Fix them" }).first().waitFor();
  },

  "ignores with the cursor in the reason": async ({ page }) => {
    await openFile(page, "cache.go");
    await page.locator(".squiggly-error").nth(1).waitFor();
    await page.locator(".view-line", { hasText: "defer c.mu.Lock()" }).first().click();
    await (await codeAction(page, "Ignore lock-deferred for this line")).click();
    await page.locator(".view-line", { hasText: "gostable:ignore lock-deferred -- reason" }).first().waitFor();
    await page.keyboard.type("checked by hand");
    await page.locator(".view-line", { hasText: "gostable:ignore lock-deferred -- checked by hand" }).first().waitFor();
  },

  "switches a rule off, and the file with it is saved": async ({ page, workspace }) => {
    await openFile(page, "orders.go");
    await page.locator(".squiggly-error").first().waitFor();
    await page
      .locator(".view-line", { hasText: "QueryContext" })
      .first()
      .click({ position: { x: 200, y: 8 } });
    await (await codeAction(page, "that switches sql-rows-not-closed off")).click();
    await eventually("no finding", async () => (await page.locator(".squiggly-error").count()) === 0);
    assert.match(readFileSync(join(workspace, "gostable.jsonc"), "utf8"), /"sql-rows-not-closed": "off"/);
  },

  "shows a rule's page, chosen by name or in the view": async ({ page }) => {
    await command(page, "gostable: Show a Rule's Page");
    await page.locator(".quick-input-widget input[placeholder='Which rule?']").fill("sql-rows-not-closed");
    await page.locator(".quick-input-list .monaco-list-row", { hasText: "sql-rows-not-closed" }).first().click();
    await page.locator(".tab", { hasText: "sql-rows-not-closed" }).first().waitFor();
    await page.locator(".activitybar .action-item a[aria-label^='gostable']").first().click();
    await page
      .locator(".pane-body .monaco-list-row .label-name", { hasText: /^lock-copied$/ })
      .first()
      .click();
    await page.locator(".tab", { hasText: "lock-copied" }).first().waitFor();
  },

  "shows its log, and the messages to its server where the setting asks for them": async ({ page, workspace }) => {
    await command(page, "gostable: Show Output");
    const line = (text) => page.locator(".panel .view-line", { hasText: text }).first();
    // The first line where nothing came after it, else the last ones.
    await line(/\[info\]\sgostable/).waitFor();
    mkdirSync(join(workspace, ".vscode"));
    writeFileSync(join(workspace, ".vscode/settings.json"), '{ "gostable.trace.server": "messages" }');
    await page.locator(".panel select").first().selectOption("gostable Trace");
    await eventually("a message is told", async () => {
      await openFile(page, "orders.go");
      await command(page, "View: Close All Editors");
      return line(/textDocument\/\w+/)
        .waitFor({ timeout: 3000 })
        .then(
          () => true,
          () => false,
        );
    });
  },
};

/** The process of the language server of this window, whose extension was installed beside the workspace. */
function serverOf(workspace) {
  const command = (id) => {
    try {
      return readFileSync(`/proc/${id}/cmdline`, "utf8");
    } catch {
      return "";
    }
  };
  const isServer = (text) => text.includes(dirname(workspace)) && text.includes("server-node.cjs");
  return readdirSync("/proc")
    .filter((name) => /^\d+$/.test(name) && isServer(command(name)))
    .map(Number)[0];
}

function writeMany(workspace, files) {
  for (let index = 0; index < files; index++) {
    const folder = join(workspace, "many", `p${index % 50}`);
    mkdirSync(folder, { recursive: true });
    const name = `f${index}`;
    const body = Array.from(
      { length: 12 },
      (_, line) => `\tif n > ${line} {\n\t\tmu.Lock()\n\t\tmu.Unlock()\n\t}`,
    ).join("\n");
    const text = `package p\n\nimport "sync"\n\nfunc ${name}(mu *sync.Mutex, n int) {\n${body}\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n`;
    writeFileSync(join(folder, `${name}.go`), text);
  }
}
