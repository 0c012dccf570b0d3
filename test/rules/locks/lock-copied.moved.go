package app

import (
	"sync"
	"sync/atomic"
)

type client struct {
	mu      sync.RWMutex
	headers map[string]string
}

// ---- a copy with a lock of its own ----

func (c *client) with(headers map[string]string) *client {
	c2 := *c
	c2.mu = sync.RWMutex{}
	c2.headers = headers
	return &c2
}

func (c *client) without(headers map[string]string) *client {
	c2 := *c // want lock-copied
	c2.headers = headers
	return &c2
}

// ---- what was made here goes on under another name ----

type cache struct {
	enabled atomic.Bool
	size    int
}

type countingCache struct {
	cache
	hits int
}

func newCache(size int) *cache { return &cache{size: size} }

func newCounting(size int, counts bool) any {
	c := &cache{size: size}
	if counts {
		return &countingCache{*c, 0}
	}
	return c
}

// Whether a constructor has kept what it gives is not seen here.
func constructed(size int) *countingCache {
	c := newCache(size)
	return &countingCache{*c, 0} // want lock-copied:info
}

func ofCaller(c *cache) *countingCache {
	return &countingCache{*c, 0} // want lock-copied:error
}

func goesOn(size int) (*cache, *countingCache) {
	c := &cache{size: size}
	counting := &countingCache{*c, 0} // want lock-copied:error
	return c, counting
}
