import { ACQUIRE_FACTS } from "./acquire/index.ts";
import { callableKey } from "./callables.ts";
import type { Catalog } from "./catalog.ts";
import { CONTEXT_VARIANTS } from "./context/index.ts";
import { factPath } from "./import-paths.ts";
import { NEVER_RETURNS, ZEROLOG_FATAL } from "./never-returns.ts";
import { CLOSED_RESPONSES, NOT_ACQUIRE_FACTS } from "./not-acquire.ts";
import { OWNERSHIP_FACTS } from "./ownership.ts";
import type { AcquireFact, CallableRef, ContextVariantFact, NotAcquireFact, OwnershipFact } from "./schema.ts";

const NOTHING: readonly never[] = [];

/** The catalog of this project and, before it, a project's own resources. */
export function createCatalog(extra: readonly AcquireFact[] = NOTHING): Catalog {
  const facts = extra.length === 0 ? ACQUIRE_FACTS : [...extra, ...ACQUIRE_FACTS];
  const acquire = indexed(facts);
  const byName = group(facts, (fact) => fact.name);
  const releasedByFunctions = new Set(
    facts.filter(({ releaseFunctions = [] }) => releaseFunctions.length > 0).map(({ pkg }) => pkg),
  );
  return {
    acquire: (ref) => found(acquire, ref),
    acquireByName: (name) => byName.get(name) ?? NOTHING,
    isNotAcquire,
    takesOwnership: (ref): readonly OwnershipFact[] => found(OWNERSHIP, ref),
    contextVariant,
    neverReturns: (ref) => found(NEVER, ref).length > 0,
    startsFatalChain: (ref) => found(FATAL_CHAINS, ref).length > 0,
    acquireNames: new Set(byName.keys()),
    releaseNames: new Set(facts.flatMap(({ release }) => release.map(firstMember))),
    isReleasedByFunctions: (pkg) => releasedByFunctions.has(factPath(pkg)),
  };
}

function firstMember(release: string): string {
  return /^[^.(]*/.exec(release)?.[0] ?? "";
}

function isNotAcquire(ref: CallableRef): NotAcquireFact | undefined {
  if (CLOSED_RESPONSES.test(ref.pkg)) return { ...ref, why: "the library has read and closed the body" };
  return found(NOT_ACQUIRE, ref)[0];
}

function contextVariant(ref: CallableRef): ContextVariantFact | undefined {
  const exact = found(VARIANTS, ref)[0];
  if (exact !== undefined) return exact;
  const family = found(VARIANTS, { ...ref, name: "*" })[0];
  if (family === undefined || takesContextByName(ref.name)) return undefined;
  return { ...family, name: ref.name, variant: family.variant.replace("*", ref.name) };
}

function takesContextByName(name: string): boolean {
  return name.endsWith("Context") || name.endsWith("Request");
}

/** The exact path first: a fact for `backoff/v5` must not be taken for one of `backoff/v4`. */
function found<Fact>({ names, facts: index }: Index<Fact>, ref: CallableRef): readonly Fact[] {
  // Every call is asked about: most are told by their name alone.
  if (!names.has(ref.name)) return NOTHING;
  const exact = index.get(keyOf(ref));
  if (exact !== undefined) return exact;
  const path = factPath(ref.pkg);
  return (path === ref.pkg ? undefined : index.get(callableKey(path, ref.recv, ref.name))) ?? NOTHING;
}

/** Facts by what they are about, and the names of all of that. */
interface Index<Fact> {
  readonly names: ReadonlySet<string>;
  readonly facts: ReadonlyMap<string, readonly Fact[]>;
}

function indexed<Fact extends CallableRef>(facts: readonly Fact[]): Index<Fact> {
  return { names: new Set(facts.map((fact) => fact.name)), facts: group(facts, keyOf) };
}

function keyOf(ref: CallableRef): string {
  return callableKey(ref.pkg, ref.recv, ref.name);
}

function group<Fact>(facts: readonly Fact[], key: (fact: Fact) => string): ReadonlyMap<string, readonly Fact[]> {
  const groups = new Map<string, Fact[]>();
  for (const fact of facts) {
    const at = groups.get(key(fact));
    if (at === undefined) groups.set(key(fact), [fact]);
    else at.push(fact);
  }
  return groups;
}

const NOT_ACQUIRE = indexed(NOT_ACQUIRE_FACTS);
const OWNERSHIP = indexed(OWNERSHIP_FACTS);
const VARIANTS = indexed(CONTEXT_VARIANTS);
const NEVER = indexed(NEVER_RETURNS);
const FATAL_CHAINS = indexed(ZEROLOG_FATAL);
