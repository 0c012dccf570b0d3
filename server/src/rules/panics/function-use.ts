import { wordPattern } from "../../analyze/text-queries.ts";
import type { FunctionUnit, PackageUnit } from "../../analyze/unit.ts";
import { nodesAround } from "../../flow/locks/lexical.ts";
import type { VarObj } from "../../semantic/info.ts";
import type { CallExpr, FuncDecl, FuncLit, Node } from "../../syntax/ast.ts";
import { unparen, walk } from "../../syntax/visit.ts";

/** How code uses a function: run by `defer`, by `go`, called, or given away as a value. */
export type FunctionUse = "deferred" | "go" | "called" | "value";

/** The uses of a literal, by the place where it stands or by the variable it is put into. */
export function literalUses(fn: FunctionUnit, literal: FuncLit): ReadonlySet<FunctionUse> {
  const holder = fn.parent?.node;
  if (holder === undefined) return new Set(["value"]);
  const around = nodesAround(holder, literal).filter((node) => node.kind !== "ParenExpr");
  const parent = around.at(-2);
  if (parent?.kind === "CallExpr" && unparen(parent.fun) === literal)
    return new Set([useOfCall(around.at(-3), parent)]);
  if (parent?.kind === "CallExpr" && launches(parent)) return new Set(["go"]);
  const variable = parent === undefined ? undefined : assignedVariable(fn, parent, literal);
  if (variable === undefined || fn.decl === undefined) return new Set(["value"]);
  return variableUses(fn, fn.decl, variable);
}

function useOfCall(parent: Node | undefined, call: CallExpr): FunctionUse {
  if (parent?.kind === "DeferStmt" && unparen(parent.call) === call) return "deferred";
  return parent?.kind === "GoStmt" && unparen(parent.call) === call ? "go" : "called";
}

/** `group.Go(f)`, `pool.Submit(f)`, `time.AfterFunc(d, f)`: the function runs in a goroutine of its own. */
function launches(call: CallExpr): boolean {
  const fun = unparen(call.fun);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
  return /^((Try)?[Gg]o([A-Z]\w*)?|SafeGo|Submit|Spawn|AfterFunc)$/.test(name);
}

/** True if the nearest literal around is run in a goroutine: what it calls is begun there. */
function isInLaunchedLiteral(ancestors: readonly Node[]): boolean {
  const index = ancestors.findLastIndex((node) => node.kind === "FuncLit");
  const call = ancestors[index - 1];
  if (index < 1 || call?.kind !== "CallExpr") return false;
  if (unparen(call.fun) !== ancestors[index]) return launches(call);
  return ancestors[index - 2]?.kind === "GoStmt";
}

function assignedVariable(fn: FunctionUnit, parent: Node, literal: FuncLit): VarObj | undefined {
  if (parent.kind !== "AssignStmt" && parent.kind !== "ValueSpec") return undefined;
  const targets = parent.kind === "AssignStmt" ? parent.lhs : parent.names;
  const values = parent.kind === "AssignStmt" ? parent.rhs : parent.values;
  const target = targets[values.findIndex((value) => unparen(value) === literal)];
  if (target?.kind !== "Ident" || targets.length !== values.length) return undefined;
  const obj = fn.info.objectOf(target);
  return obj?.kind === "var" && obj.scope === "local" ? obj : undefined;
}

function variableUses(fn: FunctionUnit, decl: FuncDecl, variable: VarObj): ReadonlySet<FunctionUse> {
  const uses = new Set<FunctionUse>();
  walkUses(decl, (node, ancestors) => {
    if (node.kind !== "Ident" || node.name !== variable.name || fn.info.objectOf(node) !== variable) return;
    const parent = ancestors.at(-1);
    if (isTarget(parent, node)) return;
    if (parent?.kind === "CallExpr" && unparen(parent.fun) === node) uses.add(useOfCall(ancestors.at(-2), parent));
    else uses.add("value");
  });
  return uses;
}

function isTarget(parent: Node | undefined, node: Node): boolean {
  if (parent?.kind === "AssignStmt") return parent.lhs.some((target) => target === node);
  return parent?.kind === "ValueSpec" && parent.names.some((name) => name === node);
}

/** The uses of a declared function or method in all files of its package, by its name. */
export function declarationUses(decl: FuncDecl, pkg: PackageUnit): ReadonlySet<FunctionUse> {
  const uses = new Set<FunctionUse>();
  const name = decl.name.name;
  for (const file of pkg.files) {
    for (const top of file.declsMatching(wordPattern([name]))) {
      walkUses(top, (node, ancestors) => {
        if (node.kind === "Ident" && node.name === name && node !== decl.name) addUse(uses, node, ancestors);
      });
    }
  }
  return uses;
}

/** Whether any `defer` statement of the package calls a function or method of that name; as far as the text tells. */
export function isDeferredSomewhere(name: string, pkg: PackageUnit): boolean {
  const pattern = new RegExp(`\\bdefer\\s[^\\n]*\\b${name}\\(`, "u");
  return pkg.files.some((file) => file.mentions(pattern));
}

function addUse(uses: Set<FunctionUse>, node: Node, ancestors: readonly Node[]): void {
  const parent = ancestors.at(-1);
  const isMember = parent?.kind === "SelectorExpr" && parent.sel === node;
  const expr = isMember ? parent : node;
  const outer = isMember ? ancestors.at(-2) : parent;
  const above = isMember ? ancestors.at(-3) : ancestors.at(-2);
  if (parent?.kind === "Field" || parent?.kind === "FuncDecl" || parent?.kind === "InterfaceMethod") return;
  if (outer?.kind !== "CallExpr") uses.add("value");
  else if (unparen(outer.fun) !== expr) uses.add(launches(outer) ? "go" : "value");
  else {
    uses.add(useOfCall(above, outer));
    if (isInLaunchedLiteral(ancestors)) uses.add("go");
  }
}

function walkUses(root: Node, visit: (node: Node, ancestors: readonly Node[]) => void): void {
  const ancestors: Node[] = [];
  walk(root, (node, parent) => {
    while (ancestors.length > 0 && ancestors.at(-1) !== parent) ancestors.pop();
    visit(node, ancestors);
    ancestors.push(node);
  });
}
