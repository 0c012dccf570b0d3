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

// ---- called at the end of the turn as well ----

func bothWays(names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		stop := sync.OnceFunc(func() { _ = f.Close() })
		defer stop()
		if name == "" {
			return nil
		}
		stop()
	}
	return nil
}

func oneWay(names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		stop := sync.OnceFunc(func() { _ = f.Close() })
		defer stop() // want defer-in-loop
	}
	return nil
}

// ---- a label instead of a loop ----

func retries(in chan int, limit time.Duration) {
	var timer *time.Timer
again:
	if timer == nil && limit > 0 {
		timer = time.NewTimer(limit)
		defer timer.Stop()
	}
	if <-in > 0 {
		goto again
	}
}

func retriesAnew(in chan int, limit time.Duration) {
again:
	timer := time.NewTimer(limit)
	defer timer.Stop() // want defer-in-loop
	if <-in > 0 {
		goto again
	}
}

// ---- counted until the end ----

func monitors(in chan *sync.WaitGroup) {
	for wg := range in {
		wg.Add(1)
		defer wg.Done()
	}
}

func waitsForItself(names []string) {
	var wg sync.WaitGroup
	for range names {
		wg.Add(1)
		defer wg.Done() // want defer-in-loop
	}
	wg.Wait()
}

// ---- a list that has them all ----

func openAll(names []string) (int, error) {
	files := make([]*os.File, len(names))
	for i, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return 0, err
		}
		files[i] = f
		defer files[i].Close()
	}
	return len(files), nil
}

func openEach(names []string) error {
	for _, name := range names {
		files := make([]*os.File, 1)
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		files[0] = f
		defer files[0].Close() // want defer-in-loop
	}
	return nil
}

// ---- a list of a few ----

func few(tcpOnly bool) error {
	var names []string
	if tcpOnly {
		names = []string{"tcp"}
	} else {
		names = []string{"udp", "tcp"}
	}
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close()
	}
	return nil
}

func more(others []string) error {
	names := []string{"udp", "tcp"}
	names = append(names, others...)
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop
	}
	return nil
}

// ---- a step of the receiver's own state ----

type resolver struct{ depth int }

func (r *resolver) openScope()  { r.depth++ }
func (r *resolver) closeScope() { r.depth-- }
func (r *resolver) closeFile()  {}

func (r *resolver) walk(names []string) {
	for range names {
		r.openScope()
		defer r.closeScope() // want defer-in-loop:info
	}
}

func (r *resolver) files(names []string) {
	for range names {
		defer r.closeFile() // want defer-in-loop:warning
	}
}
