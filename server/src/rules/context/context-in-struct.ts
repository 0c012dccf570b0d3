import { namedOf } from "../../analyze/called.ts";
import { rule } from "../../analyze/rule.ts";
import type { FileInfo } from "../../semantic/info.ts";
import type { Field, GenDecl, StructType, TypeSpec } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { isContextType } from "./context-types.ts";

export default rule({
  id: "context-in-struct",
  family: "context",
  summary: "a struct keeps a context",
  severity: "info",
  preset: "all",
  since: "0.1",
  inTests: false,
  triggers: ["Context"],
  covers: ["containedctx"],
  messages: {
    field:
      "`{type}` keeps a context in a field: methods called later run under whatever context was current at its making, and callers cannot bound a single call. Take the context as a parameter of the methods that need it.",
  },
  checkDecl(decl, file, report) {
    if (decl.kind !== "GenDecl" || decl.tok !== "type") return;
    for (const spec of typeSpecs(decl)) {
      const type = unparen(spec.type);
      if (type.kind !== "StructType" || ownsContext(type, spec, file.info)) continue;
      for (const field of contextFields(type, file.info)) {
        report({ at: field, message: "field", data: { type: spec.name.name } });
      }
    }
  },
});

function typeSpecs(decl: GenDecl): TypeSpec[] {
  return decl.specs.filter((spec) => spec.kind === "TypeSpec");
}

function contextFields(struct: StructType, info: FileInfo): readonly Field[] {
  return struct.fields.filter((field) => isContextType(info.typeOf(field.type), info));
}

/** Messages carry the context of one call on purpose; an owner of a context can also end it. */
const CARRIES_ONE_CALL = /(Request|Message|Event|Options?|Opts|Args|Params|Job|Task|Item|Envelope|Context|Ctx)$/i;

function ownsContext(struct: StructType, spec: TypeSpec, info: FileInfo): boolean {
  if (CARRIES_ONE_CALL.test(spec.name.name)) return true;
  if (struct.fields.some((field) => field.embedded && isContextType(info.typeOf(field.type), info))) return true;
  if (struct.fields.some((field) => isCancel(field, info))) return true;
  return implementsContext(spec, info);
}

function isCancel(field: Field, info: FileInfo): boolean {
  const named = namedOf(info.typeOf(field.type));
  if (named?.pkg === "context" && /^Cancel(Cause)?Func$/.test(named.name)) return true;
  const isFunc = unparen(field.type).kind === "FuncType";
  return isFunc && field.names.some((name) => /cancel|stop/i.test(name.name));
}

/** A type with Deadline, Done, Err and Value is a context itself. */
function implementsContext(spec: TypeSpec, info: FileInfo): boolean {
  const methods = info.world.packageDecls(info.packagePath, info.packagePath)?.types.get(spec.name.name)?.methods;
  return methods?.has("Done") === true && methods.has("Err") && methods.has("Value");
}
