/** Whether a file is part of its package: on the system that is looked at first, on other systems only, or never. */
export type FilePart = "always" | "here" | "elsewhere" | "never";

const SYSTEMS =
  /^(aix|android|darwin|dragonfly|freebsd|hurd|illumos|ios|js|linux|nacl|netbsd|openbsd|plan9|solaris|wasip1|windows|zos)$/;
const PROCESSORS =
  /^(386|amd64|amd64p32|arm|arm64|arm64be|armbe|loong64|mips|mips64|mips64le|mips64p32|mips64p32le|mipsle|ppc|ppc64|ppc64le|riscv|riscv64|s390|s390x|sparc|sparc64|wasm)$/;
const HERE: ReadonlySet<string> = new Set(["linux", "amd64", "unix", "gc", "cgo"]);

/**
 * Reads a file's name and `//go:build` line. Declarations for Linux on amd64 come first where systems differ; a file with
 * `//go:build ignore` is a program of its own that merely lies in the directory.
 */
export function filePart(name: string, text: string): FilePart {
  const constraint = buildLine(text);
  if (constraint !== undefined && /^(ignore|none|neverbuild)$/.test(constraint.trim())) return "never";
  const byName = nameMatches(name);
  if (constraint === undefined) return byName === undefined ? "always" : byName ? "here" : "elsewhere";
  return byName !== false && evaluate(constraint) ? "here" : "elsewhere";
}

/** The expression behind `//go:build`, which stands before the package clause. */
function buildLine(text: string): string | undefined {
  const at = text.indexOf("//go:build ");
  if (at < 0 || (at > 0 && text.charAt(at - 1) !== "\n")) return undefined;
  const clause = /^package\s/m.exec(text);
  if (clause !== null && clause.index < at) return undefined;
  const end = text.indexOf("\n", at);
  return text.slice(at + "//go:build ".length, end < 0 ? undefined : end).replace(/\/\/.*/, "");
}

/** True or false for a name like `x_linux.go`, `x_windows_arm64_test.go`; undefined where the name says nothing. */
function nameMatches(name: string): boolean | undefined {
  const parts = name
    .replace(/\.go$/, "")
    .replace(/_test$/, "")
    .split("_")
    .slice(1);
  const last = parts.at(-1) ?? "";
  const previous = parts.at(-2) ?? "";
  if (PROCESSORS.test(last)) return HERE.has(last) && (!SYSTEMS.test(previous) || HERE.has(previous));
  return SYSTEMS.test(last) ? HERE.has(last) : undefined;
}

/** The value of a build expression, where only the tags of Linux on amd64 and Go's releases are true. */
function evaluate(expression: string): boolean {
  const tokens = expression.match(/&&|\|\||[!()]|[^\s!()&|]+/g) ?? [];
  let at = 0;
  const or = (): boolean => {
    let value = and();
    while (tokens[at] === "||") {
      at++;
      value = and() || value;
    }
    return value;
  };
  const and = (): boolean => {
    let value = not();
    while (tokens[at] === "&&") {
      at++;
      value = not() && value;
    }
    return value;
  };
  const not = (): boolean => {
    const token = tokens[at++];
    if (token === "!") return !not();
    if (token !== "(") return token !== undefined && isTrueTag(token);
    const value = or();
    at++;
    return value;
  };
  return or();
}

function isTrueTag(tag: string): boolean {
  return HERE.has(tag) || /^go1\.\d+$/.test(tag);
}
