// `npm run demo`: scans a small service that has one bug of each rule, then the same service mended.
import { spawnSync } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const folder = dirname(fileURLToPath(import.meta.url));
const cli = join(folder, "../dist/cli.cjs");

function scan(name, ...options) {
  const { status, error } = spawnSync(
    process.execPath,
    [cli, "scan", "--preset", "all", "--tests", "--format", "text", ...options],
    {
      cwd: join(folder, name),
      stdio: "inherit",
    },
  );
  if (error !== undefined) throw error;
  return status;
}

console.log("demo/service: an online shop with one bug of each rule\n");
const broken = scan("service");
console.log("\ndemo/mended: the same shop after the repairs\n");
const mended = scan("mended");
console.log(`
Every finding names its rule; \`npx gostable explain <rule>\` shows the page: why it hurts in production, and what to do.
\`npx gostable scan --diff\` in demo/service shows what the safe fixes would change, \`--fix\` changes it.`);

// The shop is broken on purpose: that it was found out is the success.
process.exitCode = broken === 1 && mended === 0 ? 0 : 1;
