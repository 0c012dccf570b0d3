import assert from "node:assert/strict";
import { ACQUIRE_FACTS } from "../../../server/src/catalog/acquire/index.ts";
import { callableKey } from "../../../server/src/catalog/callables.ts";
import { CONTEXT_VARIANTS } from "../../../server/src/catalog/context/index.ts";
import { NEVER_RETURNS } from "../../../server/src/catalog/never-returns.ts";
import { NOT_ACQUIRE_FACTS } from "../../../server/src/catalog/not-acquire.ts";
import { OWNERSHIP_FACTS } from "../../../server/src/catalog/ownership.ts";
import type { CallableRef } from "../../../server/src/catalog/schema.ts";
import { decodePackage } from "../../../server/src/semantic/facts/decode-package.ts";
import { PACKAGE_FACTS } from "../../../server/src/semantic/facts/standard-library-data.ts";
import { bundledStandardLibrary } from "../../../server/src/semantic/facts/standard-library.ts";
import { lookupMethod } from "../../../server/src/semantic/lookup.ts";
import type { PackageDecls, World } from "../../../server/src/semantic/package.ts";
import { typeString } from "../../../server/src/semantic/type-string.ts";
import type { FuncType, Type } from "../../../server/src/semantic/types.ts";
import { named } from "../../../server/src/semantic/universe.ts";

const library = bundledStandardLibrary();
const world: World = { packageDecls: (path) => library.packageDecls(path) };

function pkg(path: string): PackageDecls {
  const decls = library.packageDecls(path);
  assert.ok(decls, path);
  return decls;
}

function signature(ref: CallableRef): FuncType | undefined {
  if (ref.recv === undefined) return pkg(ref.pkg).funcs.get(ref.name)?.type;
  const type = named(ref.pkg, ref.recv);
  const method = lookupMethod({ kind: "pointer", elem: type }, ref.name, world) ?? lookupMethod(type, ref.name, world);
  return method === "unknown" ? undefined : method?.type;
}

/** All types in the declarations of a package. */
function* typesOf(decls: PackageDecls): Generator<Type> {
  for (const value of decls.values.values()) yield value.type;
  for (const func of decls.funcs.values()) yield func.type;
  for (const type of decls.types.values()) {
    yield type.type;
    for (const param of type.typeParams) yield param.constraint;
    for (const method of type.methods.values()) yield method.type;
  }
}

function* partsOf(type: Type): Generator<Type> {
  yield type;
  if (type.kind === "named") for (const arg of type.args) yield* partsOf(arg);
  if ("elem" in type) yield* partsOf(type.elem);
  if (type.kind === "map") {
    yield* partsOf(type.key);
    yield* partsOf(type.value);
  }
  if (type.kind === "struct") for (const field of type.fields) yield* partsOf(field.type);
  if (type.kind === "func") for (const { type: part } of [...type.params, ...type.results]) yield* partsOf(part);
  if (type.kind === "union") for (const term of type.terms) yield* partsOf(term.type);
  if (type.kind !== "interface") return;
  for (const method of type.methods) yield* partsOf(method.type);
  for (const embed of type.embeds) yield* partsOf(embed);
}

describe("facts of the standard library", () => {
  it("decode without an unknown type, and every type they name is declared", () => {
    const missing = new Set<string>();
    for (const path of Object.keys(PACKAGE_FACTS)) {
      for (const type of typesOf(pkg(path))) {
        for (const part of partsOf(type)) {
          if (part.kind === "unknown") missing.add(`${path}: unknown`);
          if (part.kind !== "named" || part.pkg === "") continue;
          if (library.packageDecls(part.pkg)?.types.has(part.name) !== true)
            missing.add(`${path}: ${part.pkg}.${part.name}`);
        }
      }
    }
    assert.deepEqual([...missing], []);
  });

  it("know signatures with all they need", () => {
    const sql = pkg("database/sql");
    const query = sql.types.get("DB")?.methods.get("QueryContext");
    assert.equal(query?.pointerReceiver, true);
    assert.deepEqual(
      query.type.params.map((param) => typeString(param.type)),
      ["context.Context", "string", "[]any"],
    );
    assert.deepEqual(
      query.type.results.map((param) => typeString(param.type)),
      ["*database/sql.Rows", "error"].map((text) => text.replace("database/", "")),
    );
    assert.equal(query.type.variadic, true);
  });

  it("know embedding, interfaces, aliases, constants and generics", () => {
    const cleanup = signature({ pkg: "testing", recv: "T", name: "Cleanup" });
    assert.equal(cleanup?.params.length, 1);
    assert.equal(signature({ pkg: "net", recv: "TCPConn", name: "Close" })?.results.length, 1);
    assert.equal(pkg("os").types.get("FileInfo")?.alias, true);
    assert.equal(pkg("time").values.get("Second")?.value, 1_000_000_000);
    assert.equal(pkg("net/http").values.get("MethodGet")?.value, "GET");
    assert.equal(pkg("math").values.get("MaxUint64")?.value, 18446744073709551615n);
    assert.equal(pkg("math").values.get("Pi")?.value, Math.PI);
    const sort = pkg("slices").funcs.get("Sort")?.type;
    assert.deepEqual(
      sort?.typeParams.map((param) => param.name),
      ["S", "E"],
    );
    assert.equal(pkg("math/rand/v2").name, "rand");
    assert.deepEqual(pkg("sync/atomic").types.get("Pointer")?.methods.get("Load")?.receiverTypeParams, ["T"]);
  });

  it("tell of locks in fields nobody can name", () => {
    const server = pkg("net/http").types.get("Server")?.type;
    assert.ok(server?.kind === "struct" && server.fields.some(({ type }) => typeString(type).startsWith("atomic.")));
    const group = pkg("sync").types.get("WaitGroup")?.type;
    assert.ok(group?.kind === "struct" && group.fields[0]?.type.kind === "named");
  });

  it("hold every fact of the catalog about the standard library, with as many results", () => {
    const isStandard = (ref: CallableRef): boolean => library.has(ref.pkg) && ref.name !== "*";
    const missing = [...ACQUIRE_FACTS, ...OWNERSHIP_FACTS, ...NOT_ACQUIRE_FACTS, ...NEVER_RETURNS, ...CONTEXT_VARIANTS]
      .filter(isStandard)
      .filter((ref) => signature(ref) === undefined)
      .map((ref) => callableKey(ref.pkg, ref.recv, ref.name));
    assert.deepEqual(missing, []);
    const wrong = ACQUIRE_FACTS.filter(isStandard)
      .filter((fact) => fact.results >= 0 && signature(fact)?.results.length !== fact.results)
      .map((ref) => callableKey(ref.pkg, ref.recv, ref.name));
    assert.deepEqual(wrong, []);
  });

  it("of a made-up package decode to what was encoded", () => {
    const decls = decodePackage(
      "x/y",
      "n why\ni time\nf F[K:c,V:~i|s]($K,%s:[4]*0.Time,(i)b,.->{A i;!*0.Time})(()e,#{M()})",
    );
    const type = decls.funcs.get("F")?.type;
    assert.equal(decls.name, "why");
    assert.equal(
      type && typeString(type),
      "func(K, map[string][4]*time.Time, func(int) bool, ...chan<- struct { A int; *time.Time }) (func() error, interface { M() })",
    );
    assert.equal(type?.typeParams[1]?.constraint.kind, "union");
  });
});
