import assert from "node:assert/strict";
import { needImport } from "../../server/src/analyze/edits/add-import.ts";
import { safeFix } from "../../server/src/analyze/fix-all.ts";
import { DEFAULT_RULE_OPTIONS } from "../../server/src/analyze/rule-options.ts";
import { DEFAULT_RULE_SETTINGS } from "../../server/src/analyze/settings.ts";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { Engine } from "../../server/src/engine/engine.ts";
import { MemoryFileSystem } from "../../server/src/project/memory-file-system.ts";
import { rules } from "../../server/src/rules/registry.ts";
import { applyEdits } from "../../server/src/text/edit.ts";
import { goParser, parseGo } from "../support/go.ts";
import { syntaxUnit } from "../support/unit.ts";

const PATH = "file:///app/main.go";

/** The text after all safe fixes of the rule. */
function fixed(text: string, rule: string): Promise<string> {
  return fixedBy(text, rule, safeFix);
}

/** The text after the first fix of each finding, safe or not. */
function fixedByAny(text: string, rule: string): Promise<string> {
  return fixedBy(text, rule, ({ fixes }) => fixes[0]);
}

async function fixedBy(text: string, rule: string, choose: typeof safeFix): Promise<string> {
  const fs = new MemoryFileSystem({ [PATH]: text, "file:///app/go.mod": "module example.com/app\n\ngo 1.24\n" });
  const settings = { ...DEFAULT_RULE_SETTINGS, preset: "off" as const, rules: { [rule]: "on" as const } };
  const engine = new Engine({
    fs,
    parser: goParser,
    catalog: createCatalog(),
    rules,
    settingsOf: () => Promise.resolve({ ...settings, options: DEFAULT_RULE_OPTIONS }),
  });
  const { text: result, refused } = await engine.fixAll(PATH, choose, new AbortController().signal);
  assert.deepEqual(refused, []);
  return result;
}

function withImport(text: string, path: string): string | undefined {
  const needed = needImport(syntaxUnit(text), path, text.length - 1);
  return needed && applyEdits(text, needed.edits);
}

const LEAK = `package main

import "os"

func size() (n int64, err error) {
	f, err := os.Open("x") // the file
	if err != nil {
		return 0, err
	}
	// its size
	info, err := f.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}
`;

describe("fixes in unusual files", () => {
  it("put the defer behind the check and keep comments", async () => {
    const expected = LEAK.replace("\t// its size", "\tdefer f.Close()\n\t// its size");
    assert.equal(await fixed(LEAK, "file-not-closed"), expected);
  });

  it("keep the line breaks of Windows", async () => {
    const text = LEAK.replaceAll("\n", "\r\n");
    const expected = text.replace("\t// its size", "\tdefer f.Close()\r\n\t// its size");
    assert.equal(await fixed(text, "file-not-closed"), expected);
  });

  it("count from behind a byte order mark, which is put back where the file is written", async () => {
    assert.equal(await fixed(`\uFEFF${LEAK}`, "file-not-closed"), await fixed(LEAK, "file-not-closed"));
  });

  it("write into generic functions and methods with named results", async () => {
    const text = LEAK.replace("func size()", "type T[K any] struct{}\n\nfunc (t *T[K]) size()");
    assert.match(await fixed(text, "file-not-closed"), /\}\n\tdefer f\.Close\(\)\n/);
  });

  it("leave a line alone whose comment stands below another one", async () => {
    const calls = '\tdb.Exec("DELETE FROM a") // first\n\tdo(ctx)                  // second\n';
    const text = `package main

import (
	"context"
	"database/sql"
)

func do(ctx context.Context) {}

func f(ctx context.Context, db *sql.DB) {
${calls}}
`;
    assert.equal(await fixed(text, "context-not-forwarded"), text);
    const apart = text.replace(" // second", "");
    assert.match(await fixed(apart, "context-not-forwarded"), /ExecContext\(ctx, "DELETE FROM a"\) \/\/ first/);
  });

  it("have the spaces of gofmt where an argument becomes a field", async () => {
    const text = `package main

import (
	"context"
	"net"
	"time"
)

func dial(ctx context.Context) (net.Conn, error) {
	return net.DialTimeout("tcp", "a:1", 5*time.Second)
}
`;
    assert.match(await fixedByAny(text, "context-not-forwarded"), /Timeout: 5 \* time\.Second\}/);
  });

  it("defer nothing in a loop", async () => {
    const text = `package main

import "os"

func sizes(names []string) (n int64) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		info, err := f.Stat()
		if err != nil {
			continue
		}
		n += info.Size()
	}
	return n
}
`;
    assert.equal(await fixed(text, "file-not-closed"), text);
  });

  for (const [name, text] of [
    ["a function on one line", 'func f() { f, _ := os.Open("x"); _, _ = f.Stat() }'],
    [
      "an if with a statement before",
      'func f() {\n\tif f, err := os.Open("x"); err == nil {\n\t\t_, _ = f.Stat()\n\t}\n}',
    ],
  ] as const) {
    it(`leave ${name} well-formed`, async () => {
      const result = await fixed(`package main\n\nimport "os"\n\n${text}\n`, "file-not-closed");
      assert.deepEqual(parseGo(result).errors, []);
    });
  }
});

describe("needImport", () => {
  it("comes behind the package clause where nothing is imported", () => {
    assert.equal(
      withImport("package p // doc\n\nvar x int\n", "context"),
      'package p // doc\n\nimport "context"\n\nvar x int\n',
    );
  });

  it("stands beside a single import, whose comments stay with it", () => {
    assert.equal(
      withImport('package p\n\nimport "os" // why\n', "time"),
      'package p\n\nimport "os" // why\nimport "time"\n',
    );
    assert.equal(
      withImport('package p\n\nimport "os" // why\n', "context"),
      'package p\n\nimport "context"\nimport "os" // why\n',
    );
  });

  it("does not come between the code of cgo and its import", () => {
    const cgo = 'package p\n\n// int one() { return 1; }\nimport "C"\n';
    for (const path of ["context", "A"]) {
      assert.equal(withImport(cgo, path), `${cgo}import "${path}"\n`);
    }
    const block = 'package p\n\n/*\nint one();\n*/\nimport "C"\n';
    assert.equal(withImport(block, "A"), `${block}import "A"\n`);
  });

  it("leaves parentheses on one line alone", () => {
    assert.equal(withImport('package p\n\nimport ("os")\n', "time"), 'package p\n\nimport ("os")\nimport "time"\n');
  });

  it("goes into the block of its kind, in order", () => {
    const text = 'package p\n\nimport (\n\t"fmt"\n\t"os"\n\n\t"example.com/a"\n)\n';
    assert.equal(withImport(text, "context"), text.replace('\t"fmt"', '\t"context"\n\t"fmt"'));
    assert.equal(withImport(text, "time"), text.replace('\t"os"', '\t"os"\n\t"time"'));
    assert.equal(withImport(text, "example.com/b"), text.replace('a"', 'a"\n\t"example.com/b"'));
  });

  it("takes no name that another import has", () => {
    assert.equal(withImport('package p\n\nimport context "example.com/x"\n', "context"), undefined);
  });

  it("keeps the line breaks of Windows", () => {
    assert.equal(
      withImport('package p\r\n\r\nimport (\r\n\t"os"\r\n)\r\n', "time"),
      'package p\r\n\r\nimport (\r\n\t"os"\r\n\t"time"\r\n)\r\n',
    );
  });
});
