import type { Obligation } from "../../flow/flow.ts";
import { canHold, isErrorType, isStandardPackage, keepsArguments } from "../../flow/standard-library.ts";
import type { ParamSummary } from "../../flow/summary.ts";
import type { Callee, FileInfo, VarObj } from "../../semantic/info.ts";
import type { Type } from "../../semantic/types.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walkFunction } from "../../syntax/visit.ts";
import type { FunctionUnit } from "../unit.ts";
import { placeOfAssignment } from "./statement-place.ts";

/** Whether something that needs the resource lives on when the function has returned: releasing it there would be wrong. */
export type Outliving = "no" | "perhaps" | "yes";

const ORDER: readonly Outliving[] = ["no", "perhaps", "yes"];

/** A context needs its cancel function uncalled; every other resource is asked for itself. */
export function outliving(fn: FunctionUnit, obligation: Obligation): Outliving {
  const ofContext = obligation.fact.rule === "context-cancel-lost";
  const first = ofContext ? assignedBy(fn, obligation.call) : new Set([obligation.variable].filter(isVariable));
  const all = derivedFrom(first, fn);
  // A child of the context ends with it.
  const own = new Set([...first, ...[...all].filter(({ type }) => ofContext && isContext(type))]);
  let answer: Outliving = "no";
  const note = (next: Outliving): void => {
    if (ORDER.indexOf(next) > ORDER.indexOf(answer)) answer = next;
  };
  walkFunction(fn.node, (node) => {
    note(useOf(node, own, all, fn.info));
    if (node.kind !== "CallExpr") return;
    note(heldBy(node, own, fn));
    if (ofContext && !isScoped(fn, obligation)) note(givenTo(node, own, fn));
  });
  return answer;
}

function isContext(type: Type): boolean {
  return type.kind === "named" && type.pkg === "context" && type.name === "Context";
}

function isVariable(variable: VarObj | undefined): variable is VarObj {
  return variable !== undefined;
}

/** The variables that get the results of the call. */
function assignedBy(fn: FunctionUnit, call: CallExpr): ReadonlySet<VarObj> {
  const stmt = placeOfAssignment(fn.node, call)?.stmt;
  const targets = stmt?.kind === "AssignStmt" ? stmt.lhs : [];
  return new Set(targets.map((target) => variableOf(target, fn.info)).filter(isVariable));
}

function variableOf(expr: Expr, info: FileInfo): VarObj | undefined {
  const inner = unparen(expr);
  const obj = inner.kind === "Ident" ? info.objectOf(inner) : undefined;
  return obj?.kind === "var" ? obj : undefined;
}

/** The variables, and those whose values were made with them. */
function derivedFrom(own: ReadonlySet<VarObj>, { node: func, info }: FunctionUnit): ReadonlySet<VarObj> {
  const all = new Set(own);
  for (let size = -1; size !== all.size;) {
    size = all.size;
    walkFunction(func, (node) => {
      const [targets, values] =
        node.kind === "AssignStmt"
          ? [node.lhs, node.rhs]
          : node.kind === "ValueSpec"
            ? [node.names, node.values]
            : [[], []];
      targets.forEach((target, index) => {
        const value = values.length === targets.length ? values[index] : values[0];
        const variable = variableOf(target, info);
        if (variable !== undefined && value !== undefined && holds(variable.type) && mentions(value, all, info))
          all.add(variable);
      });
    });
  }
  return all;
}

function holds(type: Type): boolean {
  return canHold(type) && !isErrorType(type) && !(type.kind === "named" && isPlain(type.pkg, type.name));
}

/** Types whose values need nothing of what gave them. */
function isPlain(pkg: string, name: string): boolean {
  return /^(database\/sql\.Result|net\/http\.Header|net\.Addr|net\/url\.URL)$/.test(`${pkg}.${name}`);
}

function mentions(node: Node, variables: ReadonlySet<VarObj>, info: FileInfo): boolean {
  if (node.kind === "Ident") {
    const obj = info.objectOf(node);
    return obj?.kind === "var" && variables.has(obj);
  }
  return childrenOf(node).some((child) => mentions(child, variables, info));
}

