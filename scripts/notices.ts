import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./rule-files.ts";

interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly license?: string;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly repository?: string | { readonly url?: string };
}

/** What stands in THIRD_PARTY_NOTICES before the packages: sources that are no npm packages. */
const GO_NOTICE = `The signatures of Go's standard library that gostable carries are taken from the Go distribution
(https://go.dev), whose licence is:

Copyright 2009 The Go Authors.

Redistribution and use in source and binary forms, with or without
modification, are permitted provided that the following conditions are
met:

   * Redistributions of source code must retain the above copyright
notice, this list of conditions and the following disclaimer.
   * Redistributions in binary form must reproduce the above
copyright notice, this list of conditions and the following disclaimer
in the documentation and/or other materials provided with the
distribution.
   * Neither the name of Google LLC nor the names of its
contributors may be used to endorse or promote products derived from
this software without specific prior written permission.

THIS SOFTWARE IS PROVIDED BY THE COPYRIGHT HOLDERS AND CONTRIBUTORS
"AS IS" AND ANY EXPRESS OR IMPLIED WARRANTIES, INCLUDING, BUT NOT
LIMITED TO, THE IMPLIED WARRANTIES OF MERCHANTABILITY AND FITNESS FOR
A PARTICULAR PURPOSE ARE DISCLAIMED. IN NO EVENT SHALL THE COPYRIGHT
OWNER OR CONTRIBUTORS BE LIABLE FOR ANY DIRECT, INDIRECT, INCIDENTAL,
SPECIAL, EXEMPLARY, OR CONSEQUENTIAL DAMAGES (INCLUDING, BUT NOT
LIMITED TO, PROCUREMENT OF SUBSTITUTE GOODS OR SERVICES; LOSS OF USE,
DATA, OR PROFITS; OR BUSINESS INTERRUPTION) HOWEVER CAUSED AND ON ANY
THEORY OF LIABILITY, WHETHER IN CONTRACT, STRICT LIABILITY, OR TORT
(INCLUDING NEGLIGENCE OR OTHERWISE) ARISING IN ANY WAY OUT OF THE USE
OF THIS SOFTWARE, EVEN IF ADVISED OF THE POSSIBILITY OF SUCH DAMAGE.`;

const RULE = "-".repeat(80);

/** The licences of everything that is bundled into dist/: the dependencies with theirs, and the grammar. */
export function thirdPartyNotices(): string {
  const own = readManifest(projectRoot);
  const roots = [...Object.keys(own.dependencies ?? {}), "tree-sitter-go"];
  const found = new Map<string, string>();
  for (const name of roots) collect(name, projectRoot, found);
  // The grammar's npm package depends on what builds its native binding, of which nothing is bundled.
  for (const name of ["node-addon-api", "node-gyp-build"]) found.delete(name);
  const folders = [...found.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, folder]) => folder);
  const header = "gostable contains the following software, under the licences that stand with each.";
  return `${[header, GO_NOTICE, ...folders.map(packageNotice)].join(`\n\n${RULE}\n\n`)}\n`;
}

function collect(name: string, from: string, found: Map<string, string>): void {
  const folder = [join(from, "node_modules", name), join(projectRoot, "node_modules", name)].find((path) =>
    existsSync(join(path, "package.json")),
  );
  if (folder === undefined || found.has(name)) return;
  found.set(name, folder);
  for (const next of Object.keys(readManifest(folder).dependencies ?? {})) collect(next, folder, found);
}

function packageNotice(folder: string): string {
  const { name, version, license } = readManifest(folder);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  const text = file === undefined ? `Licence: ${license ?? "not stated"}` : readFileSync(join(folder, file), "utf8");
  return `${name} ${version}\n\n${text.replaceAll("\r\n", "\n").trim()}`;
}

function readManifest(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
}
