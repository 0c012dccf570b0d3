package app

import (
	"errors"
	"fmt"
	"sync"
)

var errEmpty = errors.New("empty")

var (
	total   int
	totalMu sync.Mutex
)

type store struct {
	mu    sync.Mutex
	rw    sync.RWMutex
	n     int
	last  error
	names map[string]int
}

func (s *store) load() { s.n++ }

func (s *store) unlockedAtEachReturn(x bool) error {
	s.mu.Lock() // fix safe lock-not-released
	if x {
		return errEmpty
	}
	if s.n == 0 {
		return fmt.Errorf("empty: %w", errEmpty)
	}
	s.mu.Unlock()
	fmt.Println("done")
	return nil
}

// Not every way to the return holds the lock.
func (s *store) takenUnderCondition(lock bool) error {
	if lock {
		s.mu.Lock() // fix none lock-not-released
	}
	if s.n == 0 {
		return errEmpty
	}
	if lock {
		s.mu.Unlock()
	}
	return nil
}

func (s *store) releasedOnOneWay(early bool) error {
	s.mu.Lock() // fix none lock-not-released
	if early {
		s.mu.Unlock()
	}
	if s.n == 0 {
		return errEmpty
	}
	if !early {
		s.mu.Unlock()
	}
	fmt.Println("done")
	return nil
}

// What the lock protects would be read behind the Unlock.
func readsPackageVariable(x bool) int {
	totalMu.Lock() // fix none lock-not-released
	if x {
		return total
	}
	totalMu.Unlock()
	fmt.Println("done")
	return 0
}

func (s *store) readsField(x bool) error {
	s.mu.Lock() // fix none lock-not-released
	if x {
		return s.last
	}
	s.mu.Unlock()
	fmt.Println("done")
	return nil
}

func (s *store) nextTurn(list chan int) {
	for {
		v := <-list
		s.mu.Lock() // fix safe lock-not-released
		if v == 0 {
			continue
		}
		s.n += v
		s.mu.Unlock()
	}
}

func (s *store) nextTurnOrReleased(list chan int) {
	for {
		v := <-list
		s.mu.Lock() // fix none lock-not-released
		if v == 1 {
			s.mu.Unlock()
		}
		if v == 0 {
			continue
		}
		if v != 1 {
			s.mu.Unlock()
		}
	}
}

// Which of the two is wrong, the Lock or the Unlock?
func (s *store) writesUnderReadLock() {
	s.rw.RLock() // fix look lock-mode-mismatch
	s.n++
	s.rw.Unlock()
}

func (s *store) storesUnderReadLock() int {
	s.rw.RLock() // fix look lock-mode-mismatch
	defer s.rw.Unlock()
	s.names["x"] = 1
	return s.n
}

func (s *store) callsUnderReadLock() int {
	s.rw.RLock() // fix look lock-mode-mismatch
	defer s.rw.Unlock()
	s.load()
	return s.n
}

func (s *store) readsUnderReadLock() int {
	s.rw.RLock() // fix safe lock-mode-mismatch
	defer s.rw.Unlock()
	return s.n
}

func (s *store) writesUnderLock() {
	s.rw.Lock() // fix safe lock-mode-mismatch
	s.n++
	s.rw.RUnlock()
}

func (s *store) endsWithUnlock() {
	s.mu.Lock()
	s.n++
	s.load()
	s.mu.Unlock() // fix safe unlock-not-deferred
}

// An empty branch would be left.
func (s *store) unlocksAloneInElse(x bool) {
	s.mu.Lock()
	if x {
		s.n++
		s.mu.Unlock() // fix none unlock-not-deferred
	} else {
		s.mu.Unlock()
	}
}

func (s *store) explained() {
	s.mu.Lock()
	s.load()
	// Released by hand: this is called a million times.
	s.mu.Unlock() // fix silent unlock-not-deferred
}

func (s *store) failPoint() int {
	s.mu.Lock()
	n := s.n
	s.mu.Unlock() // fix silent unlock-not-deferred

	// gofail: var behindLock struct{}
	return n
}

type settings struct {
	mu    sync.RWMutex
	isNew bool
}

func (s *settings) fresh() bool {
	s.mu.RLock() // fix look lock-not-released
	return s.isNew
}

// It is held twice, and what is wrong is fresh.
func (s *settings) export(x bool) error {
	s.mu.RLock() // fix none lock-not-released
	n := s.fresh()
	if x {
		return errEmpty
	}
	fmt.Println(n)
	s.mu.RUnlock()
	fmt.Println(x)
	return nil
}
