import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { abilitiesFrom } from "./support/client-capabilities.ts";
import { Editor } from "./support/editor.ts";

const server = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));
const LEAK = 'package p\n\nimport "sync"\n\nfunc f(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n';

describe("the first answer of a server", () => {
  it("waits for the settings: nobody sees for a moment what he has switched off", async () => {
    const settings = new Promise((resolve) => setTimeout(resolve, 300, { delay: 0, preset: "off" }));
    const editor = await Editor.start(
      [process.execPath, server, "--stdio"],
      new Map([
        ["go.mod", "module example.com/p\n"],
        ["p.go", LEAK],
      ]),
      abilitiesFrom([]),
      settings,
    );
    try {
      await editor.open("p.go");
      assert.deepEqual(await editor.diagnostics("p.go"), []);
    } finally {
      await editor.stop();
    }
  });

  it("comes soon in a long document, and the client is asked to come back for the rest", async () => {
    const names = Array.from({ length: 1500 }, (_, index) => `f${String(index)}`);
    const functions = names.map((name) => `func ${name}(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n`);
    const editor = await Editor.start(
      [process.execPath, server, "--stdio"],
      new Map([
        ["go.mod", "module example.com/p\n"],
        ["p.go", `package p\n\nimport "sync"\n\n${functions.join("\n")}`],
      ]),
      abilitiesFrom([]),
    );
    try {
      await editor.open("p.go");
      const first = await editor.firstDiagnostics("p.go");
      const all = await editor.diagnostics("p.go");
      assert.equal(all.length, names.length);
      assert.ok(first.length > 0 && first.length < all.length, `${String(first.length)} first`);
      assert.deepEqual(first, all.slice(0, first.length));
    } finally {
      await editor.stop();
    }
  });
});
