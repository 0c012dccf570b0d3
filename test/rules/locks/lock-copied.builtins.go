package app

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

func kept(all []counter, c *counter) []counter {
	return append(all, *c) // want lock-copied
}

func copied(c *counter) *counter {
	return new(*c) // want lock-copied
}

func fresh(all []counter) []counter {
	return append(all, counter{n: 1})
}

func joined(all, more []counter) []counter {
	return append(all, more...)
}

func pointers(all []*counter, c *counter) []*counter {
	return append(all, c)
}

func empty() *counter {
	return new(counter)
}

func sizes(all *[2]counter) int {
	return len(*all) + cap(*all)
}
