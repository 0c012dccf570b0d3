//case: novet
package app

import "sync"

type counter struct {
	mu sync.Mutex
	n  int
}

// ---- another goroutine, or the function around, gives it back ----

func blocked(started chan<- bool) {
	var mu sync.Mutex
	go func() {
		mu.Lock()
		started <- true
		mu.Lock()
	}()
	mu.Unlock()
}

func byLocker(rw *sync.RWMutex, locked chan bool) {
	rl := rw.RLocker()
	go func() {
		rl.Lock()
		rl.Lock()
		locked <- true
	}()
	<-locked
	rl.Unlock()
	rl.Unlock()
}

func turns(c *counter, next chan bool) {
	go func() {
		for range next {
			c.mu.Lock()
			c.n++
		}
	}()
	for range 3 {
		next <- true
		c.mu.Unlock()
	}
}

// ---- nobody does ----

func waitsForItself(c *counter) {
	go func() {
		c.mu.Lock()
		c.mu.Lock() // want lock-taken-twice
		c.mu.Unlock()
	}()
}

func otherLock(c, d *counter) {
	go func() {
		c.mu.Lock()
		c.mu.Lock() // want lock-taken-twice
		c.n++
		c.mu.Unlock()
	}()
	d.mu.Lock()
	d.n++
	d.mu.Unlock()
}
