//case: novet
package app

import (
	"context"
	"errors"
	"fmt"
	"log"
	"sync"
)

var errClosed = errors.New("closed")

type store struct {
	mu     sync.Mutex
	rw     sync.RWMutex
	closed bool
	data   map[string]int
	inner  struct{ mu sync.Mutex }
	shards [4]shard
}

type shard struct {
	mu sync.Mutex
	n  int
}

type list struct {
	sync.Mutex
	items []int
}

func validate(string) error { return nil }
func load(string) int       { return 0 }

func (s *store) errorReturn(key string) error {
	s.mu.Lock() // want lock-not-released
	if err := validate(key); err != nil {
		return err
	}
	s.data[key]++
	s.mu.Unlock()
	return nil
}

func (s *store) secondReturn(key string) (int, error) {
	s.mu.Lock() // want lock-not-released "on line 57"
	if s.closed {
		s.mu.Unlock()
		return 0, errClosed
	}
	n, ok := s.data[key]
	if !ok {
		log.Print(key)
	}
	if n < 0 {
		return 0, fmt.Errorf("negative: %d", n)
	}
	s.mu.Unlock()
	return n, nil
}

func (s *store) elseBranch(key string) {
	s.mu.Lock() // want lock-not-released "at the end of the function"
	if s.closed {
		log.Print(key)
	} else {
		s.data[key]++
		s.mu.Unlock()
	}
}

func (s *store) switchCase(kind int) bool {
	s.mu.Lock() // want lock-not-released
	switch kind {
	case 0:
		s.mu.Unlock()
		return true
	case 1:
		return false
	}
	s.mu.Unlock()
	return true
}

func (s *store) typeSwitch(v any) {
	s.mu.Lock() // want lock-not-released
	switch v := v.(type) {
	case string:
		s.data[v]++
	case int:
		return
	}
	s.mu.Unlock()
}

func (s *store) selectCase(done <-chan struct{}, in <-chan string) {
	s.mu.Lock() // want lock-not-released
	select {
	case <-done:
		return
	case key := <-in:
		s.data[key]++
	}
	s.mu.Unlock()
}

func (s *store) selectLoop(ctx context.Context, in <-chan string) {
	for {
		select {
		case <-ctx.Done():
			return
		case key := <-in:
			s.mu.Lock() // want lock-not-released "when the loop goes on"
			if s.closed {
				continue
			}
			s.data[key]++
			s.mu.Unlock()
		}
	}
}

func (s *store) breakOut(keys []string) {
	for _, key := range keys {
		s.rw.RLock() // want lock-not-released
		if s.data[key] == 0 {
			break
		}
		s.rw.RUnlock()
	}
}

func (s *store) labelledBreak(rows [][]string) {
outer:
	for _, row := range rows {
		for _, key := range row {
			s.mu.Lock() // want lock-not-released
			if s.data[key] == 0 {
				break outer
			}
			s.mu.Unlock()
		}
	}
}

func (s *store) gotoOut(keys []string) {
	for _, key := range keys {
		s.mu.Lock() // want lock-not-released
		if s.data[key] == 0 {
			goto done
		}
		s.mu.Unlock()
	}
done:
	log.Print("done")
}

func (s *store) continueThenRelock(keys []string) {
	for i := 0; ; i++ {
		s.mu.Lock() // want lock-not-released "when the loop goes on at line 163"
		if s.closed {
			continue
		}
		s.data[keys[i]]++
		s.mu.Unlock()
	}
}

func (s *store) readPath(key string) (int, bool) {
	s.rw.RLock() // want lock-not-released
	n, ok := s.data[key]
	if !ok {
		return 0, false
	}
	s.rw.RUnlock()
	return n, true
}

func (s *store) nestedStruct() bool {
	s.inner.mu.Lock() // want lock-not-released
	if s.closed {
		return false
	}
	s.inner.mu.Unlock()
	return true
}

func (s *store) indexed(i int) int {
	s.shards[i].mu.Lock() // want lock-not-released
	n := s.shards[i].n
	if n == 0 {
		return 0
	}
	s.shards[i].mu.Unlock()
	return n
}

func (l *list) embedded(v int) bool {
	l.Lock() // want lock-not-released
	for _, item := range l.items {
		if item == v {
			return false
		}
	}
	l.items = append(l.items, v)
	l.Unlock()
	return true
}

func (l *list) embeddedByName(v int) bool {
	l.Mutex.Lock() // want lock-not-released
	if len(l.items) > v {
		return false
	}
	l.Unlock()
	return true
}

func byInterface(mu sync.Locker, ok bool) {
	mu.Lock() // want lock-not-released
	if !ok {
		return
	}
	mu.Unlock()
}

func otherStore(a, b *store) {
	a.mu.Lock() // want lock-not-released
	if a.closed {
		b.mu.Lock()
		b.closed = true
		b.mu.Unlock()
		return
	}
	a.mu.Unlock()
}

