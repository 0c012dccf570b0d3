import type { Parser } from "web-tree-sitter";
import { flattenByCursor, type FlatTree } from "./flat-tree.ts";
import { flattenFromHeap } from "./heap-tree.ts";

/** A text that has every kind of node the heap reader must get right: aliases, fields below hidden nodes, extras, errors, missing tokens. */
const PROBE = `// probe
package p

import (
	a "b" /* c */
)

type T[K comparable] struct {
	*a.B
	x, y map[K]chan<- int \`tag\`
}

func (t *T[K]) f(xs ...int) (n int, err error) {
	for i := range xs { _ = func() { go t.f(i) } }
	if v, ok := <-c; ok { return v, nil } else { L: select { case c <- 1: break L; default: } }
	x := []T[int]{{x: 1}, "é\\n"}
	switch y := z.(type) { case int, a.B: }
	return x[1:2
}

var = )
`;

/** Whether reading the parser's memory gives the same tree as its public interface. */
export function heapReaderFits(parser: Parser, memory: WebAssembly.Memory): boolean {
  const tree = parser.parse(PROBE);
  if (tree === null) return false;
  try {
    return sameTree(flattenFromHeap(tree, memory), flattenByCursor(tree));
  } catch {
    return false;
  } finally {
    tree.delete();
  }
}

function sameTree(a: FlatTree, b: FlatTree): boolean {
  return a.count === b.count && a.data.every((value, at) => value === b.data[at]);
}
