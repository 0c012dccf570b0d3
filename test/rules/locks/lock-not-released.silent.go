//case: novet
package app

import (
	"errors"
	"fmt"
	"os"
	"sync"
	"time"
)

var errGone = errors.New("gone")

type table struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	cond   *sync.Cond
	shared bool
	rows   map[string]int
	locks  map[string]*sync.Mutex
	unlock func()
}

type node struct {
	mu   sync.Mutex
	next *node
	n    int
}

func newTable() *table {
	t := &table{}
	t.cond = sync.NewCond(&t.mu)
	return t
}

func check(string) error { return nil }
func slow()              {}

func (t *table) deferred(key string) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	if err := check(key); err != nil {
		return err
	}
	t.rows[key]++
	return nil
}

func (t *table) deferredLiteral(key string) error {
	t.mu.Lock()
	defer func() {
		slow()
		t.mu.Unlock()
	}()
	return check(key)
}

func (t *table) deferredFirst() {
	defer t.mu.Unlock()
	t.mu.Lock()
	t.rows["x"]++
}

func (t *table) deferredArgument(key string) error {
	t.mu.Lock()
	defer func(mu *sync.Mutex) {
		mu.Unlock()
	}(&t.mu)
	return check(key)
}

func (t *table) deferredMethodValue(key string) error {
	unlock := t.rw.RUnlock
	t.rw.RLock()
	defer unlock()
	return check(key)
}

func (t *table) deferredAlias(key string) error {
	u := t.mu.Unlock
	t.mu.Lock()
	defer func() { u() }()
	return check(key)
}

func (t *table) deferredHelper(key string) error {
	t.mu.Lock()
	defer t.release()
	return check(key)
}

func (t *table) release() {
	t.rows["released"]++
	t.mu.Unlock()
}

func (t *table) everyPath(key string) error {
	t.mu.Lock()
	if err := check(key); err != nil {
		t.mu.Unlock()
		return err
	}
	t.rows[key]++
	t.mu.Unlock()
	return nil
}

func (t *table) methodValueOnError(key string) error {
	u := t.mu.Unlock
	t.mu.Lock()
	if err := check(key); err != nil {
		u()
		return err
	}
	u()
	return nil
}

func (t *table) callerHolds() {
	t.mu.Unlock()
	slow()
	t.mu.Lock()
}

func (t *table) callerHoldsOnPath(key string) error {
	if t.rows[key] == 0 {
		t.mu.Unlock()
		slow()
		t.mu.Lock()
		if t.rows[key] == 0 {
			return errGone
		}
	}
	return nil
}

func (t *table) sameField(key string) {
	if t.shared {
		t.mu.Lock()
	}
	t.rows[key]++
	if t.shared {
		t.mu.Unlock()
	}
}

func (t *table) sameParameter(lock bool, key string) {
	if lock {
		t.mu.Lock()
	}
	if err := check(key); err != nil {
		if lock {
			t.mu.Unlock()
		}
		return
	}
	if lock {
		t.mu.Unlock()
	}
}

func (t *table) negated(held bool, key string) {
	if !held {
		t.mu.Lock()
	}
	t.rows[key]++
	if held {
		return
	}
	t.mu.Unlock()
}

func (t *table) flag(keys []string) {
	locked := false
	for _, key := range keys {
		if t.rows[key] > 0 && !locked {
			t.mu.Lock()
			locked = true
		}
	}
	if locked {
		t.mu.Unlock()
	}
}

func (t *table) deferredFlag(key string) {
	locked := true
	t.mu.Lock()
	defer func() {
		if locked {
			t.mu.Unlock()
		}
	}()
	if t.rows[key] == 0 {
		locked = false
		t.mu.Unlock()
		slow()
	}
}

func (t *table) sameKind(kind int) {
	switch kind {
	case 1:
		t.mu.Lock()
	}
	slow()
	switch kind {
	case 1:
		t.mu.Unlock()
	}
}

func (t *table) Lock() {
	t.mu.Lock()
	t.rows["locks"]++
}

func (t *table) Unlock() { t.mu.Unlock() }

func (t *table) lockRow(key string) bool {
	t.mu.Lock()
	if t.rows[key] == 0 {
		t.mu.Unlock()
		return false
	}
	return true
}

func (t *table) acquireRow(key string) error {
	t.mu.Lock()
	if t.rows[key] == 0 {
		t.mu.Unlock()
		return errGone
	}
	return nil
}

func (t *table) onSuccess(key string) (*table, error) {
	t.mu.Lock()
	if err := check(key); err != nil {
		t.mu.Unlock()
		return nil, fmt.Errorf("check: %w", err)
	}
	return t, nil
}

