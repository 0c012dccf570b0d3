import assert from "node:assert/strict";
import { fileURLToPath } from "node:url";
import { abilitiesFrom } from "./support/client-capabilities.ts";
import { Editor } from "./support/editor.ts";

const server = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));
const LEAK = 'package p\n\nimport "sync"\n\nfunc f(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n';

/** As many functions as wanted, with a finding in each. */
function longText(functions: number): string {
  const texts = Array.from({ length: functions }, (_, index) => {
    return `func f${String(index)}(mu *sync.Mutex) {\n\tmu.Lock()\n\tdefer mu.Lock()\n}\n`;
  });
  return `package p\n\nimport "sync"\n\n${texts.join("\n")}`;
}

async function withLongDocument(
  functions: number,
  words: readonly string[],
  use: (editor: Editor) => Promise<void>,
): Promise<void> {
  const files = new Map([
    ["go.mod", "module example.com/p\n"],
    ["p.go", longText(functions)],
  ]);
  const editor = await Editor.start([process.execPath, server, "--stdio"], files, abilitiesFrom(words));
  try {
    await editor.open("p.go");
    await use(editor);
  } finally {
    await editor.stop();
  }
}

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
    const functions = 1500;
    await withLongDocument(functions, ["refreshes"], async (editor) => {
      const first = await editor.diagnostics("p.go");
      assert.ok(first.length > 0 && first.length < functions, `${String(first.length)} first`);
      await editor.refreshed();
      const all = await editor.diagnostics("p.go");
      assert.equal(all.length, functions);
      const told = new Set(all.map((each) => JSON.stringify(each)));
      assert.ok(
        first.every((each) => told.has(JSON.stringify(each))),
        "nothing that was shown goes away",
      );
    });
  });

  it("is the whole one where the client cannot be asked to come back", async () => {
    await withLongDocument(300, [], async (editor) => {
      assert.equal((await editor.diagnostics("p.go")).length, 300);
    });
  });

  it("is the whole one in published diagnostics, too", async () => {
    await withLongDocument(300, ["push", "refreshes"], async (editor) => {
      assert.equal((await editor.diagnostics("p.go")).length, 300);
    });
  });
});
