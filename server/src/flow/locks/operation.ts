import type { Callee, FileInfo } from "../../semantic/info.ts";
import { underlying } from "../../semantic/underlying.ts";
import type { FuncType, NamedType, Type } from "../../semantic/types.ts";
import type { CallExpr, Expr, SelectorExpr } from "../../syntax/ast.ts";
import { unparen } from "../../syntax/visit.ts";
import { deref, isNamed } from "./reference.ts";
import type { LockMode } from "./locks.ts";
import type { Program } from "../program.ts";

/** One operation on a lock. */
export interface LockOperation {
  readonly action: "lock" | "unlock" | "try";
  readonly mode: LockMode;
  /** The lock: `s.mu` of `s.mu.Lock()`, `s` where the lock is embedded. */
  readonly lock: Expr;
  /** The method's name. */
  readonly method: string;
  readonly confidence: "proven" | "likely";
}

const METHODS: ReadonlyMap<string, readonly [LockOperation["action"], LockMode]> = new Map([
  ["Lock", ["lock", "write"]],
  ["Unlock", ["unlock", "write"]],
  ["RLock", ["lock", "read"]],
  ["RUnlock", ["unlock", "read"]],
  ["TryLock", ["try", "write"]],
  ["TryRLock", ["try", "read"]],
]);

/** The operation a call is; undefined where it is none, or the method of a type whose source tells what it does. */
export function lockOperation(call: CallExpr, info: FileInfo, program: Program): LockOperation | undefined {
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr" || call.args.length > 0 || !METHODS.has(fun.sel.name)) return undefined;
  const callee = info.calleeOf(call);
  // Of the standard library's own tree the source of package sync is at hand, too.
  const isKnown = callee.kind === "method" && isSyncLock(callee.pkg, callee.recv);
  if (!isKnown && program.sourceOf(callee) !== undefined) return undefined;
  const confidence = confidenceOf(callee, fun, info);
  return confidence === undefined ? undefined : operation(fun, info, confidence);
}

/** The operation a method value stands for: `s.mu.Unlock` without a call. */
export function lockMethodValue(expr: Expr, info: FileInfo): LockOperation | undefined {
  const fun = unparen(expr);
  if (fun.kind !== "SelectorExpr" || !METHODS.has(fun.sel.name) || info.isType(fun.x)) return undefined;
  const confidence = confidenceOfType(info.typeOf(fun.x), fun.sel.name, info);
  return confidence === undefined ? undefined : operation(fun, info, confidence);
}

function operation(
  fun: SelectorExpr,
  info: FileInfo,
  confidence: LockOperation["confidence"],
): LockOperation | undefined {
  const entry = METHODS.get(fun.sel.name);
  if (entry === undefined) return undefined;
  const [action, mode] = entry;
  const readLocker = readLockerOperand(fun.x, info);
  if (readLocker !== undefined) return { action, mode: "read", lock: readLocker, method: "RLocker", confidence };
  return { action, mode, lock: fun.x, method: fun.sel.name, confidence };
}

/** `mu` of `mu.RLocker()`, whose Lock is an RLock. */
function readLockerOperand(expr: Expr, info: FileInfo): Expr | undefined {
  const call = unparen(expr);
  if (call.kind !== "CallExpr") return undefined;
  const fun = unparen(call.fun);
  if (fun.kind !== "SelectorExpr" || fun.sel.name !== "RLocker") return undefined;
  const callee = info.calleeOf(call);
  return callee.kind === "method" && callee.pkg === "sync" ? fun.x : undefined;
}

function confidenceOf(callee: Callee, fun: SelectorExpr, info: FileInfo): LockOperation["confidence"] | undefined {
  switch (callee.kind) {
    case "method":
      if (isSyncLock(callee.pkg, callee.recv)) return "proven";
      if (!isNiladic(callee.type)) return undefined;
      return hasBothMethods(callee, fun.sel.name, info) ? "likely" : undefined;
    case "unknown":
      // A function of a package, or a method of something whose type is not known: a lock of a package that cannot be read.
      return callee.pkg === undefined ? confidenceOfType(info.typeOf(fun.x), fun.sel.name, info) : undefined;
    default:
      return undefined;
  }
}

function isSyncLock(pkg: string, recv: string): boolean {
  if (pkg === "sync") return recv === "Mutex" || recv === "RWMutex" || recv === "Locker";
  return pkg === "github.com/sasha-s/go-deadlock" && (recv === "Mutex" || recv === "RWMutex");
}

function isNiladic(type: FuncType): boolean {
  return type.params.length === 0 && type.results.length === 0;
}

/** A method Lock makes a lock only beside an Unlock: the type that declares it must have both. */
function hasBothMethods(callee: Callee & { kind: "method" }, name: string, info: FileInfo): boolean {
  if (name.startsWith("Try")) return false;
  const other = { Lock: "Unlock", Unlock: "Lock", RLock: "RUnlock", RUnlock: "RLock" }[name];
  const decl = info.world.packageDecls(callee.pkg, info.packagePath)?.types.get(callee.recv);
  if (decl === undefined || other === undefined) return false;
  if (decl.type.kind === "interface") {
    return decl.type.methods.some((method) => method.name === other && isNiladic(method.type));
  }
  const method = decl.methods.get(other);
  return method !== undefined && isNiladic(method.type);
}

function confidenceOfType(type: Type, name: string, info: FileInfo): LockOperation["confidence"] | undefined {
  if (type.kind === "unknown") return "likely";
  const operand = deref(type);
  if (operand.kind === "typeparam") return undefined;
  return findsSyncLock(operand, name, info, 0) ? "proven" : undefined;
}

/** Whether `name` of a value of this type is the method of a lock of package sync, embedded ones included. */
function findsSyncLock(type: Type, name: string, info: FileInfo, depth: number): boolean {
  if (isSyncLockType(type)) return true;
  if (depth > 4) return false;
  if (type.kind === "named" && declaresMethod(type, name, info)) return false;
  const struct = underlying(type, info.world);
  if (struct.kind !== "struct") return false;
  return struct.fields.some((field) => field.embedded && findsSyncLock(deref(field.type), name, info, depth + 1));
}

export function isSyncLockType(type: Type): boolean {
  return (
    isNamed(type, "sync", ["Mutex", "RWMutex", "Locker"]) ||
    isNamed(type, "github.com/sasha-s/go-deadlock", ["Mutex", "RWMutex"])
  );
}

function declaresMethod(type: NamedType, name: string, info: FileInfo): boolean {
  return info.world.packageDecls(type.pkg, info.packagePath)?.types.get(type.name)?.methods.has(name) === true;
}
