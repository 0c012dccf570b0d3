// Renews the pictures of docs/images from the packaged extension in a real VS Code: `node test/editor/pictures.mjs`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareEditorTests } from "./prepare.mjs";
import { findBrowser } from "./workbench/browser.mjs";
import { installWorkbench } from "./workbench/install.mjs";
import { runWindow } from "./workbench/workbench.mjs";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
const SETTINGS = {
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.layoutControl.enabled": false,
  "breadcrumbs.enabled": false,
  "explorer.compactFolders": false,
};

async function picture(page, name) {
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(images, `${name}.png`) });
  console.log(`docs/images/${name}.png`);
}

async function command(page, title) {
  await page.keyboard.press("Escape");
  await page.keyboard.press("F1");
  await page.locator(".quick-input-widget input").first().fill(`>${title}`);
  await page.locator(".quick-input-list .monaco-list-row", { hasText: title }).first().waitFor();
  await page.waitForTimeout(500);
  await page.keyboard.press("Enter");
}

/** The squiggle, with the hover that tells the finding and the problems that tell its path. */
async function findings(page) {
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await page.keyboard.press("Control+Shift+KeyM");
  const rows = page.locator(".markers-panel .monaco-list-row");
  await rows.nth(1).waitFor({ timeout: 20_000 });
  await rows.nth(1).click();
  await page.keyboard.press("ArrowRight");
  await page
    .locator(".view-line", { hasText: "QueryContext" })
    .first()
    .hover({ position: { x: 200, y: 8 } });
  await page.locator(".monaco-hover-content").first().waitFor({ timeout: 20_000 });
  await picture(page, "finding");
  await page.keyboard.press("Escape");
}

/** The menu of the light bulb. */
async function actions(page) {
  await page
    .locator(".view-line", { hasText: "QueryContext" })
    .first()
    .click({ position: { x: 200, y: 8 } });
  await page.keyboard.press("Control+Period");
  await page.locator(".action-widget .monaco-list-row").first().waitFor({ timeout: 20_000 });
  await picture(page, "actions");
  await page.keyboard.press("Escape");
}

async function scan(page) {
  await command(page, "gostable: Scan Workspace");
  await page.waitForTimeout(2000);
  await command(page, "Notifications: Show Notifications");
  await picture(page, "scan");
  await page.keyboard.press("Escape");
}

async function rules(page) {
  await page.locator(".activitybar .action-item a[aria-label^='gostable']").first().click();
  const row = page.locator(".monaco-list-row", { hasText: "sql-rows-not-closed" }).first();
  await row.waitFor({ timeout: 20_000 }).catch(() => undefined);
  await command(page, "View: Close Panel").catch(() => undefined);
  await page
    .locator(".pane-body .monaco-list-row .label-name", { hasText: /^lock-deferred$/ })
    .first()
    .click();
  await page.waitForTimeout(2500);
  await picture(page, "rules");
  await command(page, "View: Close Editor");
}

async function status(page) {
  await page
    .locator(".view-line", { hasText: "QueryContext" })
    .first()
    .click({ position: { x: 200, y: 8 } });
  await page.locator("[id='status.languageStatus']").first().click();
  await picture(page, "status");
  await page.keyboard.press("Escape");
}

async function drive({ page }) {
  const only = process.argv.slice(2);
  const steps = { findings, actions, scan, status, rules };
  for (const [name, step] of Object.entries(steps)) if (only.length === 0 || only.includes(name)) await step(page);
}

const { path: browser, problem } = findBrowser();
if (browser === undefined) throw new Error(problem);
mkdirSync(images, { recursive: true });
const parts = await prepareEditorTests();
await runWindow({
  ...{ home: await installWorkbench(), browser, host: "node", drive, settings: SETTINGS },
  ...{ extension: parts.node.extension, vsix: [parts.vsix], workspace: parts.workspace, open: "store/orders.go" },
});
