import assert from "node:assert/strict";
import fc from "fast-check";
import { describe, it } from "mocha";
import { Equations } from "../../server/src/flow/summaries/equations.ts";

/** A system in which each value is what it brings itself and all that those it needs have. */
function closures(needs: readonly (readonly number[])[]): (() => ReadonlySet<number>)[] {
  const equations = new Equations();
  const same = (a: ReadonlySet<number>, b: ReadonlySet<number>): boolean => a.size === b.size;
  const careful = new Set([-1]);
  const values: (() => ReadonlySet<number>)[] = needs.map((own, index) =>
    equations.value<ReadonlySet<number>>({
      initial: new Set(),
      careful,
      same,
      compute: () => new Set([index, ...own.flatMap((each) => [...(values[each]?.() ?? [])])]),
    }),
  );
  return values;
}

function reachable(needs: readonly (readonly number[])[], from: number): number[] {
  const seen = new Set([from]);
  for (const each of seen) for (const next of needs[each] ?? []) seen.add(next);
  return [...seen].sort((a, b) => a - b);
}

const graphs = fc
  .integer({ min: 1, max: 9 })
  .chain((size) =>
    fc.array(fc.array(fc.nat({ max: size - 1 }), { maxLength: 3 }), { minLength: size, maxLength: size }),
  );

describe("equations", () => {
  it("are solved the same whichever value is asked for first", () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (needs, first) => {
        const values = closures(needs);
        for (let step = 0; step < needs.length; step++) {
          const index = (first + step * 7) % needs.length;
          const found = [...(values[index]?.() ?? [])].sort((a, b) => a - b);
          assert.deepEqual(found, reachable(needs, index));
        }
      }),
    );
  });

  it("whose needs come to light late are solved from the start again", () => {
    // What is needed depends on values that are found on the way.
    const solve = (order: readonly number[]): number[] => {
      const equations = new Equations();
      const same = (a: number, b: number): boolean => a === b;
      const base = { initial: 0, careful: -1, same };
      const values: (() => number)[] = [
        equations.value({ ...base, compute: () => Math.min(5, 1 + ask(1)) }),
        equations.value({ ...base, compute: () => (ask(0) >= 2 ? Math.max(ask(0), ask(2)) : ask(0)) }),
        equations.value({ ...base, compute: () => Math.min(9, ask(1) + 3) }),
      ];
      const ask = (index: number): number => values[index]?.() ?? 0;
      for (const index of order) ask(index);
      return [0, 1, 2].map(ask);
    };
    const expected = solve([0, 1, 2]);
    assert.deepEqual(expected, [5, 9, 9]);
    for (const order of [[1], [2], [2, 1], [1, 0, 2]]) assert.deepEqual(solve(order), expected);
  });

  it("that never settle are given up, all of them, with the careful answer", () => {
    const equations = new Equations();
    const same = (a: boolean | undefined, b: boolean | undefined): boolean => a === b;
    const base = { initial: false, careful: undefined, same };
    const values: (() => boolean | undefined)[] = [
      equations.value<boolean | undefined>({ ...base, compute: () => values[1]?.() !== true }),
      equations.value<boolean | undefined>({ ...base, compute: () => values[0]?.() === true }),
    ];
    assert.deepEqual(
      values.map((value) => value()),
      [undefined, undefined],
    );
  });

  it("go on after one has thrown", () => {
    const equations = new Equations();
    const same = (a: number, b: number): boolean => a === b;
    let fails = true;
    const value = equations.value({
      initial: 0,
      careful: 0,
      same,
      compute: () => {
        if (fails) throw new Error("once");
        return 3;
      },
    });
    const above = equations.value({ initial: 0, careful: 0, same, compute: () => value() + 1 });
    assert.throws(() => above());
    fails = false;
    assert.equal(above(), 4);
  });

  it("are computed once where nothing leads back", () => {
    const equations = new Equations();
    let times = 0;
    const value = equations.value({ initial: 0, careful: 0, same: (a, b) => a === b, compute: () => ++times });
    assert.deepEqual([value(), value()], [1, 1]);
  });
});
