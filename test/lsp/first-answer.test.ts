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
});
