import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { goComplaints, hasGo, importsStandardOnly } from "./go-toolchain.ts";

const main = (text: string) => [{ path: "main.go", text }];

describe("the Go tools", () => {
  it("name the module they complain of, and only complain of what it must be", function () {
    if (!hasGo) this.skip();
    this.timeout(120_000);
    const selfAssign = "package app\n\nfunc f(a int) {\n\ta = a\n}\n";
    const complaints = goComplaints([
      { name: "unformatted", files: main("package app\nfunc f( ) {}\n"), must: "formatted" },
      { name: "broken", files: main("package app\n\nfunc f() int {\n}\n"), must: "compiles" },
      { name: "compiles", files: main(selfAssign), must: "compiles" },
      { name: "suspicious", files: main(selfAssign), must: "vetted" },
      { name: "fine", files: main('package app\n\nimport "fmt"\n\nfunc f() { fmt.Println() }\n'), must: "vetted" },
    ]);
    assert.equal(complaints.length, 3, complaints.join("\n"));
    for (const name of ["unformatted", "broken", "suspicious"]) {
      assert.ok(
        complaints.some((line) => line.includes(name)),
        `nothing on ${name}: ${complaints.join("\n")}`,
      );
    }
  });

  it("are asked only about modules that need nothing else", () => {
    assert.ok(importsStandardOnly(main('package app\n\nimport (\n\t"fmt"\n\ts "example.com/app/store"\n)\n')));
    assert.ok(!importsStandardOnly(main('package app\n\nimport "github.com/jmoiron/sqlx"\n')));
  });
});
