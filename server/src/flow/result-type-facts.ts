import type { Catalog } from "../catalog/catalog.ts";
import type { AcquireFact, CallableRef } from "../catalog/schema.ts";
import type { FuncType, Type } from "../semantic/types.ts";
import { isErrorType } from "./standard-library.ts";

/** A call of the standard library that hands out a type, as the pattern for calls whose code is not known. */
interface Pattern {
  readonly type: string;
  readonly like: CallableRef;
  /** Names of functions that hand out a fresh one; others may answer one that somebody else owns. */
  readonly names: RegExp;
}

const PATTERNS: readonly Pattern[] = [
  { type: "database/sql.Rows", like: { pkg: "database/sql", recv: "DB", name: "Query" }, names: /./ },
  {
    type: "database/sql.Tx",
    like: { pkg: "database/sql", recv: "DB", name: "Begin" },
    names: /^(Begin|Start|New|Open)/i,
  },
  { type: "database/sql.Stmt", like: { pkg: "database/sql", recv: "DB", name: "Prepare" }, names: /^Prepare/i },
  { type: "net/http.Response", like: { pkg: "net/http", recv: "Client", name: "Do" }, names: /./ },
];

/** An obligation told by the result types alone: `(*sql.Rows, error)` of an interface's method or a function value. */
export function factOfResultType(ref: CallableRef, signature: FuncType, catalog: Catalog): AcquireFact | undefined {
  const [resource, error] = signature.results;
  if (resource === undefined || error === undefined || signature.results.length !== 2 || !isErrorType(error.type)) {
    return undefined;
  }
  const type = pointedTo(resource.type);
  const pattern = PATTERNS.find((each) => each.type === type && each.names.test(ref.name));
  const [fact] = pattern === undefined ? [] : catalog.acquire(pattern.like);
  return fact === undefined ? undefined : { ...fact, pkg: ref.pkg, name: ref.name, result: 0, results: 2 };
}

function pointedTo(type: Type): string | undefined {
  return type.kind === "pointer" && type.elem.kind === "named" ? `${type.elem.pkg}.${type.elem.name}` : undefined;
}
