// The extension in a real VS Code, from its package: in one that is downloaded where that is possible, else in the one of
// workbench/, in both extension hosts. `node test/editor/run.mjs [node] [web] [electron] [suite] [clicks]`
import { execFileSync } from "node:child_process";
import { inChinese, manifestInChinese } from "./chinese.mjs";
import { clicks } from "./clicks.mjs";
import { clickThrough } from "./hands.mjs";
import { prepareEditorTests } from "./prepare.mjs";
import { findBrowser } from "./workbench/browser.mjs";
import { installWorkbench } from "./workbench/install.mjs";
import { runWindow } from "./workbench/workbench.mjs";

const asked = process.argv.slice(2);

/** Counted by `npm test` as a skipped suite, with its reason. */
function skip(what, reason) {
  console.log(`  - ${what} is skipped: ${reason}\n  1 pending`);
}

async function canDownload() {
  try {
    const answer = await fetch("https://update.code.visualstudio.com/api/releases/stable", {
      signal: AbortSignal.timeout(5000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

async function inDownloadedEditor(parts) {
  const { downloadAndUnzipVSCode, resolveCliArgsFromVSCodeExecutablePath, runTests } =
    await import("@vscode/test-electron");
  const executable = await downloadAndUnzipVSCode("stable");
  const [cli, ...args] = resolveCliArgsFromVSCodeExecutablePath(executable);
  execFileSync(cli, [...args, "--install-extension", parts.vsix, "--force"], {
    stdio: "inherit",
    shell: process.platform === "win32",
  });
  await runTests({
    vscodeExecutablePath: executable,
    extensionDevelopmentPath: parts.node.extension,
    extensionTestsPath: parts.node.tests,
    launchArgs: [parts.workspace, "--disable-workspace-trust"],
  });
}

async function inWorkbench(parts, host, browser, home) {
  console.log(`\n  VS Code, ${host} extension host, from the package`);
  const { workspace, folders, vsix } = parts;
  const window = { home, browser, host, ...parts[host], ...(host === "node" ? { vsix: [vsix] } : {}), timeout: 300 };
  await runWindow({ ...window, workspace });
  await runWindow({ ...window, ...folders, untrusted: true });
}

/** What only clicks can reach, in English and in Chinese: see clicks.mjs and chinese.mjs. */
async function byHand(parts, host, browser, home) {
  const { workspace, vsix } = parts;
  const { extension } = parts[host];
  const { E2E_GREP: grep } = process.env;
  const run = (title, tests, language) => {
    const drive = (window) => clickThrough(window, { host, fixture: workspace, grep, tests, title });
    const own = { ...(language === undefined ? {} : { language }), ...(host === "node" ? { vsix: [vsix] } : {}) };
    return runWindow({ home, browser, host, workspace, extension, drive, timeout: 900, ...own });
  };
  await run("gostable in the hands of a user", clicks);
  await run("gostable in Chinese", { ...inChinese, ...(host === "node" ? manifestInChinese : {}) }, "zh-cn");
}

async function attempt(name, run) {
  try {
    await run();
  } catch (error) {
    console.error(`${name}: ${error.message}`);
    process.exitCode = 1;
  }
}

async function main() {
  const electron =
    asked.includes("electron") ||
    (asked.length === 0 && (process.platform !== "linux" || process.env.DISPLAY) && (await canDownload()));
  const named = ["node", "web"].filter((host) => asked.includes(host));
  const hosts = electron ? [] : named.length > 0 ? named : ["node", "web"];
  if (electron) return attempt("VS Code", async () => inDownloadedEditor(await prepareEditorTests()));
  const { path: browser, problem } = findBrowser();
  if (browser === undefined) return skip("the extension in VS Code", `no browser for its window: ${problem}`);
  let home;
  try {
    home = await installWorkbench();
  } catch (error) {
    return skip("the extension in VS Code", `it could not be installed: ${error.message.split("\n")[0]}`);
  }
  const parts = await prepareEditorTests();
  for (const host of hosts) {
    if (!asked.includes("clicks")) await attempt(`VS Code, ${host}`, () => inWorkbench(parts, host, browser, home));
    if (!asked.includes("suite")) await attempt(`VS Code by hand, ${host}`, () => byHand(parts, host, browser, home));
  }
}

await main();
