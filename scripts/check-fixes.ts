// `npm run check-fixes -- [--preset P] DIR…`: applies every safe fix in copies of Go modules that build, and says what
// became worse. Exit 1 if anything did.
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { copyModule, type GoCopy } from "./go-copy.ts";
import { type ScannedFinding, fixFolder, scanFolder } from "./scan-result.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { preset: { type: "string", default: "all" } },
});

/** Lines without their positions, since a fix moves what stands below it. */
function withoutPositions(lines: readonly string[]): string[] {
  return lines.map((line) => line.replace(/:\d+(:\d+)?/g, ""));
}

/** What `after` holds and `before` does not, counting equal entries. */
function added<T>(before: readonly T[], after: readonly T[], key: (item: T) => string): T[] {
  const left = new Map<string, number>();
  for (const item of before) left.set(key(item), (left.get(key(item)) ?? 0) + 1);
  return after.filter((item) => {
    const count = left.get(key(item)) ?? 0;
    left.set(key(item), count - 1);
    return count <= 0;
  });
}

function keyOf({ rule, path, fingerprint }: ScannedFinding): string {
  return `${rule} ${path} ${fingerprint}`;
}

function show({ rule, path, range, message }: ScannedFinding): string {
  return `${path}:${range.start.line}:${range.start.column} ${rule} ${message}`;
}

function hasSafeFix({ fixes }: ScannedFinding): boolean {
  return fixes.some(({ safe }) => safe);
}

function section(title: string, lines: readonly string[]): number {
  console.log(`  ${title}: ${lines.length}`);
  for (const line of lines.slice(0, 50)) console.log(`    ${line}`);
  return lines.length;
}

/** The number of defects. */
function check(copy: GoCopy): number {
  const args = ["--preset", values.preset, "--tests"];
  const complaintsBefore = withoutPositions(copy.complaints());
  const before = scanFolder(copy.folder, args).findings;
  fixFolder(copy.folder, args);
  const fixed = copy.checksum();
  const complaints = added(complaintsBefore, withoutPositions(copy.complaints()), String);
  const after = scanFolder(copy.folder, args).findings;
  fixFolder(copy.folder, args);
  console.log(`  findings before: ${before.length}, with a safe fix: ${before.filter(hasSafeFix).length}`);
  console.log(`  complaints of go build, go vet and gofmt before: ${complaintsBefore.length}`);
  const defects = [
    section("new complaints of go build, go vet and gofmt", complaints),
    section("findings with a safe fix that stay", after.filter(hasSafeFix).map(show)),
    section("findings that are new", added(before, after, keyOf).map(show)),
    section("a second run changes", copy.checksum() === fixed ? [] : ["something"]),
  ];
  return defects.reduce((sum, count) => sum + count, 0);
}

if (positionals.length === 0) {
  console.error("usage: npm run check-fixes -- [--preset P] DIR…");
  process.exitCode = 2;
}
for (const module of positionals.map((path) => resolve(path))) {
  console.log(module);
  const copy = copyModule(module);
  try {
    if (check(copy) > 0) process.exitCode = 1;
  } finally {
    copy.remove();
  }
}
