package app

import "sync"

type box struct {
	mu sync.Mutex
	n  int
}

// ---- taken twice, which lock-taken-twice says ----

func (b *box) deferredEachTurn(values []int) {
	for _, v := range values {
		b.mu.Lock() // want lock-taken-twice
		defer b.mu.Unlock()
		b.n += v
	}
}

func (b *box) deferredCounting() {
	for i := 0; i < 3; i++ {
		b.mu.Lock() // want lock-taken-twice
		defer b.mu.Unlock()
		b.n++
	}
}

// ---- some turns give it back ----

func (b *box) someTurns(values []int) {
	for _, v := range values {
		b.mu.Lock() // want lock-not-released
		if v == 0 {
			b.mu.Unlock()
			continue
		}
		defer b.mu.Unlock()
		b.n += v
	}
}

func (b *box) forgotten(values []int) {
	for _, v := range values {
		b.mu.Lock() // want lock-not-released
		if v == 0 {
			continue
		}
		b.n += v
		b.mu.Unlock()
	}
}

// ---- given back in each turn ----

func (b *box) eachTurn(values []int) {
	for _, v := range values {
		b.mu.Lock()
		b.n += v
		b.mu.Unlock()
	}
}

func (b *box) ownFunction(values []int) {
	for _, v := range values {
		func() {
			b.mu.Lock()
			defer b.mu.Unlock()
			b.n += v
		}()
	}
}
