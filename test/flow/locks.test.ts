import assert from "node:assert/strict";
import { describe, it } from "mocha";
import type { LockFindings } from "../../server/src/flow/locks/locks.ts";
import { flowOf } from "./flow-of.ts";

const TYPES = `package app

import "sync"

type Store struct {
	mu   sync.Mutex
	rw   sync.RWMutex
	ptr  *sync.Mutex
	cond *sync.Cond
	n    int
}
`;

/** What is found in `Store.F`, beside the other functions of the text. */
function locksOf(text: string, name = "Store.F"): LockFindings {
  return flowOf(`${TYPES}\n${text}`).flow(name).locks;
}

/** The kinds of leak of the sites of `func (s *Store) F(c bool) error { … }`, in the order of the text. */
function leaks(body: string, rest = ""): (string | undefined)[] {
  const { sites } = locksOf(`func (s *Store) F(c bool) error {\n${body}\n}\n${rest}`);
  return sites.map(({ leak }) => leak?.kind);
}

describe("the lock analysis", () => {
  it("follows a lock to its release on every path", () => {
    assert.deepEqual(leaks("s.mu.Lock()\nif c { s.mu.Unlock(); return nil }\ns.mu.Unlock()\nreturn nil"), [undefined]);
    assert.deepEqual(leaks("s.mu.Lock()\ndefer s.mu.Unlock()\nif c { return nil }\nreturn nil"), [undefined]);
  });

  it("finds the path that forgets it, and tells which", () => {
    const text = "func (s *Store) F(c bool) {\ns.mu.Lock()\nif c { return }\ns.mu.Unlock()\n}";
    const [site] = locksOf(text).sites;
    assert.equal(site?.leak?.kind, "path");
    assert.deepEqual(
      site.leak.exits.map((exit) => exit.kind),
      ["return"],
    );
    assert.equal(site.leak.exits[0]?.path[0]?.kind, "acquired");
  });

  it("tells a lock that nothing releases from one that some path does not", () => {
    assert.deepEqual(leaks("s.mu.Lock()\ns.n++\nreturn nil"), ["never"]);
  });

  it("takes a lock that only success keeps for one kept for the caller", () => {
    assert.deepEqual(leaks("s.mu.Lock()\nif c { s.mu.Unlock(); return errLost }\nreturn nil", "var errLost error"), [
      "kept",
    ]);
  });

  it("locks by way of a pointer in a field, which hands nothing over", () => {
    assert.deepEqual(leaks("s.ptr.Lock()\nif c { return nil }\ns.ptr.Unlock()\nreturn nil"), ["path"]);
    assert.deepEqual(leaks("s.cond.L.Lock()\nif c { return nil }\ns.cond.L.Unlock()\nreturn nil"), ["path"]);
  });

  it("knows that a condition variable's lock may be the one beside it", () => {
    assert.deepEqual(leaks("s.cond.L.Lock()\nfor s.n == 0 { s.cond.Wait() }\ns.mu.Unlock()\nreturn nil"), [undefined]);
  });

  it("gives up a lock whose pointer others have", () => {
    assert.deepEqual(leaks("keep(s.ptr)\ns.ptr.Lock()\nreturn nil", "var keep func(*sync.Mutex)"), [undefined]);
  });

  it("lets one condition guard Lock and Unlock", () => {
    assert.deepEqual(leaks("if c { s.mu.Lock() }\ns.n++\nif c { s.mu.Unlock() }\nreturn nil"), [undefined]);
    assert.deepEqual(leaks("if c { s.mu.Lock() }\nc = false\nif c { s.mu.Unlock() }\nreturn nil"), ["never"]);
  });

  it("holds after TryLock only where it said yes", () => {
    assert.deepEqual(leaks("if !s.mu.TryLock() { return nil }\ns.mu.Unlock()\nreturn nil"), [undefined]);
    assert.deepEqual(leaks("ok := s.mu.TryLock()\nif ok { s.mu.Unlock() }\nreturn nil"), [undefined]);
  });

  it("finds a lock taken again in the next turn of a loop", () => {
    const text = "func (s *Store) F(c bool) {\nfor {\ns.mu.Lock()\nif c { continue }\ns.mu.Unlock()\n}\n}";
    assert.deepEqual(
      locksOf(text).sites[0]?.leak?.exits.map((exit) => exit.kind),
      ["again"],
    );
  });

  it("tells the modes of a lock apart", () => {
    const { sites } = locksOf("func (s *Store) F() {\ns.rw.RLock()\ns.n++\ns.rw.Unlock()\n}");
    assert.equal(sites[0]?.mismatches.length, 1);
    assert.equal(sites[0].leak, undefined);
  });

  it("finds the second Lock, also in a method that is called", () => {
    const direct = locksOf("func (s *Store) F() {\ns.mu.Lock()\ns.mu.Lock()\ns.mu.Unlock()\n}");
    assert.equal(direct.twice.length, 1);
    const called = locksOf(
      "func (s *Store) F() {\ns.mu.Lock()\ndefer s.mu.Unlock()\ns.inc()\n}\nfunc (s *Store) inc() {\ns.mu.Lock()\ns.n++\ns.mu.Unlock()\n}",
    );
    assert.deepEqual(
      called.twice.map(({ callee }) => callee),
      ["inc"],
    );
  });

  it("keeps the locks of two values apart", () => {
    const { twice } = locksOf(
      "func (s *Store) F(o *Store) {\ns.mu.Lock()\no.mu.Lock()\no.mu.Unlock()\ns.mu.Unlock()\n}",
    );
    assert.deepEqual(twice, []);
  });

  it("takes over what a helper returns holding, and what a helper releases", () => {
    const helpers = "func (s *Store) lockAll() { s.mu.Lock() }\nfunc (s *Store) unlockAll() { s.mu.Unlock() }";
    assert.deepEqual(leaks("s.lockAll()\nif c { return nil }\ns.unlockAll()\nreturn nil", helpers), ["path"]);
    assert.deepEqual(leaks("s.lockAll()\ndefer s.unlockAll()\nreturn nil", helpers), [undefined]);
  });

  it("sees releases in literals that are deferred, and in those kept in a variable", () => {
    assert.deepEqual(leaks("s.mu.Lock()\ndefer func() { s.n++; s.mu.Unlock() }()\nreturn nil"), [undefined]);
    assert.deepEqual(leaks("s.mu.Lock()\nunlock := s.mu.Unlock\nif c { return nil }\nunlock()\nreturn nil"), ["path"]);
  });

  it("names what is given back without having been taken", () => {
    const { foreign } = locksOf("func (s *Store) F() {\ns.n = 0\ns.mu.Unlock()\n}");
    assert.deepEqual(
      foreign.map(({ key, mode }) => [key, mode]),
      [["s.mu", "write"]],
    );
  });

  it("finds a Lock that is deferred while it is held", () => {
    const { deferredLocks } = locksOf("func (s *Store) F() {\ns.mu.Lock()\ndefer s.mu.Lock()\ns.n++\n}");
    assert.equal(deferredLocks.length, 1);
  });
});
