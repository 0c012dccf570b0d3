// Runs a suite inside the extension host of a real VS Code, the way @vscode/test-electron does, on a machine that cannot
// download VS Code: server and workbench come from install.mjs, the window is a headless Chromium.
import { spawn, spawnSync } from "node:child_process";
import { createWriteStream } from "node:fs";
import { cp, mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { format } from "node:util";
import { startFront } from "./front.mjs";

const SETTINGS = {
  "chat.disableAIFeatures": true,
  "chat.agentHost.enabled": false,
  // As on the desktop. In a browser VS Code would save a second after each change, in the middle of a test.
  "files.autoSave": "off",
  "extensions.autoCheckUpdates": false,
  "extensions.autoUpdate": false,
  "extensions.ignoreRecommendations": true,
  "security.workspace.trust.enabled": false,
  "telemetry.telemetryLevel": "off",
  "update.mode": "none",
  "workbench.enableExperiments": false,
  "workbench.startupEditor": "none",
  "workbench.tips.enabled": false,
  "workbench.secondarySideBar.defaultVisibility": "hidden",
};

/**
 * Runs one window to its end. Throws where it could not be run or something in it failed.
 *
 * - `home`: the folder of install.mjs; `browser`: path of a Chromium
 * - `host`: `node` (the remote process) or `web` (the worker in the page, which loads the `browser` entry)
 * - `extension`: the folder of the extension under development; `vsix`: packages to install first
 * - `tests`: module that exports `run(): Promise<void>`; or `drive`: a function that is given `{ page, workspace }`
 * - `language`: the language of the window, as `zh-cn`; the workbench itself stays English, for there is no language pack here
 * - `untrusted`: the user has not said that he trusts the workspace
 * - `workspace`: folder to open, as a copy; `open`: a file of it to show; `project`: a .code-workspace of it to open instead
 */
export async function runWindow(options) {
  const life = new WindowLife(await mkdtemp(join(tmpdir(), "gostable-editor-")));
  const stop = () => void life.end().then(() => process.exit(130));
  process.once("SIGINT", stop).once("SIGTERM", stop);
  try {
    await prepare(life, options);
    const port = await startServer(life, options);
    await runPage(life, options, port);
  } finally {
    process.off("SIGINT", stop).off("SIGTERM", stop);
    await life.end();
  }
}

/** What a window holds, and how it is let go. */
class WindowLife {
  closing = false;
  server;
  browser;
  front;
  #ended;

  constructor(folder) {
    this.folder = folder;
    this.workspace = join(folder, "workspace");
    this.log = createWriteStream(join(folder, "log"));
  }

  /** A signal and the end may both ask for it. */
  end() {
    return (this.#ended ??= this.#end());
  }

  async #end() {
    this.closing = true;
    await this.browser?.close().catch(() => undefined);
    this.front?.close();
    if (this.server?.exitCode === null && this.server.signalCode === null) {
      const gone = new Promise((resolve) => this.server.once("exit", resolve));
      this.server.kill("SIGTERM");
      const late = setTimeout(() => this.server.kill("SIGKILL"), 5000);
      await gone;
      clearTimeout(late);
    }
    this.log.end();
    if (process.env.E2E_KEEP) console.error(`logs and user data are in ${this.folder}`);
    else await rm(this.folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
}

const UNTRUSTED = {
  "security.workspace.trust.enabled": true,
  "security.workspace.trust.startupPrompt": "never",
  "security.workspace.trust.banner": "never",
};

async function prepare(life, { workspace, settings, language, untrusted = false }) {
  await cp(workspace, life.workspace, { recursive: true });
  await mkdir(join(life.folder, "user", "User"), { recursive: true });
  await writeFile(
    join(life.folder, "user", "User", "settings.json"),
    JSON.stringify({ ...SETTINGS, ...(untrusted ? UNTRUSTED : {}), ...settings }),
  );
  if (language !== undefined) await writeLanguagePack(join(life.folder, "user"), language);
}

/** What VS Code notes of an installed language pack: here one without a word. */
async function writeLanguagePack(userData, language) {
  const words = join(userData, "no-words.json");
  await writeFile(words, JSON.stringify({ version: "1.0.0", contents: {} }));
  const extensions = [{ extensionIdentifier: { id: "gostable.no-words" }, version: "1.0.0" }];
  const pack = { hash: "none", extensions, translations: { vscode: words }, label: language };
  await writeFile(join(userData, "languagepacks.json"), JSON.stringify({ [language]: pack }));
}

async function startServer(life, { home, vsix = [], env = {}, language, untrusted = false }) {
  const node = join(home, "bin", "node");
  const main = join(home, "vscode", "out", "server-main.js");
  const place = (name) => join(life.folder, name);
  const folders = [
    "--server-data-dir",
    place("server"),
    "--user-data-dir",
    place("user"),
    "--extensions-dir",
    place("extensions"),
  ];
  // Without variables of a VS Code this may run in, and without a market place.
  const inherited = Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^(VSCODE|ELECTRON)_/.test(name)),
  );
  const options = { cwd: life.folder, env: { ...inherited, EXTENSIONS_GALLERY: "{}", ...env } };
  for (const file of vsix) {
    const install = [main, ...folders, "--accept-server-license-terms", "--install-extension", file, "--force"];
    const { stdout, stderr } = spawnSync(node, install, { ...options, encoding: "utf8" });
    if (!/successfully installed/.test(stdout)) throw new Error(`${file} was not installed:\n${stdout}${stderr}`);
  }
  // A built workbench reads the name of the suite only with the smoke test driver.
  const flags = [
    "--enable-smoke-test-driver",
    "--disable-telemetry",
    "--disable-experiments",
    ...(untrusted ? [] : ["--disable-workspace-trust"]),
    ...(language === undefined ? [] : ["--locale", language]),
  ];
  const listen = ["--host", "127.0.0.1", "--port", "0", "--without-connection-token", "--accept-server-license-terms"];
  life.server = spawn(node, [main, ...folders, ...listen, ...flags], { ...options, stdio: ["ignore", "pipe", "pipe"] });
  return portOf(life);
}

function portOf(life) {
  return new Promise((resolve, reject) => {
    let text = "";
    const take = (data) => {
      life.log.write(data);
      text += data;
      const match = /agent listening on (\d+)/.exec(text);
      if (match) resolve(Number(match[1]));
    };
    life.server.stdout.on("data", take);
    life.server.stderr.on("data", take);
    life.server.once("error", reject);
    life.server.once("exit", (code) =>
      reject(new Error(`the server ended (${code}) before it listened:\n${text.slice(0, 2000)}`)),
    );
    setTimeout(() => reject(new Error("the server did not listen within 60 s")), 60_000).unref();
  });
}

async function runPage(life, options, port) {
  const { chromium } = createRequire(join(options.home, "driver", "package.json"))("playwright-core");
  const args = ["--disable-dev-shm-usage", ...(process.getuid?.() === 0 ? ["--no-sandbox"] : [])];
  life.browser = await chromium.launch({ executablePath: options.browser, args });
  const page = await life.browser.newPage({
    viewport: { width: 1280, height: 800 },
    deviceScaleFactor: options.scale ?? 1,
  });
  const output = suiteOutput(life);
  const ended = endOf(page, life, output, options.timeout ?? 180);
  ended.catch(() => undefined);
  await exposeDriver(page, output);
  if (options.host === "web")
    life.front = await startFront({ port, extension: options.extension, tests: options.tests });
  await page.goto(addressOf(life, options, life.front?.port ?? port), { timeout: 60_000 });
  if (options.drive === undefined) return ended;
  await page.locator(".monaco-workbench .part.editor").waitFor({ timeout: 60_000 });
  await Promise.race([ended, options.drive({ page, workspace: life.workspace })]);
}

function addressOf(life, { host, extension, tests, open, project }, port) {
  const remote = (file) => `vscode-remote://127.0.0.1:${port}${encodeURI(file)}`;
  const payload = [];
  if (host === "node") payload.push(["extensionDevelopmentPath", remote(extension)]);
  if (host === "node" && tests !== undefined) payload.push(["extensionTestsPath", remote(tests)]);
  if (open !== undefined) payload.push(["openFile", remote(join(life.workspace, open))]);
  const place = project === undefined ? { folder: life.workspace } : { workspace: join(life.workspace, project) };
  const query = new URLSearchParams({ ...place, payload: JSON.stringify(payload) });
  return `http://127.0.0.1:${port}/?${query}`;
}

/** Prints what the suite prints: between `##e2e begin` and `##e2e end {"tests":3,"failures":0}`. */
function suiteOutput(life) {
  const state = { inside: false, summary: undefined, before: [], exited: undefined };
  const line = (level, text) => {
    life.log.write(`${level} ${text}\n`);
    if (/^##e2e begin\s*$/.test(text)) state.inside = true;
    else if (state.inside && /^##e2e end \{/.test(text)) {
      state.summary = JSON.parse(text.slice("##e2e end ".length));
      state.inside = false;
    } else if (state.inside && level !== "error" && level !== "warn") console.log(text);
    else if (state.summary === undefined) state.before.push(text);
  };
  return { state, line };
}

/** The workbench calls these two if it finds them on its window. */
async function exposeDriver(page, { state, line }) {
  await page.exposeFunction("codeAutomationLog", (type, values) => line(type, format(...values)));
  await page.exposeFunction("codeAutomationExit", (code) => state.exited(code));
}

function endOf(page, life, { state }, timeout) {
  return new Promise((resolve, reject) => {
    const fail = (text) => {
      const log = state.summary === undefined ? `\n${state.before.slice(-30).join("\n").slice(0, 4000)}` : "";
      reject(new Error(text + log));
    };
    state.exited = (code) => {
      if (code !== 0) fail("the suite failed");
      else if (state.summary === undefined || state.summary.tests === 0) fail("the suite ran no test");
      else resolve();
    };
    page.on("console", (message) => {
      life.log.write(`console.${message.type()} ${message.text()}\n`);
      if (/No extension host found that can launch the test runner/.test(message.text())) fail(message.text());
    });
    page.on("pageerror", (error) => life.log.write(`pageerror ${error.stack ?? error}\n`));
    page.on("crash", () => fail("the page crashed"));
    life.server.once("exit", (code) => {
      if (!life.closing) fail(`the server ended (${code}) during the suite`);
    });
    setTimeout(() => fail(`the suite did not end within ${timeout} s`), timeout * 1000).unref();
  });
}
