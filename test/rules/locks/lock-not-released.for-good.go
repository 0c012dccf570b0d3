package app

import "sync"

// ---- one after the other, and all at the end ----

type worker struct {
	eventMut sync.Mutex
	done     bool
}

func allDone(workers ...*worker) bool {
	for _, w := range workers {
		w.eventMut.Lock()
	}
	defer func() {
		for _, w := range workers {
			w.eventMut.Unlock()
		}
	}()
	for _, w := range workers {
		if !w.done {
			return false
		}
	}
	return true
}

func noneGiven(workers ...*worker) bool {
	for _, w := range workers {
		w.eventMut.Lock() // want lock-not-released
		if !w.done {
			return false
		}
	}
	return true
}

// ---- taken for good ----

type gate struct {
	mu    sync.Mutex
	tasks sync.WaitGroup
	shut  bool
}

func (g *gate) waitAndBlock() {
	g.mu.Lock()
	g.tasks.Wait()

	// Do not unlock g.mu, so that nobody adds another one.
}

func (g *gate) stop() {
	g.tasks.Wait()
	g.shut = true
	g.mu.Lock()
}

func (g *gate) forgets() {
	g.mu.Lock() // want lock-not-released
	g.tasks.Wait()
	g.shut = true
}

func (g *gate) commented() {
	g.mu.Lock() // want lock-not-released

	// If no task is greater than the release index, all are released.
	g.shut = true
}
