// `npm test`: builds, then runs every check and every suite, and ends with one line that counts them all.
// `node scripts/test.mjs [step…]` runs only the named steps.
import { spawn } from "node:child_process";
import { availableParallelism } from "node:os";
import { existsSync } from "node:fs";

/** A check counts as one test; a suite prints its own numbers, which are read from its output. */
const CHECKS = {
  typecheck: ["npx", "tsc", "--noEmit"],
  lint: ["npx", "eslint", "--max-warnings", "0", "."],
  format: ["npx", "prettier", "--check", "--log-level", "warn", "."],
  "dead code": ["npx", "knip", "--no-progress"],
};
const SUITES = {
  unit: ["npx", "mocha", "--forbid-only", "test/**/*.test.ts"],
  editor: ["node", "test/editor/run.mjs"],
};

const wanted = process.argv.slice(2);
const total = { passed: 0, failed: 0, skipped: 0 };
const failures = [];
/** What failed in the suites, told again at the very end: whoever sees only the last lines of a log sees it, too. */
const details = [];

function run([command, ...args], prefix) {
  return new Promise((resolve) => {
    const started = Date.now();
    const child = spawn(command, args, {
      stdio: ["ignore", "pipe", "pipe"],
      env: { ...process.env, FORCE_COLOR: "0" },
    });
    let output = "";
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding("utf8");
      stream.on("data", (text) => {
        output += text;
        if (prefix === undefined) process.stdout.write(text);
      });
    }
    child.on("error", (error) => resolve({ code: 1, output: `${output}${error.message}\n`, seconds: 0 }));
    child.on("close", (code) => resolve({ code: code ?? 1, output, seconds: (Date.now() - started) / 1000 }));
  });
}

async function check(name, command) {
  const { code, output, seconds } = await run(command, name);
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
  if (code !== 0) {
    console.log(output.trimEnd());
    failures.push(name);
  }
  total[code === 0 ? "passed" : "failed"]++;
}

/** Mocha's own closing lines: `12 passing (3s)`, `1 pending`, `2 failing`. */
function count(output, word) {
  return [...output.matchAll(new RegExp(`^\\s*(\\d+) ${word}\\b`, "gm"))].reduce(
    (sum, match) => sum + Number(match[1]),
    0,
  );
}

/** Mocha's lists of failures: from `2 failing` to the next suite or the end. */
function failedTests(output) {
  return [...output.matchAll(/^\s*\d+ failing\b[^]*?(?=^\s*✔|^\s*\d+ passing\b|(?![^]))/gm)].map(([text]) =>
    text.trimEnd(),
  );
}

async function suite(name, command) {
  const { code, output, seconds } = await run(command);
  const failed = count(output, "failing");
  total.passed += count(output, "passing");
  total.skipped += count(output, "pending");
  total.failed += failed > 0 ? failed : code === 0 ? 0 : 1;
  if (code !== 0) {
    failures.push(name);
    details.push(...failedTests(output).map((text) => `${name}:\n${text.slice(0, 4000)}`));
  }
  console.log(`${code === 0 ? "ok    " : "FAILED"} ${name} (${seconds.toFixed(1)} s)`);
}

async function inTurn(steps, start) {
  for (const [name, command] of steps) await start(name, command);
}

function selected(steps) {
  return Object.entries(steps).filter(([name, command]) => {
    if (wanted.length > 0 && !wanted.includes(name)) return false;
    return !/\.mjs$/.test(command.at(-1)) || existsSync(command.at(-1));
  });
}

await check("build", ["node", "scripts/build.mjs"]);
if (failures.length === 0) {
  const checks = inTurn(selected(CHECKS), check);
  if (availableParallelism() < 2) await checks;
  await Promise.all([checks, inTurn(selected({ unit: SUITES.unit }), suite)]);
  // An editor wants the machine for itself: what it shows is waited for.
  await inTurn(selected({ editor: SUITES.editor }), suite);
}
for (const text of details) console.log(text);
if (failures.length > 0) console.log(`failed: ${failures.join(", ")}`);
console.log(`${total.passed} passed, ${total.failed} failed, ${total.skipped} skipped`);
process.exitCode = failures.length > 0 ? 1 : 0;
