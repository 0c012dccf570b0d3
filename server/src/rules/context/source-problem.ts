import { calledName, functionOf } from "../../analyze/called.ts";
import type { ProposedFix } from "../../analyze/rule.ts";
import { goAtLeast } from "../../analyze/go-version.ts";
import { countUses, removeImport } from "../../analyze/edits/remove-import.ts";
import type { Severity } from "../../analyze/finding.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";
import type { TextEdit } from "../../text/edit.ts";
import { isBehindFailure } from "./behind-failure.ts";
import { isContextType } from "./context-types.ts";
import { isOnlyCleanedUpWith } from "./cleanup-only.ts";
import { isContextSource } from "./origin.ts";
import { isLoggingCall } from "../../flow/summaries/logging-call.ts";
import { resultGoesOn } from "./outliving-result.ts";
import { type ContextProblem, isMetric, type Site } from "./search.ts";
import { isReadingName } from "../../catalog/reading-names.ts";
import { isCommentedAsDetached, isEntryPoint } from "./silences.ts";

/** How `context.Background()` is used. */
type Use =
  | { readonly kind: "passed"; readonly to: CallExpr }
  | { readonly kind: "derived"; readonly to: CallExpr; readonly kept: boolean }
  | { readonly kind: "stored"; readonly over: Expr | undefined }
  | { readonly kind: "other" };

/** The problem of a `context.Background()` or `TODO()` where another context is at hand. */
export function sourceProblem(site: Site): ContextProblem | undefined {
  const { call, file, available } = site;
  const name = isContextSource(call, file.info);
  if (name === undefined || available.origin === "background" || isEntryPoint(site.above)) return undefined;
  const use = useOf(site);
  if (use.kind === "other" || overwritesAvailable(use, site)) return undefined;
  if (use.kind === "derived" && isOnlyCleanedUpWith(use.to, site.above, file.info)) return undefined;
  const data = { source: file.text.slice(call.start, call.end), ctx: available.expr };
  const goroutine = isInGoroutine(site);
  const old = !goAtLeast(file.info.goVersion, "1.21");
  const message = goroutine ? (old ? "in-goroutine-old" : "in-goroutine") : use.kind;
  return {
    at: call,
    message,
    data,
    severity: goroutine && available.kind !== "request" ? "info" : severityOf(use, site),
    confidence: available.use === "unknown" ? "likely" : "proven",
    fixes: fixesOf(use, site, goroutine, old),
  };
}

function useOf({ call, above, file }: Site): Use {
  const parent = above.findLast((node) => node.kind !== "ParenExpr");
  if (parent === undefined) return { kind: "other" };
  switch (parent.kind) {
    case "CallExpr":
      return useAsArgument(parent, call, above, file.info);
    case "AssignStmt":
      return {
        kind: "stored",
        over: parent.op === "=" ? parent.lhs[parent.rhs.findIndex((rhs) => unparen(rhs) === call)] : undefined,
      };
    case "Element":
    case "ValueSpec":
      return { kind: "stored", over: undefined };
    default:
      return { kind: "other" };
  }
}

function useAsArgument(parent: CallExpr, call: CallExpr, above: readonly Node[], info: Site["file"]["info"]): Use {
  if (unparen(parent.fun) === call || !parent.args.some((arg) => unparen(arg) === call)) return { kind: "other" };
  const others = parent.args.filter((arg) => unparen(arg) !== call);
  if (others.some((arg) => isContextType(info.typeOf(arg), info))) return { kind: "other" };
  const type = info.typeOf(parent);
  const results = type.kind === "tuple" ? type.elems : [type];
  const gives = results.some((result) => isContextType(result, info));
  return gives ? { kind: "derived", to: parent, kept: isKeptInField(parent, above) } : { kind: "passed", to: parent };
}

/** `s.ctx, s.cancel = context.WithCancel(context.Background())`: the context of an object, not of this call. */
function isKeptInField(derivation: CallExpr, above: readonly Node[]): boolean {
  const stmt = above[above.lastIndexOf(derivation) - 1];
  return stmt?.kind === "AssignStmt" && stmt.lhs.some((lhs) => unparen(lhs).kind !== "Ident");
}

/** `ctx = context.Background()` on the very variable that is at hand. */
function overwritesAvailable(use: Use, { available, file }: Site): boolean {
  if (use.kind !== "stored" || use.over === undefined) return false;
  const target = unparen(use.over);
  return (
    target.kind === "Ident" && available.variable.scope !== "param" && file.info.objectOf(target) === available.variable
  );
}

