import assert from "node:assert/strict";
import fc from "fast-check";
import { URI } from "vscode-uri";
import {
  isWithin,
  joinUri,
  nameOfUri,
  normalizeUri,
  parentUri,
  relativePath,
  resolveUri,
} from "../../server/src/project/uri.ts";

describe("URIs", () => {
  it("are written in one way for a Windows drive", () => {
    assert.equal(normalizeUri("file:///C:/src/a.go"), "file:///c%3A/src/a.go");
    assert.equal(parentUri("file:///c%3A/src"), "file:///c%3A/");
    assert.equal(parentUri("file:///c%3A/"), undefined);
    assert.equal(joinUri("file:///c%3A/", "src"), "file:///c%3A/src");
  });

  it("keep the server of a UNC path", () => {
    const uri = URI.file("//server/share/a b").toString();
    assert.equal(joinUri(uri, "x.go"), "file://server/share/a%20b/x.go");
    assert.equal(parentUri("file://server/share"), "file://server/");
    assert.equal(parentUri("file://server/"), undefined);
  });

  it("end at the root", () => {
    assert.equal(parentUri("file:///a"), "file:///");
    assert.equal(joinUri(parentUri("file:///a") ?? "", "b"), "file:///b");
    assert.ok(isWithin("file:///a", "file:///"));
    assert.equal(relativePath("file:///", "file:///a/b"), "a/b");
    assert.equal(parentUri("file:///"), undefined);
    assert.equal(parentUri("untitled:Untitled-1"), undefined);
  });

  it("resolve relative paths", () => {
    assert.equal(resolveUri("file:///a/b", "../c/./d.go"), "file:///a/c/d.go");
    assert.equal(resolveUri("file:///a/b", "..\\c"), "file:///a/c");
    assert.equal(relativePath("file:///a", "file:///a/%C3%BC/x.go"), "ü/x.go");
    assert.equal(relativePath("file:///a", "file:///ab"), undefined);
    assert.ok(isWithin("file:///a", "file:///a/"));
  });

  it("of any name are what vscode-uri makes of it, and lead back to it", () => {
    const name = fc
      .string({ minLength: 1, unit: "grapheme" })
      .filter((text) => !/[/\\]/.test(text) && text.trim() === text && !/^\.+$/.test(text));
    fc.assert(
      fc.property(name, (text) => {
        const joined = joinUri("file:///base", text);
        assert.equal(joined, URI.from({ scheme: "file", path: `/base/${text}` }).toString());
        assert.equal(nameOfUri(joined), text);
      }),
    );
  });
});
