import { calledBy, namedOf } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";

export default rule({
  id: "token-clock-skew",
  family: "limits",
  summary: "a token's times are checked without allowing for clocks that differ",
  severity: "info",
  preset: "all",
  since: "0.1",
  inTests: false,
  triggers: ["jwt", "ExpiresAt", "NotBefore", "IssuedAt", "exp", "nbf"],
  messages: {
    parse:
      "`{callee}` allows no leeway: a token is refused when the clocks of two machines differ by a second. Pass `{option}`.",
    leeway: "A leeway of zero refuses a token when the clocks of two machines differ by a second. Allow some seconds.",
    compare:
      "The token's time is compared with this machine's clock to the second: it is refused, or accepted, when the clocks of two machines differ. Allow some seconds.",
  },
  checkDecl(decl, file, report) {
    walk(decl, (node) => {
      const option = node.kind === "CallExpr" ? missingLeeway(node, file) : undefined;
      if (node.kind === "CallExpr" && option !== undefined) {
        const callee = file.text.slice(node.fun.start, node.fun.end);
        report({ at: node.fun, message: option === "" ? "leeway" : "parse", data: { callee, option } });
      } else if (comparesWithNow(node, file)) report({ at: headOf(node, file), message: "compare" });
    });
  },
});

interface LeewayFact {
  readonly pkg: RegExp;
  readonly recv: RegExp | undefined;
  readonly names: RegExp;
  /** The option that allows for skew. */
  readonly option: string;
}

const FACTS: readonly LeewayFact[] = [
  {
    pkg: /^github\.com\/golang-jwt\/jwt\/v5$/,
    recv: undefined,
    names: /^(Parse|ParseWithClaims|NewParser|NewValidator)$/,
    option: "WithLeeway",
  },
  {
    pkg: /^github\.com\/lestrrat-go\/jwx\/v[23]\/jwt$/,
    recv: undefined,
    names: /^(Parse|ParseString|ParseReader|ParseRequest|Validate)$/,
    option: "WithAcceptableSkew",
  },
];

/** The option a call should pass and does not; "" for an explicit leeway of zero. */
function missingLeeway(call: CallExpr, file: FileUnit): string | undefined {
  const ref = calledBy(call, file.info)?.ref;
  if (ref === undefined) return undefined;
  if (ref.name === "ValidateWithLeeway" && /jose|jwt/.test(ref.pkg)) return isZero(call.args[1], file) ? "" : undefined;
  const fact = FACTS.find((each) => each.pkg.test(ref.pkg) && ref.recv === undefined && each.names.test(ref.name));
  if (fact === undefined || call.ellipsis) return undefined;
  const texts = call.args.map((arg) => file.text.slice(arg.start, arg.end));
  const exempt = texts.some(
    (text) =>
      text.includes(fact.option) || /WithoutClaimsValidation|WithValidate\(false\)|WithClock|WithTimeFunc/.test(text),
  );
  return exempt ? undefined : `${ref.pkg.includes("jwx") ? "jwt" : "jwt"}.${fact.option}(…)`;
}

function isZero(expr: Expr | undefined, file: FileUnit): boolean {
  const value = expr === undefined ? undefined : file.info.constantOf(expr);
  return value !== undefined && Number(value) === 0;
}

const TIME_CLAIM = /^(ExpiresAt|NotBefore|IssuedAt|Expiry|Exp|Nbf|Iat)$/;

/** `claims.ExpiresAt < time.Now().Unix()`, `claims.ExpiresAt.Before(time.Now())` and `time.Now().After(claims.ExpiresAt.Time)`. */
function comparesWithNow(node: Node, file: FileUnit): boolean {
  if (node.kind === "BinaryExpr" && /^[<>]=?$/.test(node.op)) {
    return (isNow(node.x, file) && isTokenTime(node.y, file)) || (isTokenTime(node.x, file) && isNow(node.y, file));
  }
  if (node.kind !== "CallExpr") return false;
  const fun = unparen(node.fun);
  const [arg] = node.args;
  if (fun.kind !== "SelectorExpr" || arg === undefined || !/^(Before|After|Compare)$/.test(fun.sel.name)) return false;
  return (isNow(fun.x, file) && isTokenTime(arg, file)) || (isTokenTime(fun.x, file) && isNow(arg, file));
}

/** `time.Now()`, also as a number: `time.Now().Unix()`; not with seconds added. */
function isNow(expr: Expr, file: FileUnit): boolean {
  const call = unparen(expr);
  if (call.kind !== "CallExpr") return false;
  const callee = file.info.calleeOf(call);
  if (callee.kind === "conversion") return call.args[0] !== undefined && isNow(call.args[0], file);
  const ref = calledBy(call, file.info)?.ref;
  if (ref?.pkg !== "time") return false;
  const fun = unparen(call.fun);
  if (ref.recv === undefined) return ref.name === "Now";
  return /^(Unix|UnixMilli|UTC|Local)$/.test(ref.name) && fun.kind === "SelectorExpr" && isNow(fun.x, file);
}

/** A time claim of a JWT library's type: `claims.ExpiresAt`, `claims.ExpiresAt.Time`, `claims["exp"]`. */
function isTokenTime(expr: Expr, file: FileUnit): boolean {
  const inner = unparen(expr);
  if (inner.kind === "CallExpr") {
    const [arg] = inner.args;
    const fun = unparen(inner.fun);
    if (file.info.calleeOf(inner).kind === "conversion") return arg !== undefined && isTokenTime(arg, file);
    return fun.kind === "SelectorExpr" && inner.args.length === 0 && isTokenTime(fun.x, file);
  }
  if (inner.kind === "TypeAssertExpr") return isTokenTime(inner.x, file);
  if (inner.kind === "IndexExpr")
    return (
      isClaimsMap(inner.x, file) &&
      inner.indices.some((key) => /^"(exp|nbf|iat)"$/.test(file.text.slice(key.start, key.end)))
    );
  if (inner.kind !== "SelectorExpr") return false;
  if (inner.sel.name === "Time") return isTokenTime(inner.x, file);
  return TIME_CLAIM.test(inner.sel.name) && (isJwtType(inner, file) || isJwtType(inner.x, file));
}

function isClaimsMap(expr: Expr, file: FileUnit): boolean {
  return isJwtType(expr, file);
}

function isJwtType(expr: Expr, file: FileUnit): boolean {
  const named = namedOf(file.info.typeOf(expr));
  return named !== undefined && /(^|[/-])(jwt|jwx|jose|go-jose)(\/|\.|$|-go)/.test(named.pkg);
}

function headOf(node: Node, file: FileUnit): { readonly start: number; readonly end: number } {
  const end = file.lines.lineEnd(file.lines.lineAt(node.start));
  return { start: node.start, end: Math.min(node.end, end, node.start + 80) };
}
