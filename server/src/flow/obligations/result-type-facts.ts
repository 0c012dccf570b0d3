import type { Catalog } from "../../catalog/catalog.ts";
import type { AcquireFact, CallableRef } from "../../catalog/schema.ts";
import { lookupMethod } from "../../semantic/lookup.ts";
import type { World } from "../../semantic/package.ts";
import type { FuncType, Type } from "../../semantic/types.ts";
import { underlying } from "../../semantic/underlying.ts";
import { isErrorType } from "../standard-library.ts";

/** A call of the standard library that hands out a type, as the pattern for calls whose code is not known. */
interface Pattern {
  readonly type: string;
  readonly like: CallableRef;
  /** Names of functions that hand out a fresh one; others may answer one that somebody else owns. */
  readonly names: RegExp;
}

const TRANSACTION = "database/sql.Tx";

const PATTERNS: readonly Pattern[] = [
  { type: "database/sql.Rows", like: { pkg: "database/sql", recv: "DB", name: "Query" }, names: /./ },
  {
    type: TRANSACTION,
    like: { pkg: "database/sql", recv: "DB", name: "Begin" },
    names: /^(Begin|Start|New|Open)/i,
  },
  { type: "database/sql.Stmt", like: { pkg: "database/sql", recv: "DB", name: "Prepare" }, names: /^Prepare/i },
  // `Execute` of generated clients has read and closed the body, and put what was read in its place.
  { type: "net/http.Response", like: { pkg: "net/http", recv: "Client", name: "Do" }, names: /^(?!Execute$)/ },
];

/** An obligation told by the result types alone: `(*sql.Rows, error)` of an interface's method or a function value. */
export function factOfResultType(
  ref: CallableRef,
  signature: FuncType,
  catalog: Catalog,
  world: World,
): AcquireFact | undefined {
  const [resource, error] = signature.results;
  if (resource === undefined || error === undefined || signature.results.length !== 2 || !isErrorType(error.type)) {
    return undefined;
  }
  const type = pointedTo(resource.type) ?? (isTransaction(resource.type, world) ? TRANSACTION : undefined);
  const pattern = PATTERNS.find((each) => each.type === type && each.names.test(ref.name));
  const [fact] = pattern === undefined ? [] : catalog.acquire(pattern.like);
  return fact === undefined ? undefined : { ...fact, pkg: ref.pkg, name: ref.name, result: 0, results: 2 };
}

function pointedTo(type: Type): string | undefined {
  return type.kind === "pointer" && type.elem.kind === "named" ? `${type.elem.pkg}.${type.elem.name}` : undefined;
}

/** A project's own interface over transactions: it commits, rolls back and asks database/sql. */
function isTransaction(type: Type, world: World): boolean {
  if (type.kind !== "named" || underlying(type, world).kind !== "interface") return false;
  const resultsOf = (name: string): readonly Type[] => {
    const method = lookupMethod(type, name, world);
    return method === undefined || method === "unknown" ? [] : method.type.results.map((result) => result.type);
  };
  const ends = ["Commit", "Rollback"].every(
    (name) => resultsOf(name).length === 1 && resultsOf(name).every(isErrorType),
  );
  return ends && ["Exec", "ExecContext", "Query", "QueryContext"].some((name) => resultsOf(name).some(isOfDatabase));
}

function isOfDatabase(type: Type): boolean {
  const inner = type.kind === "pointer" ? type.elem : type;
  return inner.kind === "named" && inner.pkg === "database/sql";
}