function isInGoroutine({ above, available }: Site): boolean {
  if (available.use === "goroutine") return true;
  const parent = above.findLast(
    (node) => node.kind === "CallExpr" || node.kind === "GoStmt" || node.kind === "FuncLit",
  );
  return parent?.kind === "CallExpr" && above[above.lastIndexOf(parent) - 1]?.kind === "GoStmt";
}

function severityOf(use: Use, site: Site): Severity {
  const { available, file, call } = site;
  const to = use.kind === "passed" ? use.to : undefined;
  if (to !== undefined && (isLoggingCall(to, file.info) || isMetric(to, file))) return "info";
  if (available.kind === "command" || available.kind === "test" || available.origin === "derived") return "info";
  if (use.kind === "derived" && (use.kept || givesOwnCancel(use.to))) return "info";
  if (isCommentedAsDetached(file.lines, file.lines.lineAt(call.start))) return "info";
  return isOversight(use, site) ? "warning" : "info";
}

/**
 * Work that nobody wants once its caller has given up. What is written, deleted, derived or kept may have a context of its
 * own on purpose, and many say `TODO` where they mean `Background`.
 */
function isOversight(use: Use, site: Site): boolean {
  switch (use.kind) {
    case "passed":
      return isReadingName(calledName(use.to) ?? "") && !resultGoesOn(use.to, site);
    case "stored":
      return use.over?.kind === "Ident" && use.over.name === site.available.expr;
    default:
      return false;
  }
}

/** Who asks for a cancel function and no limit wants to end the work himself. */
function givesOwnCancel(derivation: CallExpr): boolean {
  const fun = functionOf(derivation);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : "";
  return /^(WithCancel|WithCancelCause|WithoutCancel|NotifyContext)$/.test(name);
}

function fixesOf(use: Use, site: Site, goroutine: boolean, old: boolean): readonly ProposedFix[] {
  const { call, file, available } = site;
  const target = use.kind === "stored" && use.over !== undefined ? unparen(use.over) : undefined;
  if (target?.kind === "Ident" && target.name === available.expr) return [];
  if (goroutine) return old ? [] : goroutineFix(site);
  const edits = replaceSource(site);
  if (edits === undefined) return [];
  const safe = isSurelyMeant(use, site);
  return [{ title: `Use ${available.expr} instead of ${file.text.slice(call.start, call.end)}`, safe, edits }];
}

/** `TODO` says that a context was to be passed here; `Background` may be there so that the work outlives its caller. */
function isSurelyMeant(use: Use, site: Site): boolean {
  const { available, file, call, above } = site;
  if (isBehindFailure(above, call, file.info)) return false;
  if (available.use !== "now" || available.origin !== "inherited" || available.kind !== "context") return false;
  if (use.kind === "stored" || severityOf(use, site) !== "warning" || mayEmptyImport(site)) return false;
  return isContextSource(call, file.info) === "TODO";
}

function goroutineFix({ call, file, available }: Site): readonly ProposedFix[] {
  const name = file.info.importName("context");
  const source = unparen(call.fun);
  if (name === undefined || source.kind !== "SelectorExpr" || source.x.kind !== "Ident" || source.x.name !== name)
    return [];
  const newText = `${name}.WithoutCancel(${available.expr})`;
  return [{ title: `Use ${newText}`, safe: false, edits: [{ span: { start: call.start, end: call.end }, newText }] }];
}

/** The context in place of the source; the import of `context` goes with its last use. */
function replaceSource({ call, file, available }: Site): readonly TextEdit[] | undefined {
  const replace = { span: { start: call.start, end: call.end }, newText: available.expr };
  if (countUses(file, "context") !== 1) return [replace];
  const removal = removeImport(file, "context");
  return removal === undefined ? undefined : [removal, replace];
}

/** True if fixing all sources of the file at once would leave the import of `context` unused. */
function mayEmptyImport({ call, file }: Site): boolean {
  let sources = 0;
  for (const decl of file.declsMatching(/\b(?:Background|TODO)\b/)) {
    walk(decl, (node) => {
      if (node.kind === "CallExpr" && isContextSource(node, file.info) !== undefined) sources++;
    });
  }
  return call.args.length === 0 && sources > 1 && sources === countUses(file, "context");
}
