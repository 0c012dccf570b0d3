import type { Type } from "../semantic/types.ts";

const TOP_LEVEL = new Set(
  (
    "archive bufio bytes cmp compress container context crypto database debug embed encoding errors expvar flag fmt go " +
    "hash html image index io iter log maps math mime net os path plugin reflect regexp runtime slices sort strconv " +
    "strings structs sync syscall testing text time unicode unique unsafe weak"
  ).split(" "),
);

/** True for import paths of the standard library. */
export function isStandardPackage(path: string): boolean {
  const slash = path.indexOf("/");
  return TOP_LEVEL.has(slash < 0 ? path : path.slice(0, slash));
}

/** Modules that only look at what they are given, and read a reader without closing it. */
const READERS = [
  "github.com/stretchr/testify/assert",
  "github.com/stretchr/testify/require",
  "gotest.tools/v3/assert",
  "github.com/google/go-cmp/cmp",
  "golang.org/x/net/html",
  "golang.org/x/text/transform",
  "golang.org/x/text/encoding",
  "golang.org/x/image",
  "gopkg.in/yaml.v2",
  "gopkg.in/yaml.v3",
  "go.yaml.in/yaml",
  "sigs.k8s.io/yaml",
  "github.com/goccy/go-yaml",
  "github.com/goccy/go-json",
  "github.com/json-iterator/go",
  "github.com/BurntSushi/toml",
  "github.com/pelletier/go-toml",
  "github.com/klauspost/compress",
  "github.com/klauspost/pgzip",
  "github.com/pierrec/lz4",
  "github.com/golang/snappy",
  "github.com/ulikunitz/xz",
  "github.com/andybalholm/brotli",
  "github.com/prometheus/common/expfmt",
];

export function isReadingPackage(path: string): boolean {
  return READERS.some((reader) => path === reader || path.startsWith(`${reader}/`));
}

/** Packages of the standard library whose functions keep what they are given. */
const KEEPING_PACKAGES =
  /^(container\/|sync$|sync\/atomic$|reflect$|unsafe$|slices$|maps$|context$|runtime$|plugin$|testing)/;

const KEEPING_NAMES =
  /^(Set|Store|Push|Put|Add|Register|Handle|Serve|Reset|Init|Swap|CompareAndSwap|Append|Insert|AfterFunc|Notify|Cleanup|NewRequest|Listen)/;

/** True if a function of the standard library may keep an argument beyond the call, other than in its result. */
export function keepsArguments(pkg: string, name: string): boolean {
  return KEEPING_PACKAGES.test(pkg) || KEEPING_NAMES.test(name);
}

/** Types of the standard library that only describe something. */
const PLAIN_TYPES: Readonly<Record<string, readonly string[]>> = {
  time: ["Duration", "Location", "Month", "Time", "Weekday"],
  "io/fs": ["DirEntry", "FileInfo", "FileMode", "PathError"],
};

/** True if a value of the type may have another value inside: not for numbers, texts and errors. */
export function canHold(type: Type): boolean {
  switch (type.kind) {
    case "basic":
      return false;
    case "named":
      return !isErrorType(type) && PLAIN_TYPES[type.pkg]?.includes(type.name) !== true;
    case "slice":
    case "array":
      return canHold(type.elem);
    case "map":
      return canHold(type.key) || canHold(type.value);
    case "tuple":
      return type.elems.some(canHold);
    default:
      return true;
  }
}

/** True if the type is the predeclared `error`. */
export function isErrorType(type: Type): boolean {
  return type.kind === "named" && type.pkg === "" && type.name === "error";
}

/** `syscall.Errno` and its kin: a number that is 0 where there is no error. */
export function isErrorNumber(type: Type): boolean {
  return type.kind === "named" && type.name.endsWith("Errno");
}

/** Names that promise an end: on types whose API is not known they count as a release. */
const RELEASE_NAME =
  /^(?:Must)?(Close|Stop|End|Finish|Release|Cancel|Commit|Rollback|Shutdown|Quit|Abort|Unsubscribe|Drain|Discard|Free|Done|Disconnect|Destroy|Clean|Terminate|Kill|Dispose|Detach|Hijack|Teardown|Unlock|Exit|close|stop|end|finish|release|cancel|commit|rollback|shutdown|abort|free|done|disconnect|destroy|clean|teardown)/;

export function soundsLikeRelease(name: string): boolean {
  return RELEASE_NAME.test(name);
}