func (s *store) inLiteral(keys []string) func() error {
	return func() error {
		s.mu.Lock() // want lock-not-released
		for _, key := range keys {
			if s.data[key] == 0 {
				return errClosed
			}
		}
		s.mu.Unlock()
		return nil
	}
}

func (s *store) inGoroutine(key string) {
	go func() {
		s.mu.Lock() // want lock-not-released
		if s.closed {
			return
		}
		s.data[key]++
		s.mu.Unlock()
	}()
}

func (s *store) doubleChecked(key string) int {
	if s.data[key] == 0 {
		s.mu.Lock() // want lock-not-released
		if s.data[key] != 0 {
			return s.data[key]
		}
		s.data[key] = load(key)
		s.mu.Unlock()
	}
	return s.data[key]
}

func (s *store) checkedBefore(key string) bool {
	if s.closed {
		return false
	}
	s.mu.Lock() // want lock-not-released
	if s.closed {
		return false
	}
	s.data[key]++
	s.mu.Unlock()
	return true
}

func (s *store) conditional(shared bool, key string) error {
	if shared {
		s.mu.Lock() // want lock-not-released
	}
	if err := validate(key); err != nil {
		return err
	}
	if shared {
		s.mu.Unlock()
	}
	return nil
}

func (s *store) tried(key string) bool {
	if !s.mu.TryLock() { // want lock-not-released
		return false
	}
	if s.closed {
		return true
	}
	s.data[key]++
	s.mu.Unlock()
	return true
}

func (s *store) triedResult(key string) {
	ok := s.mu.TryLock() // want lock-not-released
	if !ok {
		return
	}
	if s.closed {
		return
	}
	s.data[key]++
	s.mu.Unlock()
}

func (s *store) alias(key string) {
	mu := &s.mu
	mu.Lock() // want lock-not-released
	if s.closed {
		return
	}
	s.data[key]++
	s.mu.Unlock()
}

func (s *store) again(key string) int {
	s.mu.Lock()
	n := s.data[key]
	s.mu.Unlock()
	m := load(key)
	s.mu.Lock() // want lock-not-released
	if s.closed {
		return n
	}
	s.data[key] = n + m
	s.mu.Unlock()
	return m
}

func (s *store) unlockedInLiteral(key string) {
	unlock := func() { s.mu.Unlock() }
	s.mu.Lock() // want lock-not-released
	if s.closed {
		return
	}
	s.data[key]++
	unlock()
}

func (s *store) methodValue(key string) error {
	unlock := s.mu.Unlock
	s.mu.Lock() // want lock-not-released
	if err := validate(key); err != nil {
		return err
	}
	unlock()
	return nil
}

func (s *store) handOverTooLate(key string, done func()) error {
	s.mu.Lock() // want lock-not-released
	if err := validate(key); err != nil {
		return err
	}
	go func() {
		defer s.mu.Unlock()
		done()
	}()
	return nil
}

func (s *store) acquire(key string) error {
	s.mu.Lock() // want lock-not-released
	if s.closed {
		s.mu.Unlock()
		return errClosed
	}
	if err := validate(key); err != nil {
		return err
	}
	return nil
}

func (s *store) take(key string) (*shard, error) {
	s.mu.Lock() // want lock-not-released
	if s.closed {
		s.mu.Unlock()
		return nil, errClosed
	}
	if key == "" {
		return nil, errors.New("no key")
	}
	return &s.shards[0], nil
}

func (s *store) helpers(key string) {
	s.lock() // want lock-not-released "This call locks `s.mu`"
	if s.closed {
		return
	}
	s.data[key]++
	s.unlock()
}

func (s *store) lock()   { s.mu.Lock() }
func (s *store) unlock() { s.mu.Unlock() }

var registry = struct {
	sync.Mutex
	names map[string]bool
}{names: map[string]bool{}}

func register(name string) bool {
	registry.Lock() // want lock-not-released
	if registry.names[name] {
		return false
	}
	registry.names[name] = true
	registry.Unlock()
	return true
}

func emptySlice(peers []*shard) (sum int) {
	for _, peer := range peers {
		peer.mu.Lock() // want lock-not-released
		if peer.n == 0 {
			continue
		}
		sum += peer.n
		peer.mu.Unlock()
	}
	return sum
}

func variableInLoop(shards []*shard) {
	for i := range shards {
		one := shards[i]
		one.mu.Lock() // want lock-not-released
		if one.n == 0 {
			continue
		}
		one.n--
		one.mu.Unlock()
	}
}

func (s *store) deferredTooLate(key string) error {
	s.mu.Lock() // want lock-not-released
	if err := validate(key); err != nil {
		return err
	}
	defer s.mu.Unlock()
	s.data[key]++
	return nil
}

func (s *store) deferUnderCondition(key string) {
	s.mu.Lock() // want lock-not-released
	if key != "" {
		defer s.mu.Unlock()
	}
	s.data[key]++
}
