package bank

import (
	"context"
	"errors"
	"fmt"
	"io"
	"sync"
)

var errPoor = errors.New("not enough")

type account struct {
	mu      sync.RWMutex
	balance int
	log     []string
}

type vault struct {
	accounts map[string]*account
	guard    sync.Mutex
	shards   [4]struct {
		mu sync.Mutex
		n  int
	}
	audit *auditor
}

type auditor struct {
	sync.Mutex
	lines []string
}

// ---- reported ----

// The error of a helper leaves before the Unlock.
func (a *account) withdraw(n int) error {
	a.mu.Lock() // want lock-not-released
	if err := a.covers(n); err != nil {
		return fmt.Errorf("withdraw: %w", err)
	}
	a.balance -= n
	a.mu.Unlock()
	return nil
}

func (a *account) covers(n int) error {
	if a.balance < n {
		return errPoor
	}
	return nil
}

// Two locks: the early return gives back one of them.
func (v *vault) transfer(from, to *account, n int) error {
	from.mu.Lock()
	to.mu.Lock() // want lock-not-released
	if from.balance < n {
		from.mu.Unlock()
		return errPoor
	}
	from.balance -= n
	to.balance += n
	to.mu.Unlock()
	from.mu.Unlock()
	return nil
}

// The branch that reads on under the write lock returns from inside a switch in a loop.
func (v *vault) find(names []string) *account {
	v.guard.Lock() // want lock-not-released
	for _, name := range names {
		switch a := v.accounts[name]; {
		case a == nil:
			continue
		case a.balance > 0:
			return a
		}
	}
	v.guard.Unlock()
	return nil
}

// The lock of an embedded auditor, by a pointer in a field.
func (v *vault) note(line string) bool {
	v.audit.Lock() // want lock-not-released
	if len(v.audit.lines) > 100 {
		return false
	}
	v.audit.lines = append(v.audit.lines, line)
	v.audit.Unlock()
	return true
}

// The shard is chosen once, and given back on one of the ways.
func (v *vault) count(i int, limit int) (int, error) {
	shard := &v.shards[i]
	shard.mu.Lock() // want lock-not-released
	n := shard.n
	if n >= limit {
		return 0, io.EOF
	}
	shard.n++
	shard.mu.Unlock()
	return n, nil
}

// The context's end leaves the select with the lock held.
func (v *vault) wait(ctx context.Context, ready <-chan int) int {
	v.guard.Lock() // want lock-not-released
	select {
	case n := <-ready:
		v.guard.Unlock()
		return n
	case <-ctx.Done():
	}
	return 0
}

// A label takes the loop past the Unlock.
func (v *vault) scan(rows [][]int) {
next:
	for _, row := range rows {
		v.guard.Lock() // want lock-not-released
		for _, n := range row {
			if n < 0 {
				continue next
			}
		}
		v.guard.Unlock()
	}
}

// A generic type, and an early return in a method of it.
type cell[T comparable] struct {
	mu    sync.Mutex
	value T
}

func (c *cell[T]) swap(old, next T) bool {
	c.mu.Lock() // want lock-not-released
	if c.value != old {
		return false
	}
	c.value = next
	c.mu.Unlock()
	return true
}

// The literal that runs at once returns; the function does not know of its lock.
func (v *vault) sum() (total int) {
	add := func(a *account) bool {
		a.mu.RLock() // want lock-not-released
		if a.balance < 0 {
			return false
		}
		total += a.balance
		a.mu.RUnlock()
		return true
	}
	for _, a := range v.accounts {
		if !add(a) {
			break
		}
	}
	return total
}

// The named function unlocks another account than the one that was locked.
func (a *account) move(to *account, n int) {
	a.mu.Lock() // want lock-not-released
	if n == 0 {
		to.release()
		return
	}
	a.balance -= n
	a.mu.Unlock()
}

func (a *account) release() { a.mu.Unlock() }

// A question is answered, and the lock of an exported type kept.
type Register struct {
	sync.RWMutex
	names []string
}

func (r *Register) IsKnown(name string) bool {
	r.RLock() // want lock-not-released
	for _, each := range r.names {
		if each == name {
			return true
		}
	}
	r.RUnlock()
	return false
}

// ---- silent ----

func (a *account) deposit(n int) error {
	a.mu.Lock()
	if n < 0 {
		a.mu.Unlock()
		return errPoor
	}
	a.balance += n
	a.mu.Unlock()
	return nil
}

func (v *vault) transferred(from, to *account, n int) error {
	from.mu.Lock()
	defer from.mu.Unlock()
	to.mu.Lock()
	defer to.mu.Unlock()
	if from.balance < n {
		return errPoor
	}
	from.balance -= n
	to.balance += n
	return nil
}

func (v *vault) found(names []string) (found *account) {
	v.guard.Lock()
search:
	for _, name := range names {
		switch a := v.accounts[name]; {
		case a == nil:
			continue search
		case a.balance > 0:
			found = a
			break search
		}
	}
	v.guard.Unlock()
	return found
}

func (v *vault) noted(line string) bool {
	v.audit.Lock()
	full := len(v.audit.lines) > 100
	if !full {
		v.audit.lines = append(v.audit.lines, line)
	}
	v.audit.Unlock()
	return !full
}

func (v *vault) counted(i int) int {
	shard := &v.shards[i]
	shard.mu.Lock()
	defer func() { shard.mu.Unlock() }()
	if shard.n > 9 {
		return 9
	}
	return shard.n
}

func (v *vault) waited(ctx context.Context, ready <-chan int) int {
	v.guard.Lock()
	select {
	case n := <-ready:
		v.guard.Unlock()
		return n
	case <-ctx.Done():
		v.guard.Unlock()
	}
	return 0
}

// The lock is dropped for a slow call, and taken again.
func (v *vault) reload(load func() (map[string]*account, error)) error {
	v.guard.Lock()
	defer v.guard.Unlock()
	v.guard.Unlock()
	fresh, err := load()
	v.guard.Lock()
	if err != nil {
		return err
	}
	v.accounts = fresh
	return nil
}

func (c *cell[T]) set(next T) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.value == next {
		return false
	}
	c.value = next
	return true
}

// The function gives back what it holds by a value that it answers.
func (a *account) hold() (release func()) {
	a.mu.Lock()
	var once sync.Once
	return func() { once.Do(a.mu.Unlock) }
}

func (a *account) held() int {
	defer a.hold()()
	return a.balance
}

func (a *account) heldByName(n int) int {
	release := a.hold()
	defer release()
	if n > a.balance {
		return 0
	}
	return n
}

// One parameter decides on both.
func (a *account) read(locked bool) int {
	if !locked {
		a.mu.RLock()
	}
	n := a.balance
	if !locked {
		a.mu.RUnlock()
	}
	return n
}

func (a *account) pay(n int) (err error) {
	a.mu.Lock()
	defer func() {
		if err != nil {
			a.log = append(a.log, err.Error())
		}
		a.mu.Unlock()
	}()
	if a.balance < n {
		return errPoor
	}
	a.balance -= n
	return nil
}

// A type of one's own that is called like a lock.
type turnstile struct{ open int }

func (t *turnstile) Lock()   { t.open-- }
func (t *turnstile) Unlock() { t.open++ }

func (v *vault) enter(t *turnstile, in bool) bool {
	t.Lock()
	if !in {
		return false
	}
	t.Unlock()
	return true
}
