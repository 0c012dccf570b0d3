// Renews the pictures of docs/images from the packaged extension in a real VS Code: `node test/editor/pictures.mjs`.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { prepareEditorTests } from "./prepare.mjs";
import { findBrowser } from "./workbench/browser.mjs";
import { installWorkbench } from "./workbench/install.mjs";
import { runWindow } from "./workbench/workbench.mjs";

const images = fileURLToPath(new URL("../../docs/images/", import.meta.url));
/** Small, so that a page which shows a picture does not have to shrink it. */
const SIZE = { width: 960, height: 600 };
const SETTINGS = {
  "editor.minimap.enabled": false,
  "editor.fontSize": 14,
  "window.commandCenter": false,
  "workbench.colorTheme": "Default Dark Modern",
  "workbench.layoutControl.enabled": false,
  "breadcrumbs.enabled": false,
  "explorer.compactFolders": false,
};

async function picture(page, name, clip) {
  await page.waitForTimeout(700);
  await page.screenshot({ path: join(images, `${name}.png`), ...(clip === undefined ? {} : { clip }) });
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

const inCode = (page) => page.locator(".view-line", { hasText: "QueryContext" }).first();

/** The cursor on the finding, and nothing that lies over it. */
async function onFinding(page) {
  await page.mouse.move(2, 2);
  await page.keyboard.press("Escape");
  await page.locator(".squiggly-error").first().waitFor({ timeout: 60_000 });
  await inCode(page).click({ position: { x: 200, y: 8 } });
  await page.mouse.move(2, 2);
  await page.waitForTimeout(1000);
}

async function showPanel(page, shown) {
  if ((await page.locator(".part.panel").isVisible()) !== shown) await page.keyboard.press("Control+KeyJ");
}

async function showSideBar(page, shown) {
  if ((await page.locator(".part.sidebar").isVisible()) !== shown) await page.keyboard.press("Control+KeyB");
}

/** The squiggle, with the problem below it that tells its path. */
async function findings(page) {
  await onFinding(page);
  await page.keyboard.press("Control+Shift+KeyM");
  const row = page.locator(".markers-panel .monaco-list-row", { hasText: "is acquired here" }).first();
  await row.waitFor({ timeout: 20_000 });
  await row.click();
  await page.keyboard.press("Home");
  await page.mouse.move(2, 2);
  await picture(page, "finding");
  await showPanel(page, false);
}

/** The menu of the light bulb. */
async function actions(page) {
  await onFinding(page);
  await page.keyboard.press("Control+Period");
  await page.locator(".action-widget .monaco-list-row").first().waitFor({ timeout: 20_000 });
  await picture(page, "actions");
  await page.keyboard.press("Escape");
}

async function scan(page) {
  await command(page, "gostable: Scan Workspace");
  await page.locator("[id='status.problems'] a[aria-label*='Errors: 3']").first().waitFor({ timeout: 20_000 });
  await page.keyboard.press("Control+Shift+KeyM");
  await page.locator(".markers-panel .monaco-list-row").nth(4).waitFor();
  await command(page, "Notifications: Show Notifications");
  await page.mouse.move(2, 2);
  await picture(page, "scan");
  await page.keyboard.press("Escape");
  await command(page, "Notifications: Clear All Notifications");
  await showPanel(page, false);
}

async function status(page) {
  await onFinding(page);
  await page.locator("[id='status.languageStatus']").first().click();
  await page.locator(".hover-language-status").first().waitFor();
  await picture(page, "status", { x: SIZE.width - 480, y: SIZE.height - 160, width: 480, height: 160 });
  await page.keyboard.press("Escape");
}

async function rules(page) {
  await page.locator(".activitybar .action-item a[aria-label^='gostable']").first().click();
  const row = page.locator(".pane-body .monaco-list-row .label-name", { hasText: /^lock-deferred$/ }).first();
  await row.click();
  await page.locator(".tab", { hasText: "lock-deferred" }).first().waitFor();
  await page.frameLocator("iframe.webview").first().frameLocator("iframe").first().locator("h1").first().waitFor();
  await page.mouse.move(2, 2);
  await picture(page, "rules");
}

async function drive({ page }) {
  await page.setViewportSize(SIZE);
  await showSideBar(page, false);
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
  ...{
    extension: parts.node.extension,
    vsix: [parts.vsix],
    workspace: parts.workspace,
    open: "store/orders.go",
    scale: 2,
  },
});