function useOf(node: Node, own: ReadonlySet<VarObj>, all: ReadonlySet<VarObj>, info: FileInfo): Outliving {
  switch (node.kind) {
    case "GoStmt":
      return mentions(node.call, all, info) ? "yes" : "no";
    case "SendStmt":
      return mentions(node.value, all, info) ? "yes" : "no";
    case "ReturnStmt":
      return strongest(node.results.map((result) => givenAway(result, own, all, info)));
    case "AssignStmt":
      return strongest(
        node.lhs.map((target, index) => {
          const value = node.lhs.length === node.rhs.length ? node.rhs[index] : node.rhs[0];
          return value === undefined || isLocal(target, info) ? "no" : givenAway(value, own, all, info);
        }),
      );
    default:
      return "no";
  }
}

function isLocal(target: Expr, info: FileInfo): boolean {
  const variable = variableOf(target, info);
  return unparen(target).kind === "Ident" && variable?.scope !== "package" && variable?.scope !== "result";
}

function givenAway(value: Expr, own: ReadonlySet<VarObj>, all: ReadonlySet<VarObj>, info: FileInfo): Outliving {
  const variable = variableOf(value, info);
  if (variable !== undefined && own.has(variable)) return "yes";
  return mentions(value, all, info) && holds(info.typeOf(value)) ? "perhaps" : "no";
}

function strongest(answers: readonly Outliving[]): Outliving {
  return answers.reduce((a, b) => (ORDER.indexOf(b) > ORDER.indexOf(a) ? b : a), "no");
}

/** A context with a limit is for what is done here, and so is one that is cancelled at the end of the function. */
function isScoped(fn: FunctionUnit, { fact, variable }: Obligation): boolean {
  if (/^With(Timeout|Deadline)/.test(fact.name)) return true;
  return (fn.node.body?.stmts ?? []).some((stmt) => {
    const call = stmt.kind === "ExprStmt" ? unparen(stmt.x) : undefined;
    return call?.kind === "CallExpr" && variable !== undefined && variableOf(call.fun, fn.info) === variable;
  });
}

/** Who is given the context may keep it: code that is not known, and what is started with it. */
function givenTo(call: CallExpr, own: ReadonlySet<VarObj>, { file, info }: FunctionUnit): Outliving {
  const index = call.args.findIndex((argument) => {
    const variable = variableOf(argument, info);
    return variable !== undefined && own.has(variable);
  });
  const literal = call.args.some((argument) => argument.kind === "FuncLit" && mentions(argument, own, info));
  if (index < 0) return literal ? "perhaps" : "no";
  const callee = info.calleeOf(call);
  if (callee.kind === "conversion" || callee.kind === "builtin") return "no";
  if ((callee.kind === "func" || callee.kind === "method") && isStandardPackage(callee.pkg)) {
    return startsSomething(call, info) ? "perhaps" : "no";
  }
  const params = file.summaryOf(callee)?.params;
  return params !== undefined && (params[index] ?? params.at(-1))?.escapes === false ? "no" : "perhaps";
}

/** Who is given the resource may have a goroutine work with it, and the channel of a ticker is read as long as somebody lives. */
function heldBy(call: CallExpr, own: ReadonlySet<VarObj>, { file, info }: FunctionUnit): Outliving {
  const callee = info.calleeOf(call);
  if (callee.kind === "builtin" || callee.kind === "conversion") return "no";
  const lives = call.args.some((argument, index) => {
    if (!mentions(argument, own, info)) return false;
    if (info.typeOf(argument).kind === "chan") return true;
    const params = file.summaryOf(callee)?.params;
    const param = params?.[index] ?? params?.at(-1);
    return param?.inGoroutine === true || (argument.kind === "FuncLit" && mayBeKept(callee, param));
  });
  return lives ? "perhaps" : "no";
}

/** Whether a function that is given as an argument may run when the call has come back. */
function mayBeKept(callee: Callee, param: ParamSummary | undefined): boolean {
  if (param !== undefined) return param.escapes;
  if ((callee.kind !== "func" && callee.kind !== "method") || !isStandardPackage(callee.pkg)) return true;
  return keepsArguments(callee.pkg, callee.name) || callee.type.results.some(({ type }) => canHold(type));
}

/** `exec.CommandContext`: the process ends with its context. */
function startsSomething(call: CallExpr, info: FileInfo): boolean {
  const callee = info.calleeOf(call);
  return (
    callee.kind === "func" && (callee.pkg === "os/exec" || (callee.pkg === "context" && callee.name === "AfterFunc"))
  );
}
