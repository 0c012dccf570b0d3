import { calledBy } from "../../analyze/called.ts";
import type { FileInfo, VarObj } from "../../semantic/info.ts";
import type { CallExpr, Expr, Node } from "../../syntax/ast.ts";
import { childrenOf, unparen, walk } from "../../syntax/visit.ts";
import { contains, type Span } from "../../text/span.ts";
import { isContextType } from "./context-types.ts";

/**
 * Where a context comes from. inherited: from the caller, a field, a request. derived: made here from Background, with a
 * cancel, limit or values of its own. background: made here, and nothing more.
 */
export type Origin = "inherited" | "derived" | "background";

/** Looks up the first values of the variables of one declaration. */
export class Origins {
  readonly #root: Node;
  readonly #info: FileInfo;
  #values: ReadonlyMap<number, Expr | undefined> | undefined;
  #ends: readonly ContextEnd[] | undefined;

  constructor(root: Node, info: FileInfo) {
    this.#root = root;
    this.#info = info;
  }

  of(variable: VarObj): Origin {
    return this.#ofVariable(variable, 0);
  }

  /** True if the context is an errgroup's: `g, gctx := errgroup.WithContext(ctx)`. */
  isOfErrgroup(variable: VarObj): boolean {
    if (variable.scope !== "local" || variable.decl === undefined) return false;
    this.#values ??= firstValues(this.#root);
    const value = this.#values.get(variable.decl.start);
    const call = value === undefined ? undefined : unparen(value);
    return call?.kind === "CallExpr" && calledBy(call, this.#info)?.ref.pkg === "golang.org/x/sync/errgroup";
  }

  /**
   * True for a variable whose type is not known that a library made from a context: `gctx` of errgroup, `ctx` of a tracer.
   */
  carriesOn(variable: VarObj): boolean {
    if (variable.type.kind !== "unknown" || variable.decl === undefined || !/ctx|context/i.test(variable.name))
      return false;
    this.#values ??= firstValues(this.#root);
    const value = this.#values.get(variable.decl.start);
    const call = value === undefined ? undefined : unparen(value);
    return call?.kind === "CallExpr" && call.args.some((arg) => isContextType(this.#info.typeOf(arg), this.#info));
  }

  /**
   * True if the context has certainly ended at `offset`: its cancel function was called on the way there, or its group waited
   * for.
   */
  hasEnded(variable: VarObj, offset: number): boolean {
    const { decl } = variable;
    if (variable.scope !== "local" || decl === undefined) return false;
    this.#ends ??= endsOf(this.#root, this.#info);
    return this.#ends.some(
      (end) =>
        end.context === decl.start && end.span.end <= offset && contains(end.block, { start: offset, end: offset }),
    );
  }

  #ofVariable(variable: VarObj, depth: number): Origin {
    if (variable.scope !== "local" || variable.decl === undefined || depth > 8) return "inherited";
    this.#values ??= firstValues(this.#root);
    if (!this.#values.has(variable.decl.start)) return "inherited";
    const value = this.#values.get(variable.decl.start);
    return value === undefined ? "background" : this.#ofValue(value, depth);
  }

  #ofValue(value: Expr, depth: number): Origin {
    const inner = unparen(value);
    if (inner.kind === "Ident") {
      const obj = this.#info.objectOf(inner);
      return obj?.kind === "var" ? this.#ofVariable(obj, depth + 1) : "inherited";
    }
    // `v, ok := x.(context.Context)`: there may be none.
    if (inner.kind === "TypeAssertExpr") return "background";
    if (inner.kind !== "CallExpr") return "inherited";
    if (isContextSource(inner, this.#info)) return "background";
    const parent = inner.args.find((arg) => isContextType(this.#info.typeOf(arg), this.#info));
    if (parent === undefined) return "inherited";
    return this.#ofValue(parent, depth + 1) === "inherited" ? "inherited" : "derived";
  }
}

/** A call that ends a context, and the list of statements it stands in. */
interface ContextEnd {
  /** The offset of the context's declaring identifier. */
  readonly context: number;
  readonly span: Span;
  readonly block: Span;
}

/** `cancel()` and `g.Wait()` of contexts that were made with them, where nothing postpones the call. */
function endsOf(root: Node, info: FileInfo): readonly ContextEnd[] {
  const contexts = contextsByEnder(root, info);
  const ends: ContextEnd[] = [];
  const look = (at: Node, block: Span): void => {
    if (at.kind === "DeferStmt" || at.kind === "GoStmt") return;
    if (at.kind === "CallExpr") {
      const fun = unparen(at.fun);
      const ender = fun.kind === "SelectorExpr" && fun.sel.name === "Wait" ? unparen(fun.x) : fun;
      const obj = ender.kind === "Ident" && contexts.size > 0 ? info.objectOf(ender) : undefined;
      const context = obj?.kind === "var" ? contexts.get(obj) : undefined;
      if (context !== undefined) ends.push({ context, span: at, block });
    }
    const own = at.kind === "BlockStmt" || at.kind === "CaseClause" || at.kind === "CommClause" ? at : block;
    for (const child of childrenOf(at)) look(child, own);
  };
  look(root, root);
  return ends;
}

/** For each cancel function, and each group that ends its context: where the context is declared. */
function contextsByEnder(root: Node, info: FileInfo): ReadonlyMap<VarObj, number> {
  const found = new Map<VarObj, number>();
  walk(root, (node) => {
    if (node.kind !== "AssignStmt" || node.op !== ":=" || node.lhs.length !== 2 || node.rhs.length !== 1) return;
    const call = node.rhs[0] && unparen(node.rhs[0]);
    const pkg = call?.kind === "CallExpr" ? calledBy(call, info)?.ref.pkg : undefined;
    if (pkg !== "context" && pkg !== "os/signal" && pkg !== "golang.org/x/sync/errgroup") return;
    const [context, ender] = pkg === "golang.org/x/sync/errgroup" ? [node.lhs[1], node.lhs[0]] : node.lhs;
    const obj = ender?.kind === "Ident" ? info.objectOf(ender) : undefined;
    if (obj?.kind === "var" && context !== undefined) found.set(obj, context.start);
  });
  return found;
}

/** The first value of each variable by the offset of its declaring identifier; undefined for `var ctx context.Context`. */
function firstValues(root: Node): ReadonlyMap<number, Expr | undefined> {
  const values = new Map<number, Expr | undefined>();
  walk(root, (node) => {
    if (node.kind === "AssignStmt" && node.op === ":=") {
      const only = node.rhs.length === 1 ? node.rhs[0] : undefined;
      for (const [index, name] of node.lhs.entries()) values.set(name.start, only ?? node.rhs[index]);
    }
    if (node.kind === "ValueSpec") {
      const only = node.values.length === 1 ? node.values[0] : undefined;
      for (const [index, name] of node.names.entries()) values.set(name.start, only ?? node.values[index]);
    }
  });
  return values;
}

/** The name of the source if the call is `context.Background()` or `context.TODO()`. */
export function isContextSource(call: CallExpr, info: FileInfo): "Background" | "TODO" | undefined {
  if (call.args.length > 0) return undefined;
  const fun = unparen(call.fun);
  const name = fun.kind === "SelectorExpr" ? fun.sel.name : fun.kind === "Ident" ? fun.name : "";
  if (name !== "Background" && name !== "TODO") return undefined;
  const ref = calledBy(call, info)?.ref;
  return ref?.recv === undefined && (ref?.pkg === "context" || ref?.pkg === "golang.org/x/net/context")
    ? name
    : undefined;
}
