import { rule } from "../../analyze/rule.ts";
import type { Expr, FuncDecl } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import { notComparable } from "./comparable.ts";

export default rule({
  id: "error-not-comparable",
  family: "values",
  summary: "an error type cannot be compared: == on it panics",
  severity: "warning",
  preset: "recommended",
  since: "0.1",
  inTests: false,
  triggers: ["Error() string"],
  messages: {
    error:
      "`{type}` is an error and cannot be compared ({reason}): `err == target`, a switch over errors and a map keyed by them panic when both hold one. Give the method a pointer receiver, and return pointers.",
  },
  checkDecl(decl, file, report) {
    if (decl.kind !== "FuncDecl" || !isErrorMethod(decl)) return;
    const reason = reasonFor(decl, file);
    if (reason === undefined) return;
    report({
      at: decl.name,
      message: "error",
      data: { type: receiverName(decl), reason },
      severity: severityOf(decl, file),
    });
  },
});

/** `func (e T) Error() string`, with a receiver that is no pointer. */
function isErrorMethod(decl: FuncDecl): boolean {
  const [result] = decl.type.results;
  if (decl.recv === undefined || decl.name.name !== "Error" || decl.type.params.length > 0) return false;
  return (
    decl.type.results.length === 1 &&
    result?.type.kind === "Ident" &&
    result.type.name === "string" &&
    unparen(decl.recv.type).kind !== "StarExpr"
  );
}

function reasonFor(decl: FuncDecl, file: FileUnit): string | undefined {
  return decl.recv === undefined ? undefined : notComparable(file.info.typeOf(decl.recv.type), file.info.world);
}

/** Errors that are made where they occur are rarely compared with each other; a package variable is what others compare with. */
function severityOf(decl: FuncDecl, file: FileUnit): "warning" | "info" {
  const name = receiverName(decl);
  const isSentinel = file.declsMatching(/^var\b[^]*\{/).some(
    (other) =>
      other.kind === "GenDecl" &&
      other.specs.some(
        (spec) =>
          spec.kind === "ValueSpec" &&
          // `var _ error = T{}` only says that it is one.
          spec.values.some((value, index) => spec.names[index]?.name !== "_" && isLiteralOf(value, name)),
      ),
  );
  return isSentinel ? "warning" : "info";
}

function isLiteralOf(value: Expr, name: string): boolean {
  const inner = unparen(value);
  return inner.kind === "CompositeLit" && inner.type?.kind === "Ident" && inner.type.name === name;
}

function receiverName(decl: FuncDecl): string {
  const type = decl.recv === undefined ? undefined : unparen(decl.recv.type);
  const base = type?.kind === "IndexExpr" ? unparen(type.x) : type;
  return base?.kind === "Ident" ? base.name : "This type";
}
