package app

import (
	"context"
	"os"
	"sync"
	"time"
)

type pool struct{}

func (pool) reserve(name string) (int, error)      { return 0, nil }
func (pool) release(id int) error                  { return nil }
func (pool) Release(ctx context.Context)           {}
func (pool) get(ctx context.Context) (pool, error) { return pool{}, nil }

type node struct {
	mu     sync.Mutex
	parent *node
	done   bool
}

// ---- undone if the function fails ----

func reserveAll(p pool, names []string) (ids []int, retErr error) {
	for _, name := range names {
		id, err := p.reserve(name)
		if err != nil {
			return nil, err
		}
		defer func() {
			if retErr != nil {
				_ = p.release(id)
			}
		}()
		ids = append(ids, id)
	}
	return ids, nil
}

func undoneByTurn(names []string) error {
	for _, name := range names {
		f, err := os.Create(name)
		if err != nil {
			return err
		}
		_, err = f.WriteString(name)
		defer func() { // want defer-in-loop:warning
			if err == nil {
				_ = f.Close()
			}
		}()
	}
	return nil
}

// ---- reached once ----

func await(ready func() bool) {
	var ticker *time.Ticker
	for !ready() {
		if ticker == nil {
			ticker = time.NewTicker(time.Second)
			defer ticker.Stop()
		}
		<-ticker.C
	}
}

func onceByFlag(paths []string) error {
	opened := false
	for _, path := range paths {
		if !opened {
			opened = true
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
		}
	}
	return nil
}

func notOnce(paths []string, last *os.File) error {
	for _, path := range paths {
		if last == nil {
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close() // want defer-in-loop:warning
		}
	}
	return nil
}

// ---- locks that are held together ----

func running(n *node) *node {
	for each := n.parent; each != nil; each = each.parent {
		each.mu.Lock()
		defer each.mu.Unlock()
		if !each.done {
			return each
		}
	}
	return nil
}

func oneLock(mu *sync.Mutex, jobs []func()) {
	for _, job := range jobs {
		mu.Lock()
		defer mu.Unlock() // want defer-in-loop:warning
		job()
	}
}

// ---- counted uses ----

func resolve(ctx context.Context, p pool, n int) (last pool, err error) {
	for range n {
		last, err = p.get(ctx)
		if err != nil {
			return pool{}, err
		}
		defer last.Release(ctx) // want defer-in-loop:info
	}
	return last, nil
}

func reported(jobs []func(), report func()) {
	for _, job := range jobs {
		defer func() { report() }() // want defer-in-loop:info
		job()
	}
}
