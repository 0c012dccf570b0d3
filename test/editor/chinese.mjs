// The extension in a window whose language is Simplified Chinese.
import assert from "node:assert/strict";
import { codeAction, command, notification, openFile } from "./hands.mjs";

const CHINESE = /\p{Script=Han}/u;

/** Of an installed extension: VS Code does not translate the manifest of one that it takes from a web server. */
export const manifestInChinese = {
  "names its commands and its view": async ({ page }) => {
    await page.keyboard.press("F1");
    await page.locator(".quick-input-widget input.input").first().fill(">gostable: ");
    for (const title of ["扫描工作区", "清除扫描结果", "重启服务器"])
      await page
        .locator(".quick-input-list .monaco-list-row", { hasText: `gostable: ${title}` })
        .first()
        .waitFor();
    await page.keyboard.press("Escape");
    await page.locator(".activitybar .action-item a[aria-label^='gostable']").first().click();
    await page.locator(".pane-header, .sidebar .title", { hasText: "规则" }).first().waitFor();
  },
};

export const inChinese = {
  "says what it has found, the path that leads there, and what can be done": async ({ page }) => {
    await openFile(page, "orders.go");
    await page.locator(".squiggly-error").first().waitFor();
    await page.keyboard.press("Control+Shift+KeyM");
    const rows = page.locator(".markers-panel .monaco-list-row");
    await rows.filter({ hasText: "rows 在此获取" }).first().waitFor();
    await rows.filter({ hasText: "在从第 23 行离开的路径上没有关闭" }).first().waitFor();
    await page
      .locator(".view-line", { hasText: "QueryContext" })
      .first()
      .click({ position: { x: 200, y: 8 } });
    await codeAction(page, "在此行忽略 sql-rows-not-closed");
    const menu = await page.locator(".action-widget").first().innerText();
    for (const line of menu.split("\n").filter((text) => /gostable|sql-rows|rows/.test(text)))
      assert.match(line, CHINESE);
    await page.keyboard.press("Escape");
  },

  "sums a scan up, with its buttons": async ({ page }) => {
    await command(page, "gostable: Scan Workspace");
    const summary = await notification(page, /gostable：2 个文件中有3 个问题，用时 [\d.]+ (毫)?秒 · 3 个错误 · /);
    await summary.click();
    assert.deepEqual((await summary.locator(".monaco-button").allInnerTexts()).slice(0, 4), [
      "问题",
      "安全修复 3 个",
      "保存 SARIF",
      "基线",
    ]);
  },

  "tells its status": async ({ page }) => {
    await openFile(page, "orders.go");
    await page.locator(".squiggly-error").first().waitFor();
    await page.locator("[id='status.languageStatus']").first().click();
    await page.locator(".hover-language-status", { hasText: "gostable: 1 个问题" }).first().waitFor();
    await page.locator(".hover-language-status", { hasText: "预设 recommended" }).first().waitFor();
    await page.keyboard.press("Escape");
  },
};
