import { URI } from "vscode-uri";

/**
 * One way to write each URI: as vscode-uri does (`file:///c%3A/src`). Two editors that write `file:///C:/src` and
 * `file:///c%3A/src` mean one file.
 */
export function normalizeUri(uri: string): string {
  return URI.parse(uri).toString();
}

/** The URI of an entry in a directory. `name` is plain text, not percent-encoded. */
export function joinUri(directory: string, name: string): string {
  return `${directory.endsWith("/") ? directory : `${directory}/`}${encodeSegment(name)}`;
}

/** The URI of a path relative to a directory (`../lib/x.go`; `/` or, on Windows, `\` between its names). */
export function resolveUri(directory: string, path: string): string {
  let at = trimSlash(directory);
  for (const name of path.replaceAll("\\", "/").split("/")) {
    if (name === "" || name === ".") continue;
    at = name === ".." ? (parentUri(at) ?? at) : joinUri(at, name);
  }
  return at;
}

/** The directory that holds it; undefined for the root of a file system, a drive or a share. */
export function parentUri(uri: string): string | undefined {
  const trimmed = trimSlash(uri);
  if (trimmed.endsWith("/") || isRoot(trimmed)) return undefined;
  const start = pathStart(trimmed);
  const slash = trimmed.lastIndexOf("/");
  if (slash < start || slash + 1 >= trimmed.length) return undefined;
  const parent = trimmed.slice(0, slash);
  return isRoot(parent) ? `${parent}/` : parent;
}

/** The last name of a URI, decoded. */
export function nameOfUri(uri: string): string {
  const trimmed = trimSlash(uri);
  return decodeSegment(trimmed.slice(trimmed.lastIndexOf("/") + 1));
}

/** True if `uri` is the directory itself or lies anywhere below it. */
export function isWithin(uri: string, directory: string): boolean {
  return uri.startsWith(withSlash(directory)) || trimSlash(uri) === trimSlash(directory);
}

/** The path from a directory to something below it, decoded, with `/`; undefined if it does not lie below it. "" for itself. */
export function relativePath(directory: string, uri: string): string | undefined {
  if (!isWithin(uri, directory)) return undefined;
  const rest = trimSlash(uri).slice(withSlash(directory).length);
  return rest.includes("%") ? rest.split("/").map(decodeSegment).join("/") : rest;
}

/** Without a slash at its end, but for the root of a file system, a drive or a share. */
export function trimSlash(uri: string): string {
  return uri.endsWith("/") && !isRoot(uri.slice(0, -1)) ? uri.slice(0, -1) : uri;
}

function withSlash(directory: string): string {
  return directory.endsWith("/") ? directory : `${directory}/`;
}

/** Offset of the path's first slash. */
function pathStart(uri: string): number {
  const authority = uri.indexOf("://");
  if (authority < 0) return uri.indexOf(":") + 1;
  const slash = uri.indexOf("/", authority + 3);
  return slash < 0 ? uri.length : slash;
}

function isRoot(uri: string): boolean {
  const path = uri.slice(pathStart(uri));
  return path === "" || /^\/[A-Za-z](:|%3A)$/i.test(path);
}

function encodeSegment(name: string): string {
  if (/^[\w.~-]+$/.test(name)) return name;
  // Behind another name, so that `C:` is not taken for a drive.
  return URI.from({ scheme: "file", path: `/x/${name}` })
    .toString()
    .slice("file:///x/".length);
}

function decodeSegment(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}
