import { calledBy, namedTypeOf } from "../../analyze/called.ts";
import { fieldOf, isLiteralOf, literalSpan } from "../../analyze/literals.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Expr } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";

export default rule({
  id: "log-sampling-drops-errors",
  family: "observability",
  summary: "log sampling drops errors and warnings, too",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Sampl"],
  messages: {
    zerolog:
      "This sampler drops entries of every level: the one error that explains an outage is most likely among the dropped. Use a zerolog.LevelSampler that samples the low levels only.",
    level:
      "{level} is sampled: the one entry that explains an outage is most likely among the dropped. Leave warnings and errors unsampled.",
    zap: "This sampler drops entries of every level: in an outage, when the same error repeats, most are lost. Sample a core of the low levels only, and tee it with one for warnings and errors.",
  },
  checkDecl(decl, file, report) {
    walk(decl, (node) => {
      if (node.kind === "CallExpr" && samplesZerolog(node, file))
        report({ at: node.args[0] === undefined ? node.fun : headOf(node.args[0], file), message: "zerolog" });
      if (node.kind === "CallExpr" && samplesZapCore(node, file))
        report({ at: node.fun, message: "zap", severity: isConfigured(node, file) ? "info" : "warning" });
      if (node.kind !== "CompositeLit" || !isLiteralOf(node, ZEROLOG, "LevelSampler", file.info)) return;
      for (const name of ["WarnSampler", "ErrorSampler"]) {
        const field = fieldOf(node, name);
        if (field?.key !== undefined && !isNil(field.value))
          report({ at: field.key, message: "level", data: { level: name.replace("Sampler", "") } });
      }
    });
  },
});

const ZEROLOG = /^github\.com\/rs\/zerolog$/;

/** `logger.Sample(&zerolog.BasicSampler{N: 10})`: a sampler without regard to levels. */
function samplesZerolog(call: CallExpr, file: FileUnit): boolean {
  const ref = calledBy(call, file.info)?.ref;
  const [sampler] = call.args;
  if (ref?.name !== "Sample" || !/^github\.com\/rs\/zerolog(\/log)?$/.test(ref.pkg) || sampler === undefined)
    return false;
  const named = namedTypeOf(literalOf(sampler), file.info);
  return (
    named !== undefined && ZEROLOG.test(named.pkg) && /^(BasicSampler|BurstSampler|RandomSampler)$/.test(named.name)
  );
}

function literalOf(expr: Expr): Expr {
  const inner = unparen(expr);
  return inner.kind === "UnaryExpr" && inner.op === "&" ? unparen(inner.x) : inner;
}

/** `zapcore.NewSamplerWithOptions(core, …)` around a core that is not limited to low levels. */
function samplesZapCore(call: CallExpr, file: FileUnit): boolean {
  const ref = calledBy(call, file.info)?.ref;
  if (ref?.pkg !== "go.uber.org/zap/zapcore" || !/^NewSampler(WithOptions)?$/.test(ref.name)) return false;
  const [core] = call.args;
  const text = core === undefined ? "" : file.text.slice(core.start, core.end);
  return !/LevelEnablerFunc|low|info|debug/i.test(text);
}

/** Whose limits come from a configuration has left the choice to who runs it. */
function isConfigured({ args }: CallExpr, { info }: FileUnit): boolean {
  return args.slice(1).some((arg) => info.constantOf(arg) === undefined);
}

function isNil(expr: Expr): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && inner.name === "nil";
}

function headOf(expr: Expr, file: FileUnit): { readonly start: number; readonly end: number } {
  const inner = literalOf(expr);
  if (inner.kind === "CompositeLit") return literalSpan(inner);
  return { start: expr.start, end: Math.min(expr.end, file.lines.lineEnd(file.lines.lineAt(expr.start))) };
}
