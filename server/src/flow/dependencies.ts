/** Which functions were looked into to find out about which, by their keys. Grows while the sources keep their declarations. */
export class Dependencies {
  readonly #asked = new Map<string, Set<string>>();
  readonly #askedBy = new Map<string, Set<string>>();

  note(asking: string, asked: string): void {
    add(this.#asked, asking, asked);
    add(this.#askedBy, asked, asking);
  }

  /** The functions that have asked for one. */
  askedBy(key: string): ReadonlySet<string> {
    return this.#askedBy.get(key) ?? NONE;
  }

  /** The functions that have asked for one of these, through others, too. */
  dependents(keys: Iterable<string>): Set<string> {
    return reachable(keys, this.#askedBy);
  }

  /** The functions that a function and its answers need, and that need it; empty where it is not recursive. */
  circleOf(key: string): Set<string> {
    const callers = this.dependents([key]);
    if (!callers.has(key)) return new Set();
    const callees = reachable([key], this.#asked);
    return new Set([...callers].filter((caller) => callees.has(caller)));
  }
}

const NONE: ReadonlySet<string> = new Set();

function add(map: Map<string, Set<string>>, key: string, value: string): void {
  const known = map.get(key);
  if (known === undefined) map.set(key, new Set([value]));
  else known.add(value);
}

function reachable(from: Iterable<string>, edges: ReadonlyMap<string, ReadonlySet<string>>): Set<string> {
  const found = new Set<string>();
  const queue = [...from];
  for (let key = queue.pop(); key !== undefined; key = queue.pop()) {
    for (const next of edges.get(key) ?? NONE) {
      if (found.has(next)) continue;
      found.add(next);
      queue.push(next);
    }
  }
  return found;
}
