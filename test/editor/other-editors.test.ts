import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { runsWith } from "../support/debian-packages.ts";

const here = fileURLToPath(new URL(".", import.meta.url));
const server = process.env.GOSTABLE_SERVER ?? join(here, "../../dist/server-node.cjs");

/** The configuration that the documentation gives, with the server of this clone. */
function documented(language: string): string {
  const page = readFileSync(join(here, "../../docs/editors.md"), "utf8");
  const block = new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(page)?.[1] ?? "";
  assert.match(block, /\/path\/to\/gostable/);
  return block
    .replace("/path/to/gostable/dist/server-node.cjs", server)
    .replace('"node"', JSON.stringify(process.execPath));
}

/** Runs an editor, with its documented configuration, on a copy of the fixture; answers what it printed. */
function edit(command: string, args: readonly string[], language: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "gostable-other-")));
  try {
    cpSync(join(here, "fixture"), folder, { recursive: true });
    const configuration = join(folder, `configuration.${language}`);
    writeFileSync(configuration, documented(language));
    const env = {
      ...process.env,
      CONFIGURATION: configuration,
      FILE: join(folder, "cache/cache.go"),
    };
    const { status, stdout, stderr } = spawnSync(command, args, {
      cwd: folder,
      env,
      encoding: "utf8",
      timeout: 60_000,
    });
    assert.equal(status, 0, `${stdout}\n${stderr}`);
    return stdout + stderr;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Skips a test where an editor cannot be had, and says so. */
function needs(test: Mocha.Context, command: string, args: readonly string[], packages: readonly string[]): void {
  if (runsWith(command, args, packages)) return;
  console.log(`      ${command} is not installed, or lacks its language client`);
  test.skip();
}

describe("the server in another editor", function () {
  this.timeout(600_000);

  it("shows findings and applies a fix in Neovim", function () {
    needs(this, "nvim", ["--version"], ["neovim"]);
    const script = join(here, "clients/neovim.lua");
    const args = ["--headless", "-u", "NONE", "-i", "NONE", "-n", "cache/cache.go", "-c", `luafile ${script}`];
    const printed = edit("nvim", args, "lua");
    assert.match(printed, /diagnostics: 13 lock-mode-mismatch, 22 lock-deferred/);
    assert.match(printed, /defer c\.mu\.RUnlock\(\)/);
  });

  it("shows findings and applies a fix in Emacs with Eglot", function () {
    const start = ["--batch", "-l", "package", "-f", "package-initialize"];
    needs(this, "emacs", [...start, "--eval", "(require 'eglot)"], ["emacs-nox", "elpa-eglot"]);
    const printed = edit("emacs", [...start, "-l", join(here, "clients/eglot.el")], "elisp");
    assert.match(printed, /diagnostic: 13 /);
    assert.match(printed, /defer c\.mu\.RUnlock\(\)|c\.mu\.Lock\(\)\n\tdefer c\.mu\.Unlock\(\)/);
  });
});
