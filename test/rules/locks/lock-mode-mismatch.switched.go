package app

import "sync"

type barrier struct {
	l       sync.RWMutex
	entries map[string]string
}

// get takes the lock where its caller does not hold it, and gives back its own.
func (b *barrier) get(key string, lock bool) string {
	if lock {
		b.l.RLock()
	}
	unlock := true
	defer func() {
		if lock && unlock {
			b.l.RUnlock()
		}
	}()
	return b.entries[key]
}

func (b *barrier) upgrade(key string) string {
	b.l.Lock()
	defer b.l.Unlock()
	return b.get(key, false)
}

func (b *barrier) downgrade(key string) string {
	b.l.Lock() // want lock-mode-mismatch
	found := b.get(key, false)
	b.l.RUnlock()
	return found
}
