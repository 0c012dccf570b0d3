// Package stock knows how much of each article is left.
package stock

import (
	"errors"
	"sync"
)

// ErrSoldOut is what Take answers when there is too little left.
var ErrSoldOut = errors.New("sold out")

// Stock counts articles. It is safe for concurrent use.
type Stock struct {
	mu     sync.RWMutex
	counts map[string]int
	audit  func(article string, count int)
}

// New makes an empty stock; audit is told of each change.
func New(audit func(article string, count int)) *Stock {
	return &Stock{counts: map[string]int{}, audit: audit}
}

// Take takes articles out of the stock.
func (s *Stock) Take(article string, count int) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	left := s.counts[article]
	if left < count {
		return ErrSoldOut
	}
	s.counts[article] = left - count
	return nil
}

// Left tells how many there are.
func (s *Stock) Left(article string) int {
	s.mu.RLock()
	defer s.mu.RUnlock()
	return s.counts[article]
}

// Clear empties the stock.
func (s *Stock) Clear() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts = map[string]int{}
}

// Add puts articles into the stock.
func (s *Stock) Add(article string, count int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.counts[article] += count
	s.audit(article, s.counts[article])
}
