import type { AcquireFact } from "../../catalog/schema.ts";
import type { CallExpr } from "../../syntax/ast.ts";
import type { FunctionScope } from "../scope.ts";

/** One resource that is followed through a function. */
export interface Tracking {
  readonly scope: FunctionScope;
  readonly releases: readonly string[];
  /** True if methods whose name sounds like a release count as one: the API of the resource is not known for sure. */
  readonly lenient: boolean;
  /** The call whose value is the resource, while the statement it stands in is evaluated for the first time. */
  readonly acquire: CallExpr | undefined;
  /** Which of the call's results is the resource. */
  readonly result: number;
  readonly errorResult: boolean;
  /** The field of the resource that says whether there is one. */
  readonly errorField?: string | undefined;
  /** Functions that release it, as `import/path.Func`. */
  readonly releaseFunctions: readonly string[];
  /** The type that the acquiring call gives, as facts name it: `*bufio.Writer`. */
  readonly resourceType?: string;
  /** What ends this resource together with itself: the transaction of rows. */
  readonly owner: Owner | undefined;
  readonly closedByExhaustion: boolean;
  readonly closedByFailedScan: boolean;
  /** True for buffers that something made of them flushes, too: `csv.NewWriter(w)` takes a bufio.Writer as its own. */
  readonly flushedByWrappers: boolean;
  /** True where only paths that succeed owe anything. */
  readonly successPathsOnly?: boolean;
  /** True in a deferred call: what is given to a function that cannot be read is given to clean up. */
  readonly deferredCall?: boolean;
  /** Where paths go on, with a note of it: behind a release, or also behind a hand-over other than by a return. */
  readonly goesOn?: "behind-release" | "behind-hand-over";
  /** The call whose error the statement at hand keeps, and what follows asks for. */
  readonly errorKept?: CallExpr | undefined;
  /** How many function literals deep the evaluation is. */
  readonly depth: number;
}

/** An operand by its text with the variables numbered, and its methods that end what it gave out. */
export interface Owner {
  readonly text: string;
  readonly methods: readonly string[];
}

export function trackingOf(
  scope: FunctionScope,
  fact: AcquireFact,
  lenient: boolean,
  owner: Owner | undefined,
): Tracking {
  return {
    ...trackingFor(scope, fact.release),
    releaseFunctions: fact.releaseFunctions ?? [],
    lenient,
    resourceType: fact.type,
    result: fact.result,
    errorResult: fact.errorResult,
    errorField: fact.errorField,
    owner,
    closedByExhaustion: fact.closedByExhaustion === true,
    closedByFailedScan: fact.closedByFailedScan === true,
    successPathsOnly: fact.successPathsOnly === true,
    flushedByWrappers: fact.successPathsOnly === true && fact.release.includes("Flush"),
  };
}

/** For following something that no call acquires: a parameter. */
export function trackingFor(scope: FunctionScope, releases: readonly string[]): Tracking {
  return {
    scope,
    releases,
    releaseFunctions: [],
    lenient: false,
    acquire: undefined,
    result: 0,
    errorResult: false,
    owner: undefined,
    closedByExhaustion: false,
    closedByFailedScan: false,
    flushedByWrappers: false,
    depth: 0,
  };
}
