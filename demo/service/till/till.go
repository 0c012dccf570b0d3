// Package till is the old cash desk, which is still built with Go 1.21.
package till

import (
	"context"
	"time"
)

// Poll asks until the till is open.
func Poll(ctx context.Context, open func() bool) bool {
	ticker := time.NewTicker(time.Second)
	for {
		select {
		case <-ctx.Done():
			return false
		case <-ticker.C:
			if open() {
				return true
			}
		}
	}
}

// Blink blinks while the till is open.
func Blink(open func() bool) {
	for range time.Tick(time.Second) {
		if !open() {
			return
		}
	}
}

// Collect takes coins until none has come for a minute.
func Collect(coins <-chan int) int {
	sum := 0
	for {
		select {
		case coin := <-coins:
			sum += coin
		case <-time.After(time.Minute):
			return sum
		}
	}
}