func (t *table) returnsUnlock(key string) (func(), error) {
	t.mu.Lock()
	if err := check(key); err != nil {
		t.mu.Unlock()
		return nil, err
	}
	return t.mu.Unlock, nil
}

func (t *table) returnsLiteral() func() {
	t.mu.Lock()
	return func() {
		t.rows["x"]++
		t.mu.Unlock()
	}
}

func (t *table) stored() {
	t.mu.Lock()
	t.unlock = t.mu.Unlock
}

func (t *table) goroutine(done chan struct{}) {
	t.mu.Lock()
	go func() {
		<-done
		t.mu.Unlock()
	}()
}

func (t *table) goroutineMethod() {
	t.mu.Lock()
	go t.finishLocked()
}

func (t *table) finishLocked() {
	defer t.mu.Unlock()
	slow()
}

func (t *table) timer() {
	t.mu.Lock()
	time.AfterFunc(time.Second, func() {
		t.mu.Unlock()
	})
}

func (t *table) enclosing(done chan struct{}) {
	go func() {
		t.mu.Lock()
		close(done)
	}()
	<-done
	t.mu.Unlock()
}

func (t *table) tryThen(key string) {
	if t.mu.TryLock() {
		defer t.mu.Unlock()
		t.rows[key]++
	}
}

func (t *table) tryElse(key string) {
	if !t.mu.TryLock() {
		return
	}
	t.rows[key]++
	t.mu.Unlock()
}

func (t *table) trySpin() {
	for !t.mu.TryLock() {
		time.Sleep(time.Millisecond)
	}
	t.mu.Unlock()
}

func (t *table) tryResult(key string) bool {
	ok := t.rw.TryRLock()
	if ok {
		t.rows[key]++
		t.rw.RUnlock()
	}
	return ok
}

func (t *table) waits(key string) int {
	t.cond.L.Lock()
	for t.rows[key] == 0 {
		t.cond.Wait()
	}
	n := t.rows[key]
	t.mu.Unlock()
	return n
}

func (t *table) localCond(ready *bool) {
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	cond.L.Lock()
	for !*ready {
		cond.Wait()
	}
	mu.Unlock()
}

// +checklocksacquire:t.mu
func (t *table) annotated(key string) bool {
	t.mu.Lock()
	if t.rows[key] == 0 {
		return false
	}
	t.mu.Unlock()
	t.mu.Lock()
	return true
}

func (t *table) keyed(key string) error {
	t.locks[key].Lock()
	if err := check(key); err != nil {
		t.locks[key].Unlock()
		return err
	}
	t.locks[key].Unlock()
	return nil
}

func handOverHand(head *node, want int) bool {
	head.mu.Lock()
	at := head
	for at.next != nil {
		next := at.next
		next.mu.Lock()
		at.mu.Unlock()
		at = next
		if at.n == want {
			at.mu.Unlock()
			return true
		}
	}
	at.mu.Unlock()
	return false
}

func lockAll(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
	}
}

func all(nodes []*node) {
	for _, n := range nodes {
		n.mu.Lock()
	}
	slow()
	for _, n := range nodes {
		n.mu.Unlock()
	}
}

func (t *table) panics(key string) int {
	t.mu.Lock()
	n, ok := t.rows[key]
	if !ok {
		panic("no row " + key)
	}
	t.mu.Unlock()
	return n
}

func (t *table) exits(key string) {
	t.mu.Lock()
	if t.rows[key] == 0 {
		os.Exit(1)
	}
	t.mu.Unlock()
}

func (t *table) forever() {
	t.mu.Lock()
	t.rows["x"]++
	t.mu.Unlock()
	for {
		t.mu.Lock()
		slow()
		t.mu.Unlock()
	}
}

func (t *table) passed(run func(func())) {
	t.mu.Lock()
	run(t.mu.Unlock)
}

func (t *table) given(release func(*sync.Mutex)) {
	t.mu.Lock()
	release(&t.mu)
}

type door struct{ open bool }

func (d *door) Lock()   { d.open = false }
func (d *door) Unlock() { d.open = true }

func pass(d *door, in bool) {
	d.Lock()
	if !in {
		return
	}
	d.Unlock()
}

type ticket struct{ t *table }

func (t *table) ticket() *ticket {
	t.mu.Lock()
	return &ticket{t: t}
}

func (k *ticket) done() { k.t.mu.Unlock() }

func (t *table) innerLiteral() {
	t.mu.Lock()
	defer t.mu.Unlock()
	func() {
		if t.shared {
			return
		}
		t.rows["x"]++
	}()
}

func (t *table) unlockedInside(key string) error {
	t.mu.Lock()
	err := func() error {
		defer t.mu.Unlock()
		return check(key)
	}()
	return err
}
