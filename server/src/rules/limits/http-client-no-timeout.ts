import { calledBy, calledName, namedOf } from "../../analyze/called.ts";
import { needImport } from "../../analyze/edits/add-import.ts";
import { setField } from "../../analyze/edits/set-field.ts";
import {
  fieldOf,
  fieldSetLater,
  isFieldSetLater,
  isLiteralOf,
  isPositional,
  literalSpan,
} from "../../analyze/literals.ts";
import { walkWithPath } from "../../analyze/node-path.ts";
import { type ProposedFix, rule } from "../../analyze/rule.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallableRef } from "../../catalog/schema.ts";
import { expressionText } from "../../flow/expression-text.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { CallExpr, CompositeLit, Expr, Node, SelectorExpr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import { isLocalAddress } from "./local-address.ts";
import { isScript } from "./script.ts";

export default rule({
  id: "http-client-no-timeout",
  family: "limits",
  summary: "an HTTP client waits for its answers without a limit",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Client", ".Get(", ".Head(", ".Post(", ".PostForm("],
  messages: {
    "default-function":
      "`{what}` uses http.DefaultClient, which has no timeout: one server that accepts and never answers holds this goroutine for ever. Use an http.Client with a Timeout.",
    "default-client":
      "http.DefaultClient has no timeout: one server that accepts and never answers holds this goroutine for ever. Use an http.Client with a Timeout, or a request whose context has a deadline.",
    literal:
      "This http.Client has no Timeout: one server that accepts and never answers holds its caller for ever. Set Timeout.",
  },
  checkDecl(decl, file, report) {
    // What the package itself makes is for its users to bound.
    if (/^net\/http(\/|$)/.test(file.info.packagePath)) return;
    walkWithPath(decl, (node, above) => {
      if (node.kind === "CallExpr" && usesDefaultClient(node, file) && !boundsDefaultClient(file)) {
        const [url] = node.args;
        const isLocal = url !== undefined && isLocalAddress(url, decl, file);
        report({
          at: node.fun,
          message: "default-function",
          data: { what: file.text.slice(node.fun.start, node.fun.end) },
          severity: isLocal || isScript(file) ? "info" : "warning",
        });
      } else if (node.kind === "SelectorExpr" && isDefaultClientUse(node, above, file) && !boundsDefaultClient(file)) {
        const severity = severityIn(file);
        if (severity !== undefined) report({ at: node, message: "default-client", severity });
      } else if (node.kind === "CompositeLit" && isUnbounded(node, above, file)) {
        const severity = severityIn(file);
        if (severity === undefined) return;
        const isBound =
          isForOauth(above, file) ||
          isBoundElsewhere(node, file) ||
          isBoundLater(node, above, file) ||
          isGivenTimeoutElsewhere(file);
        const own = isBound ? "info" : severity;
        report({ at: literalSpan(node), message: "literal", severity: own, fixes: fixesOf(node, file) });
      }
    });
  },
});

const DEFAULT_FUNCTIONS: ReadonlySet<string> = new Set(["Get", "Head", "Post", "PostForm"]);

function usesDefaultClient(call: CallExpr, file: FileUnit): boolean {
  if (!DEFAULT_FUNCTIONS.has(calledName(call) ?? "")) return false;
  const ref = calledBy(call, file.info)?.ref;
  return ref?.pkg === "net/http" && ref.recv === undefined && DEFAULT_FUNCTIONS.has(ref.name);
}

/** `http.DefaultClient.Do(req)`; a comparison with it, or giving it a timeout, is no use. */
function isDefaultClientUse(node: SelectorExpr, above: readonly Node[], file: FileUnit): boolean {
  if (node.sel.name !== "DefaultClient" || node.x.kind !== "Ident") return false;
  const pkg = file.info.objectOf(node.x);
  const parent = above.at(-1);
  if (pkg?.kind !== "package" || pkg.path !== "net/http" || parent?.kind !== "SelectorExpr") return false;
  return above.at(-2)?.kind === "CallExpr";
}

/** `http.DefaultClient.Timeout = d`, or another client in its place: whatever uses it has that limit. */
function boundsDefaultClient({ pkg }: FileUnit): boolean {
  const setting = /\bhttp\.DefaultClient(?:\.Timeout)? = /;
  return pkg.files.some((file) => file.declsMatching(setting).some((decl) => sets(decl, isDefaultClient)));
}

/** A package that has a method to set its clients' limit leaves it to those who use the package. */
function isGivenTimeoutElsewhere({ pkg }: FileUnit): boolean {
  return pkg.files.some((file) =>
    file.declsMatching(/\.Timeout = /).some((decl) => sets(decl, (target) => isTimeoutOfField(target, file.info))),
  );
}

function sets(root: Node, isTarget: (target: SelectorExpr) => boolean): boolean {
  let found = false;
  walk(root, (node) => {
    if (node.kind === "AssignStmt") found ||= node.lhs.some((each) => each.kind === "SelectorExpr" && isTarget(each));
    return !found;
  });
  return found;
}

function isDefaultClient(target: SelectorExpr): boolean {
  return /^http\.DefaultClient(\.Timeout)?$/.test(expressionText(target));
}

/** `c.httpClient.Timeout` of a client that a field keeps. */
function isTimeoutOfField({ x, sel }: SelectorExpr, info: FileInfo): boolean {
  const named = x.kind === "SelectorExpr" && sel.name === "Timeout" ? namedOf(info.typeOf(x)) : undefined;
  return named?.pkg === "net/http" && named.name === "Client";
}

/** By what bounds the requests of a file: where their contexts have deadlines, the client need not have a limit. */
function severityIn(file: FileUnit): Severity | undefined {
  const severity = severityByContexts(file);
  return severity === "warning" && isScript(file) ? "info" : severity;
}

function severityByContexts(file: FileUnit): Severity | undefined {
  const deciding = file.declsMatching(/NewRequestWithContext|WithContext|Clone|WithTimeout|WithDeadline/);
  const calls = deciding.flatMap((decl) => callsIn(decl, file));
  const made = calls.some(
    ({ pkg, name }) => pkg === "net/http" && /^(NewRequestWithContext|WithContext|Clone)$/.test(name),
  );
  if (!made) return "warning";
  const limits = calls.some(({ pkg, name }) => pkg === "context" && /^With(Timeout|Deadline)/.test(name));
  return limits ? undefined : "info";
}

/** A transport that is made elsewhere may well have limits of its own: for the answer's headers, for the whole request. */
function isBoundElsewhere(literal: CompositeLit, file: FileUnit): boolean {
  const transport = fieldOf(literal, "Transport")?.value;
  if (transport === undefined || isLiteralTransport(transport)) return false;
  const made = transport.kind === "Ident" ? file.info.objectOf(transport) : undefined;
  const isMadeHere = made?.kind === "var" && made.scope === "local" && isLiteralVariable(made, file);
  return !isMadeHere && !isDefaultTransport(transport, file);
}

/** `if cfg.Transport != nil { client.Transport = cfg.Transport }` */
function isBoundLater(literal: CompositeLit, above: readonly Node[], file: FileUnit): boolean {
  const values = fieldSetLater(literal, above, "Transport", file);
  return values.length > 0 && values.every((value) => !isLiteralTransport(value) && !isDefaultTransport(value, file));
}

function isDefaultTransport(value: Expr, file: FileUnit): boolean {
  return file.text.slice(value.start, value.end) === "http.DefaultTransport";
}

/** `t := &http.Transport{…}` */
function isLiteralVariable({ decl }: VarObj, file: FileUnit): boolean {
  const after = decl === undefined ? "" : file.text.slice(decl.end, decl.end + 40);
  return /^\s*:?=\s*&?http\.Transport\{/.test(after);
}

/** `&http.Transport{…}` */
function isLiteralTransport(expr: Expr): boolean {
  const inner = unparen(expr);
  if (inner.kind === "UnaryExpr") return isLiteralTransport(inner.x);
  return inner.kind === "CompositeLit" && inner.type?.kind === "SelectorExpr" && inner.type.sel.name === "Transport";
}

/** `context.WithValue(ctx, oauth2.HTTPClient, &http.Client{…})`: its requests carry that context. */
function isForOauth(above: readonly Node[], file: FileUnit): boolean {
  const call = above.findLast((node) => node.kind === "CallExpr");
  return (
    call?.kind === "CallExpr" && call.args.some((arg) => file.text.slice(arg.start, arg.end) === "oauth2.HTTPClient")
  );
}

function callsIn(root: Node, file: FileUnit): CallableRef[] {
  const refs: CallableRef[] = [];
  walk(root, (node) => {
    const ref = node.kind === "CallExpr" ? calledBy(node, file.info)?.ref : undefined;
    if (ref !== undefined) refs.push(ref);
  });
  return refs;
}

function isUnbounded(literal: CompositeLit, above: readonly Node[], file: FileUnit): boolean {
  if (!isLiteralOf(literal, /^net\/http$/, "Client", file.info) || isPositional(literal)) return false;
  if (fieldOf(literal, "Timeout") !== undefined || hasSpecialTransport(literal, file) || streams(file)) return false;
  return !isFieldSetLater(literal, above, ["Timeout"], file);
}

/** Sockets of this machine, streams, and transports with limits of their own. */
const SPECIAL =
  /unix|npipe|Dial(Context|TLS\w*)?:|DialContext|Stream|SSE|ResponseHeaderTimeout|RoundTripFunc|roundTripFunc|Mock|mock|Fake|fake/;

function hasSpecialTransport(literal: CompositeLit, file: FileUnit): boolean {
  const transport = fieldOf(literal, "Transport")?.value;
  if (transport === undefined) return false;
  if (SPECIAL.test(file.text.slice(transport.start, transport.end))) return true;
  if (transport.kind !== "Ident") return false;
  const declared = file.info.objectOf(transport);
  const from = declared?.kind === "var" ? declared.decl?.start : undefined;
  return from !== undefined && from < literal.start && SPECIAL.test(file.text.slice(from, literal.start));
}

/** Clients of container engines and clusters read endless streams: a limit would cut them off. */
function streams(file: FileUnit): boolean {
  return file.imports.some(({ path }) => /^(github\.com\/(docker|moby|containers)\/|k8s\.io\/)/.test(path));
}

function fixesOf(literal: CompositeLit, file: FileUnit): readonly ProposedFix[] {
  const time = needImport(file, "time", literal.start);
  if (time === undefined) return [];
  const edits = setField(literal, "Timeout", `30 * ${time.name}.Second`, file);
  if (edits === undefined) return [];
  return [{ title: "Set Timeout to 30 seconds", safe: false, edits: [...time.edits, ...edits] }];
}
