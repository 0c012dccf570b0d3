import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { abilitiesFrom } from "./support/client-capabilities.ts";
import { perform, same } from "./support/conversation.ts";
import { Editor } from "./support/editor.ts";
import { readScript, withAnswers } from "./support/script.ts";
import { readArchive } from "./support/txtar.ts";

const folder = fileURLToPath(new URL(".", import.meta.url));
const server = process.env.GOSTABLE_SERVER ?? fileURLToPath(new URL("../../dist/server-node.cjs", import.meta.url));
const update = process.env.UPDATE !== undefined;

describe("a conversation with the language server", () => {
  before(() => {
    assert.ok(existsSync(server), `${server} is missing: npm run build`);
  });
  for (const name of readdirSync(folder).filter((file) => file.endsWith(".txtar"))) {
    it(name.replace(/\.txtar$/, "").replaceAll("-", " "), () => converse(join(folder, name)));
  }
});

async function converse(path: string): Promise<void> {
  const source = readFileSync(path, "utf8");
  const { comment, files } = readArchive(source);
  const steps = readScript(comment);
  const abilities = abilitiesFrom(steps[0]?.name === "client" ? steps[0].words : []);
  const editor = await Editor.start([process.execPath, server, "--stdio"], files, abilities);
  const answers = new Map<number, readonly string[]>();
  try {
    for (const step of steps.filter(({ name }) => name !== "client")) {
      const answer = await perform(editor, step, update);
      answers.set(step.line, answer);
      if (!update && !same(answer, step.expected))
        assert.equal(answer.join("\n"), step.expected.join("\n"), `line ${step.line + 1}`);
    }
  } finally {
    await editor.stop();
  }
  if (update)
    writeFileSync(
      path,
      source.replace(comment, () => withAnswers(comment, answers)),
    );
}
