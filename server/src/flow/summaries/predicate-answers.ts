import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { Expr, FuncDecl, Ident } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { buildCfg } from "../cfg/build-cfg.ts";
import type { Block, Cfg, Condition } from "../cfg/cfg.ts";
import { VariableNumbers } from "../condition-facts.ts";
import {
  assumeEquals,
  assumeTruth,
  factsKey,
  learnNilness,
  nilness,
  NO_FACTS,
  truthOf,
  type Facts,
  type FactReader,
} from "../obligations/facts.ts";
import type { FunctionSource } from "../program.ts";

const BOTH: ReadonlySet<boolean> = new Set([true, false]);
const STEPS = 200;

/** Which answers a function of the workspace can give when its parameter at `index` is nil, or is not nil. */
export function possibleAnswers(source: FunctionSource, index: number, isNil: boolean): ReadonlySet<boolean> {
  const param = parameterAt(source.decl, index);
  const variable = param === undefined ? undefined : source.info.objectOf(param);
  if (variable?.kind !== "var" || source.decl.body === undefined) return BOTH;
  const reader: FactReader = { info: source.info, numbers: new VariableNumbers() };
  const cfg = buildCfg(source.decl, (call) => source.info.calleeOf(call).kind === "builtin" && isPanic(call.fun));
  return answersFrom(cfg, learnNilness(NO_FACTS, variable, isNil, reader.numbers), variable, reader);
}

function isPanic(fun: Expr): boolean {
  return fun.kind === "Ident" && fun.name === "panic";
}

/** The name of the parameter at an index, the last one for all further arguments. */
export function parameterAt(decl: FuncDecl, index: number): Ident | undefined {
  const names = decl.type.params.flatMap((field): readonly (Ident | undefined)[] =>
    field.names.length === 0 ? [undefined] : field.names,
  );
  return names[Math.min(index, names.length - 1)];
}

function answersFrom(cfg: Cfg, start: Facts, variable: VarObj, reader: FactReader): ReadonlySet<boolean> {
  const answers = new Set<boolean>();
  const seen = new Set<string>();
  const work: { block: number; facts: Facts }[] = [{ block: 0, facts: start }];
  for (let at = work.pop(), steps = 0; at !== undefined; at = work.pop()) {
    const key = `${String(at.block)};${factsKey(at.facts, reader.numbers)}`;
    const block = cfg.blocks[at.block];
    if (block === undefined || seen.has(key)) continue;
    if (++steps > STEPS || assigns(block, variable, reader.info)) return BOTH;
    seen.add(key);
    for (const answer of answersOf(block, at.facts, variable, reader)) answers.add(answer);
    for (const edge of block.succs) {
      const facts = edge.condition === undefined ? at.facts : assumed(at.facts, edge.condition, variable, reader);
      if (facts !== undefined) work.push({ block: edge.to, facts });
    }
  }
  return answers;
}

function assigns(block: Block, variable: VarObj, info: FileInfo): boolean {
  return block.nodes.some(
    (node) =>
      node.kind === "stmt" &&
      node.stmt.kind === "AssignStmt" &&
      node.stmt.lhs.some((lhs) => lhs.kind === "Ident" && info.objectOf(lhs) === variable),
  );
}

function assumed(facts: Facts, condition: Condition, variable: VarObj, reader: FactReader): Facts | undefined {
  switch (condition.kind) {
    case "truth": {
      const known = evaluateTest(condition.expr, facts, variable, reader);
      if (known !== undefined) return known === condition.value ? facts : undefined;
      return assumeTruth(facts, condition.expr, condition.value, reader);
    }
    case "equals":
      return assumeEquals(facts, condition.tag, condition.values, condition.holds, reader);
    default:
      return facts;
  }
}

function answersOf(block: Block, facts: Facts, variable: VarObj, reader: FactReader): Iterable<boolean> {
  const last = block.nodes.at(-1);
  if (last?.kind !== "stmt" || last.stmt.kind !== "ReturnStmt") return [];
  const [result] = last.stmt.results;
  const known = result === undefined ? undefined : evaluateTest(result, facts, variable, reader);
  return known === undefined ? BOTH : [known];
}

/** The value of a boolean expression as far as the facts decide it. `errors.Is(nil, …)` is false. */
function evaluateTest(expr: Expr, facts: Facts, variable: VarObj, reader: FactReader): boolean | undefined {
  const inner = unparen(expr);
  const constant = reader.info.constantOf(inner);
  if (typeof constant === "boolean") return constant;
  if (inner.kind === "UnaryExpr" && inner.op === "!") return negate(evaluateTest(inner.x, facts, variable, reader));
  if (inner.kind === "BinaryExpr" && (inner.op === "&&" || inner.op === "||")) {
    const decisive = inner.op === "||";
    const left = evaluateTest(inner.x, facts, variable, reader);
    const right = evaluateTest(inner.y, facts, variable, reader);
    if (left === decisive || right === decisive) return decisive;
    return left === undefined || right === undefined ? undefined : !decisive;
  }
  if (
    inner.kind === "CallExpr" &&
    asksErrors(inner.fun, reader.info) &&
    isVariable(inner.args[0], variable, reader.info)
  ) {
    return nilness(facts, variable, reader.numbers) === true ? false : undefined;
  }
  return truthOf(facts, inner, reader);
}

function negate(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function asksErrors(fun: Expr, info: FileInfo): boolean {
  const inner = unparen(fun);
  if (inner.kind !== "SelectorExpr" || inner.x.kind !== "Ident") return false;
  const pkg = info.objectOf(inner.x);
  return pkg?.kind === "package" && pkg.path === "errors" && (inner.sel.name === "Is" || inner.sel.name === "As");
}

function isVariable(expr: Expr | undefined, variable: VarObj, info: FileInfo): boolean {
  return expr?.kind === "Ident" && info.objectOf(expr) === variable;
}
