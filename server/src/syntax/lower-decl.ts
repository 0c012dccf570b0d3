import type { BlockStmt, Comment, Decl, FuncDecl, GenDecl, ImportSpec, Spec, TypeSpec, ValueSpec } from "./ast.ts";
import { lowerExpr, lowerExprList, lowerParams, lowerSignature, lowerTypeParams } from "./lower-expr.ts";
import { NONE, childNodes, fieldOf, fieldsOf, ident, identOrEmpty, spanAt, typeName, type Source } from "./lowering.ts";
import { lowerBlock } from "./lower-stmt.ts";

/** Lowers a top-level declaration. `doc` are the comments directly above it. */
export function lowerDecl(source: Source, node: number, doc: readonly Comment[]): Decl {
  switch (typeName(source, node)) {
    case "function_declaration":
    case "method_declaration":
      return lowerFunc(source, node, doc);
    case "import_declaration":
    case "const_declaration":
    case "var_declaration":
    case "type_declaration":
      return lowerGenDecl(source, node, doc);
    default:
      return { kind: "BadDecl", ...spanAt(source, node) };
  }
}

function lowerFunc(source: Source, node: number, doc: readonly Comment[]): FuncDecl {
  const { field } = source.grammar;
  const body = fieldOf(source, node, field.body);
  const head = {
    kind: "FuncDecl" as const,
    ...spanAt(source, node),
    recv: lowerParams(source, fieldOf(source, node, field.receiver))[0],
    name: identOrEmpty(source, fieldOf(source, node, field.name), node),
    type: lowerSignature(source, node),
    doc,
  };
  if (body === NONE) return { ...head, hasBody: false, body: undefined };
  let lowered: BlockStmt | undefined;
  return {
    ...head,
    hasBody: true,
    get body() {
      return (lowered ??= lowerBlock(source, body, node));
    },
  };
}

/** Lowers an import, const, var or type declaration, at top level or in a function. */
export function lowerGenDecl(source: Source, node: number, doc: readonly Comment[]): GenDecl {
  const span = spanAt(source, node);
  switch (typeName(source, node)) {
    case "import_declaration":
      return { kind: "GenDecl", ...span, tok: "import", specs: importSpecs(source, node), doc };
    case "const_declaration":
      return { kind: "GenDecl", ...span, tok: "const", specs: constSpecs(source, node), doc };
    case "var_declaration":
      return { kind: "GenDecl", ...span, tok: "var", specs: varSpecs(source, node), doc };
    default:
      return { kind: "GenDecl", ...span, tok: "type", specs: typeSpecs(source, node), doc };
  }
}

function importSpecs(source: Source, node: number): Spec[] {
  return childNodes(source, node).flatMap((item): Spec[] => {
    const kind = typeName(source, item);
    if (kind === "import_spec_list") return importSpecs(source, item);
    return kind === "import_spec" ? [importSpec(source, item)] : [];
  });
}

function importSpec(source: Source, node: number): ImportSpec {
  const { field } = source.grammar;
  const name = fieldOf(source, node, field.name);
  const path = fieldOf(source, node, field.path);
  const pathSpan = path === NONE ? spanAt(source, node) : spanAt(source, path);
  return {
    kind: "ImportSpec",
    ...spanAt(source, node),
    name: name === NONE ? undefined : ident(source, name),
    path: source.text.slice(pathSpan.start + 1, pathSpan.end - 1),
    pathSpan,
  };
}

function constSpecs(source: Source, node: number): Spec[] {
  let repeats: ValueSpec | undefined;
  return childNodes(source, node)
    .filter((item) => typeName(source, item) === "const_spec")
    .map((item, iota) => {
      const spec = valueSpec(source, item, iota);
      if (spec.type !== undefined || spec.values.length > 0) {
        repeats = spec;
        return spec;
      }
      return { ...spec, repeats };
    });
}

function varSpecs(source: Source, node: number): Spec[] {
  return childNodes(source, node).flatMap((item): Spec[] => {
    const kind = typeName(source, item);
    if (kind === "var_spec_list") return varSpecs(source, item);
    return kind === "var_spec" ? [valueSpec(source, item, 0)] : [];
  });
}

function valueSpec(source: Source, node: number, iota: number): ValueSpec {
  const { field } = source.grammar;
  const type = fieldOf(source, node, field.type);
  return {
    kind: "ValueSpec",
    ...spanAt(source, node),
    names: fieldsOf(source, node, field.name).map((name) => ident(source, name)),
    type: type === NONE ? undefined : lowerExpr(source, type),
    values: lowerExprList(source, fieldOf(source, node, field.value)),
    iota,
    repeats: undefined,
  };
}

function typeSpecs(source: Source, node: number): Spec[] {
  return childNodes(source, node).flatMap((item): Spec[] => {
    const kind = typeName(source, item);
    return kind === "type_spec" || kind === "type_alias" ? [typeSpec(source, item, kind === "type_alias")] : [];
  });
}

function typeSpec(source: Source, node: number, alias: boolean): TypeSpec {
  const { field } = source.grammar;
  const type = fieldOf(source, node, field.type);
  return {
    kind: "TypeSpec",
    ...spanAt(source, node),
    name: identOrEmpty(source, fieldOf(source, node, field.name), node),
    typeParams: lowerTypeParams(source, fieldOf(source, node, field.type_parameters)),
    alias,
    type: type === NONE ? { kind: "BadExpr", ...spanAt(source, node) } : lowerExpr(source, type),
    doc: [],
  };
}
