package app

import "sync"

type account struct {
	mu  sync.Mutex
	sub sync.Mutex
	n   int
}

// Two literals beside each other, one to lock and one to unlock.
func update(a *account, queued bool) {
	lock := func() {
		if queued {
			a.sub.Lock()
		}
		a.mu.Lock()
	}
	unlock := func() {
		a.mu.Unlock()
		if queued {
			a.sub.Unlock()
		}
	}
	lock()
	a.n++
	unlock()
}

func withoutPair(a *account, queued bool) {
	lock := func() {
		if queued {
			a.other().Lock() // want lock-not-released:warning
		}
	}
	lock()
	a.n++
}

var single sync.Mutex

func (a *account) other() *sync.Mutex { return &single }
