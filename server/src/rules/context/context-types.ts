import { namedOf } from "../../analyze/called.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import { unalias } from "../../semantic/underlying.ts";
import type { Field } from "../../syntax/ast.ts";
import { goAtLeast } from "../../analyze/go-version.ts";

const CONTEXT_PACKAGES: ReadonlySet<string> = new Set(["context", "golang.org/x/net/context"]);

/** True for `context.Context`, under an alias, too. */
export function isContextType(type: Type, info: FileInfo): boolean {
  if (isContextName(type)) return true;
  return type.kind === "named" && isContextName(unalias(type, info.world));
}

function isContextName(type: Type): boolean {
  return type.kind === "named" && type.name === "Context" && CONTEXT_PACKAGES.has(type.pkg);
}

/** A value that carries the context of the work at hand. */
export interface Carrier {
  /** The expression of the context: `ctx`, `r.Context()`. */
  readonly expr: string;
  /**
   * context: the value is one. request: it dies with the request. command, test: the context of a whole run, of less worth
   * to a callee.
   */
  readonly kind: "context" | "request" | "command" | "test";
}

interface CarrierType {
  readonly pkg: RegExp;
  readonly name: string;
  readonly expr: string;
  readonly kind: Carrier["kind"];
}

/** Parameters of these types give the context of the request. */
const CARRIERS: readonly CarrierType[] = [
  { pkg: /^net\/http$/, name: "Request", expr: ".Context()", kind: "request" },
  { pkg: /^github\.com\/gin-gonic\/gin$/, name: "Context", expr: ".Request.Context()", kind: "request" },
  { pkg: /^github\.com\/labstack\/echo(\/v\d+)?$/, name: "Context", expr: ".Request().Context()", kind: "request" },
  { pkg: /^github\.com\/gofiber\/fiber\/v2$/, name: "Ctx", expr: ".UserContext()", kind: "request" },
  { pkg: /^github\.com\/gofiber\/fiber\/v[3-9]$/, name: "Ctx", expr: ".Context()", kind: "request" },
  { pkg: /^github\.com\/spf13\/cobra$/, name: "Command", expr: ".Context()", kind: "command" },
  { pkg: /^google\.golang\.org\/grpc$/, name: "ServerStream", expr: ".Context()", kind: "request" },
  {
    pkg: /^google\.golang\.org\/grpc$/,
    name: "ServerStreamingServer",
    expr: ".Context()",
    kind: "request",
  },
  {
    pkg: /^google\.golang\.org\/grpc$/,
    name: "ClientStreamingServer",
    expr: ".Context()",
    kind: "request",
  },
  {
    pkg: /^google\.golang\.org\/grpc$/,
    name: "BidiStreamingServer",
    expr: ".Context()",
    kind: "request",
  },
];

/** How a variable gives a context; undefined where it does not. Only parameters are asked for requests: one made here has no caller. */
export function carrierOf(variable: VarObj, info: FileInfo): Carrier | undefined {
  if (variable.name === "_" || variable.name === "") return undefined;
  if (isContextType(variable.type, info)) return { expr: variable.name, kind: "context" };
  if (variable.scope !== "param") return undefined;
  const named = namedOf(variable.type);
  if (named === undefined) return undefined;
  if (named.pkg === "testing") return testCarrier(variable.name, named.name, info);
  const carrier = CARRIERS.find((each) => each.name === named.name && each.pkg.test(named.pkg));
  return carrier === undefined ? undefined : { expr: variable.name + carrier.expr, kind: carrier.kind };
}

/** True for a parameter's type that gives a context itself: the function can use that one. */
export function givesContext(type: Type, info: FileInfo): boolean {
  const named = namedOf(type);
  return isContextType(type, info) || CARRIERS.some((each) => each.name === named?.name && each.pkg.test(named.pkg));
}

function testCarrier(variable: string, type: string, info: FileInfo): Carrier | undefined {
  const gives = /^(T|B|F|TB)$/.test(type) && goAtLeast(info.goVersion, "1.24");
  return gives ? { expr: `${variable}.Context()`, kind: "test" } : undefined;
}

/** True for a parameter that says the context is not wanted: `_ context.Context`, or one without a name. */
export function isIgnoredContext(param: Field, info: FileInfo): boolean {
  const named = param.names.some((name) => name.name !== "_");
  return !named && isContextType(info.typeOf(param.type), info);
}
