package app

import "sync"

type box struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	closed bool
	n      int
}

// Nothing follows that could be unprotected.
func (b *box) settle() {
	if b == nil {
		return
	}
	b.mu.Lock()
	b.mu.Unlock()
}

// Both are waited for, and that is what the function is called for.
func (b *box) ProbeLocks() {
	b.mu.Lock()
	b.mu.Unlock()

	b.rw.RLock()
	b.rw.RUnlock()

	if b.closed {
		return
	}
}

func (b *box) waitForReaders() int {
	b.rw.Lock()
	b.rw.Unlock()
	return b.n
}

// A word that only holds the letters says nothing.
func (b *box) blocks() int {
	b.mu.Lock()
	b.mu.Unlock() // want lock-section-empty
	return b.n
}
