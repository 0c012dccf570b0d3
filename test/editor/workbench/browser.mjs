// The Chromium or Chrome of this machine: named by E2E_BROWSER, found on PATH, or installed by apt-get where that is allowed.
import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

const NAMES = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome"];

/** The browser's path, or why there is none. */
export function findBrowser() {
  const path = process.env.E2E_BROWSER ?? onPath();
  if (path !== undefined) return { path };
  if (process.platform !== "linux" || process.getuid?.() !== 0)
    return { problem: `none of ${NAMES.join(", ")} is on PATH` };
  const problem = installChromium();
  const installed = onPath();
  return installed === undefined ? { problem: problem ?? "apt-get installed no browser" } : { path: installed };
}

function onPath() {
  for (const name of NAMES) {
    for (const folder of (process.env.PATH ?? "").split(delimiter)) {
      const file = join(folder, name);
      try {
        accessSync(file, constants.X_OK);
        return file;
      } catch {
        // The next place.
      }
    }
  }
  return undefined;
}

function installChromium() {
  console.log("installing chromium with apt-get, for the editor's window");
  try {
    execFileSync("apt-get", ["update"], { stdio: "ignore", timeout: 120_000 });
    execFileSync("apt-get", ["install", "-y", "--no-install-recommends", "chromium", "fonts-dejavu-core"], {
      stdio: "ignore",
      timeout: 300_000,
    });
    return undefined;
  } catch (error) {
    return `apt-get could not install chromium: ${error.message}`;
  }
}
