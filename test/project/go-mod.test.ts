import assert from "node:assert/strict";
import { filePart } from "../../server/src/project/build-constraints.ts";
import { escapeModulePath, parseModuleFile } from "../../server/src/project/go-mod.ts";

describe("go.mod", () => {
  it("is read with blocks, comments, quotes and replacements", () => {
    const file = parseModuleFile(
      [
        "// the module",
        'module "example.com/app" // it',
        "go 1.22.3",
        "toolchain go1.23.0",
        "require github.com/BurntSushi/toml v1.2.0",
        "require (",
        "\tgolang.org/x/sync v0.5.0 // indirect",
        ")",
        "replace (",
        "\tgolang.org/x/sync => ../sync",
        "\tgithub.com/a/b v1.0.0 => github.com/c/b v1.0.1",
        ")",
        "exclude x.org/y v1.0.0",
      ].join("\r\n"),
    );
    assert.equal(file.module, "example.com/app");
    assert.equal(file.go, "1.22.3");
    assert.deepEqual(file.require, [
      { path: "github.com/BurntSushi/toml", version: "v1.2.0" },
      { path: "golang.org/x/sync", version: "v0.5.0" },
    ]);
    assert.deepEqual(file.replace, [
      { path: "golang.org/x/sync", version: undefined, target: "../sync", targetVersion: undefined },
      { path: "github.com/a/b", version: "v1.0.0", target: "github.com/c/b", targetVersion: "v1.0.1" },
    ]);
    assert.deepEqual(file.exclude, [{ path: "x.org/y", version: "v1.0.0" }]);
  });

  it("that is half typed gives what it has", () => {
    assert.deepEqual(parseModuleFile("module\nrequire (\n\tx\n replace => \n").require, []);
  });

  it("writes upper-case letters in the cache with !", () => {
    assert.equal(escapeModulePath("github.com/BurntSushi/toml"), "github.com/!burnt!sushi/toml");
  });

  it("has its work file", () => {
    assert.deepEqual(parseModuleFile("go 1.22\nuse (\n\t.\n\t./tools\n)\n").use, [".", "./tools"]);
  });
});

describe("build constraints", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["x.go", "package p", "always"],
    ["x_linux.go", "package p", "here"],
    ["x_windows.go", "package p", "elsewhere"],
    ["x_windows_arm64_test.go", "package p", "elsewhere"],
    ["x_linux_arm64.go", "package p", "elsewhere"],
    ["linux.go", "package p", "always"],
    ["x.go", "//go:build ignore\n\npackage main", "never"],
    ["x.go", "// c\n\n//go:build (linux || darwin) && !arm64 // why\npackage p", "here"],
    ["x.go", "//go:build integration\npackage p", "elsewhere"],
    ["x.go", "//go:build !integration && go1.18\npackage p", "here"],
    ["x.go", "package p\n\n//go:build ignore\n", "always"],
  ];
  for (const [name, text, expected] of cases) {
    it(`say ${expected} of ${name} with ${JSON.stringify(text.slice(0, 40))}`, () => {
      assert.equal(filePart(name, text), expected);
    });
  }
});
