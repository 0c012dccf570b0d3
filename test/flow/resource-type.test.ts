import assert from "node:assert/strict";
import { describe, it } from "mocha";
import { createCatalog } from "../../server/src/catalog/create-catalog.ts";
import { mayBeResource } from "../../server/src/flow/obligations/resource-type.ts";
import { goFile } from "../support/world.ts";

const { ast, info } = goFile(
  `package app

import (
	"example.com/lib"
	"github.com/valyala/fasthttp"
	"time"
)

type Plain struct{ Name string }
func (Plain) String() string { return "" }

type Closes struct{ name string }
func (*Closes) Close() error { return nil }

type Named struct{ name string }
func (Named) StopAll() {}

type Embeds struct{ lib.Closes }
type Answer struct{ Body lib.Closes }
type Number int
type Both interface{ Name() string }
type Again Plain
type Short = Plain

func f(
	plain Plain, plainPointer *Plain, number Number, text string, err error, list []*Closes,
	closes *Closes, named Named, embeds *Embeds, answer *Answer, both Both, cancel func(),
	data lib.Data, request *fasthttp.Request, again Again, short Short,
	timer *time.Timer, date time.Time,
) {}
`,
  {
    "example.com/lib": "package lib\ntype Closes struct{}\nfunc (Closes) Close() {}\ntype Data struct{ Rows []int }\n",
    time: "package time\ntype Timer struct{}\nfunc (*Timer) Stop() bool { return true }\ntype Time struct{ wall int }\n",
    "github.com/valyala/fasthttp": "package fasthttp\ntype Request struct{ header int }\n",
  },
);
const catalog = createCatalog();

/** The parameters of `f` that may be resources. */
function resources(): string[] {
  const decl = ast.decls.find((each) => each.kind === "FuncDecl" && each.name.name === "f");
  assert.ok(decl?.kind === "FuncDecl");
  return decl.type.params
    .filter(({ type }) => mayBeResource(info.typeOf(type), info, catalog))
    .flatMap(({ names }) => names.map(({ name }) => name));
}

describe("a type", () => {
  it("may be a resource where a member promises its end, or not all of its members are known", () => {
    const promise = ["closes", "named", "embeds", "answer", "timer"];
    const unknown = ["both", "cancel", "again"];
    const byFunction = ["request"];
    assert.deepEqual(resources().sort(), [...promise, ...unknown, ...byFunction].sort());
  });
});
