// A user's hands in a window: commands by their titles, notifications, files. Tests run in order on one workspace, and are counted
// like those of a suite.
import { cpSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";

/** Runs the tests in a window; throws if one fails. `grep` picks some by name. */
export async function clickThrough({ page, workspace }, { host, fixture, grep, tests, title }) {
  const chosen = Object.entries(tests).filter(([name]) => grep === undefined || name.includes(grep));
  const failed = [];
  let skipped = 0;
  page.setDefaultTimeout(40_000);
  console.log(`\n  ${title}, ${host} extension host`);
  for (const [name, test] of chosen) {
    const begin = Date.now();
    try {
      await startAnew(page, workspace, fixture);
      const reason = await test({ page, workspace, host });
      if (reason !== undefined) skipped++;
      console.log(reason === undefined ? `    ✔ ${name} (${Date.now() - begin}ms)` : `    - ${name}: ${reason}`);
    } catch (error) {
      failed.push({ name, error });
      console.log(`    ${failed.length}) ${name}`);
      await page.screenshot({ path: join(workspace, "..", `failed-${failed.length}.png`) });
      if (process.env.E2E_PICTURES)
        await page.screenshot({ path: join(process.env.E2E_PICTURES, `${host}-${failed.length}.png`) });
    }
  }
  console.log(`  ${chosen.length - failed.length - skipped} passing`);
  if (skipped > 0) console.log(`  ${skipped} pending`);
  if (failed.length === 0) return;
  console.log(`  ${failed.length} failing`);
  failed.forEach(({ name, error }, index) => console.log(`  ${index + 1}) ${name}\n     ${error.stack}`));
  throw new Error(`${failed.length} failed`);
}

/** The workspace as it was at first, and nothing open. */
async function startAnew(page, workspace, fixture) {
  await command(page, "File: Save All");
  await command(page, "View: Close All Editors");
  await command(page, "Notifications: Clear All Notifications");
  await command(page, "gostable: Clear Scan Results");
  for (const name of readdirSync(workspace)) rmSync(join(workspace, name), { recursive: true, force: true });
  cpSync(fixture, workspace, { recursive: true });
}

/** Runs a command by its title in the palette. */
export async function command(page, title) {
  await pick(page, "F1", `>${title}`, title);
}

/** Opens a list of choices, and takes one. It is opened again where it closed before the choice: a notification takes its place. */
async function pick(page, key, text, choice) {
  const input = page.locator(".quick-input-widget input.input").first();
  const row = page.locator(".quick-input-list .monaco-list-row", { hasText: choice }).first();
  const soon = { timeout: 5000 };
  const choose = async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press(key);
    await input.waitFor(soon);
    await input.fill(text, soon);
    await row.click(soon);
    return true;
  };
  await eventually(`${choice} is chosen`, () => choose().catch(() => false));
}

/** Waits for a notification whose text fits, in the list behind the bell: what pops up goes away by itself. */
export async function notification(page, text) {
  const item = page.locator(".notifications-center .notification-list-item", { hasText: text }).first();
  await eventually(`a notification says ${text}`, async () => {
    if (!(await page.locator(".notifications-center.visible").isVisible()))
      await page.locator("[id='status.notifications'] a").first().click();
    return item.waitFor({ timeout: 3000 }).then(
      () => true,
      () => false,
    );
  });
  return item;
}

/** Opens the menu of code actions at the cursor, and waits for an action in it. Asked while the light bulb asks, the editor may show none. */
export async function codeAction(page, text) {
  const row = page.locator(".action-widget .monaco-list-row", { hasText: text }).first();
  await eventually(`the menu offers ${text}`, async () => {
    await page.keyboard.press("Escape");
    await page.keyboard.press("Control+Period");
    return row.waitFor({ timeout: 5000 }).then(
      () => true,
      () => false,
    );
  });
  return row;
}

export async function press(item, button) {
  await item.click();
  await item.locator(".monaco-button", { hasText: button }).first().click();
}

export async function openFile(page, name) {
  await pick(page, "Control+KeyP", name, name);
  await page.locator(".tab", { hasText: name }).first().waitFor();
}

/** How many errors and warnings the status bar counts. */
export async function problemCount(page) {
  const label = (await page.locator("[id='status.problems'] a").first().getAttribute("aria-label")) ?? "";
  return [...label.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
}

export async function eventually(what, look) {
  const end = Date.now() + 40_000;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`did not happen: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
