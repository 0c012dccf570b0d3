package app

import "sync"

type db struct {
	mu      sync.RWMutex
	rev     int
	changed bool
}

type read struct{ db *db }

// The reader's End gives the lock back, in its mode.
func (d *db) read() *read {
	d.mu.RLock()
	return &read{db: d}
}

func (r *read) end() { r.db.mu.RUnlock() }

// Nobody gives back what is taken for writing.
func (d *db) reset() {
	d.mu.Lock() // want lock-not-released
	d.rev = 0
}

func (d *db) restore(rev int) error {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.rev = rev
	return nil
}

type log struct {
	mu    sync.Mutex
	locks []int
}

// It gives locks of another kind back, and not its own.
func (l *log) ReleaseLockTo(index int) {
	l.mu.Lock() // want lock-not-released
	l.locks = l.locks[index:]
}

type table struct {
	mu    sync.Mutex
	locks []int
}

func (l *table) LockAll() {
	l.mu.Lock()
	l.locks = nil
}

func (l *table) UnlockAll() {
	l.locks = nil
	l.mu.Unlock()
}

type gate struct {
	mu sync.Mutex
	n  int
}

func (g *gate) enterLocked() {
	g.mu.Lock()
	g.n++
}

func (g *gate) leave() {
	g.n--
	g.mu.Unlock()
}
