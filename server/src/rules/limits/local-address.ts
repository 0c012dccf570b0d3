import { calledBy } from "../../analyze/called.ts";
import { declaredCallee } from "../../analyze/declared-callee.ts";
import { wordPattern } from "../../analyze/text-queries.ts";
import type { FileUnit } from "../../analyze/unit.ts";
import type { CallExpr, Expr, Ident, Node } from "../../syntax/ast.ts";
import { unparen, walk, walkFunction } from "../../syntax/visit.ts";

const LOOPBACK = /127\.0\.0\.1|localhost|\[::1\]/;

/** How many variables are followed to what they were given. */
const STEPS = 4;

/**
 * Whether an address, or what a listener listens on, is one of this machine alone: as a command opens for a browser. A
 * flag's is the one it has if nobody says otherwise.
 */
export function isLocalAddress(address: Expr, decl: Node, file: FileUnit): boolean {
  return isLocal(address, decl, file, STEPS);
}

function isLocal(expr: Expr, decl: Node, file: FileUnit, steps: number): boolean {
  const inner = unparen(expr);
  const follow = (next: Expr): boolean => isLocal(next, decl, file, steps);
  switch (inner.kind) {
    case "BasicLit":
      return LOOPBACK.test(inner.value);
    case "BinaryExpr":
      return follow(inner.x) || follow(inner.y);
    case "StarExpr":
      return follow(inner.x);
    case "CallExpr":
      return isUnixSocket(inner, file) || addresses(inner, file).some(follow) || givesLocal(inner, file, steps);
    case "Ident": {
      const value = steps === 0 ? undefined : onlyValue(inner, decl, file);
      return value !== undefined && isLocal(value, decl, file, steps - 1);
    }
    default:
      return false;
  }
}

/** `net.Listen("unix", path)`, also of a ListenConfig. */
function isUnixSocket(call: CallExpr, { info }: FileUnit): boolean {
  return (
    calledBy(call, info)?.ref.pkg === "net" && call.args.some((arg) => String(info.constantOf(arg)).startsWith("unix"))
  );
}

/** A call of a function of the package that returns listeners of this machine alone, and nil where it fails. */
function givesLocal(call: CallExpr, file: FileUnit, steps: number): boolean {
  const callee = steps === 0 ? undefined : declaredCallee(call, file);
  if (callee === undefined) return false;
  const given: Expr[] = [];
  walkFunction(callee.node, (node) => {
    if (node.kind === "ReturnStmt" && node.results[0] !== undefined && !isNil(node.results[0]))
      given.push(node.results[0]);
  });
  return given.length > 0 && given.every((each) => isLocal(each, callee.node, callee.file, steps - 1));
}

function isNil(expr: Expr): boolean {
  const inner = unparen(expr);
  return inner.kind === "Ident" && inner.name === "nil";
}

/** The arguments that may be the address: of a flag its default alone, not what its usage says. */
function addresses(call: CallExpr, file: FileUnit): readonly Expr[] {
  const ref = calledBy(call, file.info)?.ref;
  return ref?.pkg === "flag" ? call.args.slice(1, 2) : call.args;
}

/** What a variable or constant of the file is given, if that is one value. */
function onlyValue(name: Ident, decl: Node, file: FileUnit): Expr | undefined {
  const obj = file.info.objectOf(name);
  if (obj?.kind !== "var" && obj?.kind !== "const") return undefined;
  const isPackageLevel = obj.kind === "const" || obj.scope === "package";
  const roots: readonly Node[] = isPackageLevel ? [decl, ...file.declsMatching(wordPattern([obj.name]))] : [decl];
  const values = new Set(roots.flatMap((root) => valuesIn(root, obj, file)));
  const [only] = values;
  return values.size === 1 ? only : undefined;
}

function valuesIn(root: Node, obj: unknown, file: FileUnit): readonly Expr[] {
  const values: Expr[] = [];
  walk(root, (node) => {
    const [targets, given]: readonly [readonly Expr[], readonly Expr[]] =
      node.kind === "AssignStmt"
        ? [node.lhs, node.rhs]
        : node.kind === "ValueSpec"
          ? [node.names, node.values]
          : [[], []];
    targets.forEach((target, index) => {
      const value = given[Math.min(index, given.length - 1)];
      if (target.kind === "Ident" && value !== undefined && file.info.objectOf(target) === obj) values.push(value);
    });
  });
  return values;
}
