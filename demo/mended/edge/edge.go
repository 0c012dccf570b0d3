// Package edge is what the shop shows to the world.
package edge

import (
	"context"
	"errors"
	"net/http"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
	"golang.org/x/time/rate"
)

// Ask asks a partner whether he is there.
func Ask(ctx context.Context, url string) (int, error) {
	client := &http.Client{Timeout: 5 * time.Second}
	request, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return 0, err
	}
	response, err := client.Do(request)
	if err != nil {
		return 0, err
	}
	defer response.Body.Close()
	return response.StatusCode, nil
}

// Admin serves the pages for the staff.
func Admin(handler http.Handler) *http.Server {
	return &http.Server{Addr: ":8081", Handler: handler, ReadHeaderTimeout: 5 * time.Second}
}

// Limit lets only so many requests through.
func Limit(limiter *rate.Limiter, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if !limiter.Allow() {
			http.Error(w, "too many requests", http.StatusTooManyRequests)
			return
		}
		next.ServeHTTP(w, r)
	})
}

// Both runs two steps side by side, and a third one after them.
func Both(ctx context.Context, first, second, third func(context.Context) error) error {
	group, both := errgroup.WithContext(ctx)
	group.Go(func() error { return first(both) })
	group.Go(func() error { return second(both) })
	if err := group.Wait(); err != nil {
		return err
	}
	return third(ctx)
}

// Counter counts visits.
type Counter struct {
	mu     sync.Mutex
	visits int
}

// Visits tells how many there were.
func (c *Counter) Visits() int {
	return c.visits
}

// Reset begins to count anew.
func (c *Counter) Reset() {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.visits = 0
}

// All runs jobs and waits for them.
func All(jobs []func()) {
	var wg sync.WaitGroup
	for _, job := range jobs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			defer logPanic()
			job()
		}()
	}
	wg.Wait()
}

func logPanic() {
	if r := recover(); r != nil {
		println("job failed")
	}
}

// Rejected says which articles were not accepted.
type Rejected struct {
	Articles string
}

func (r Rejected) Error() string { return "rejected" }

// Check refuses an empty basket.
func Check(basket []string) error {
	if len(basket) == 0 {
		return Rejected{}
	}
	return nil
}

// ErrClosed is what a closed shop answers.
var ErrClosed = errors.New("closed")

// Seen remembers baskets.
func Seen(seen *sync.Map, basket []string, name string) {
	seen.Store(name, len(basket))
}
