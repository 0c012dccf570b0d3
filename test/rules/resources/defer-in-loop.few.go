package retry

import (
	"context"
	"os"
	"time"
)

const tries = 3

func mutate(ctx context.Context) error { return ctx.Err() }

// A constant holds the loop to a few turns.
func again(parent context.Context) (err error) {
	for range 3 {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		defer cancel() // want defer-in-loop:info
		if err = mutate(ctx); err == nil {
			return nil
		}
	}
	return err
}

func counted(parent context.Context) (err error) {
	for i := 0; i < tries; i++ {
		ctx, cancel := context.WithTimeout(parent, time.Second)
		defer cancel() // want defer-in-loop:info
		if err = mutate(ctx); err == nil {
			return nil
		}
	}
	return err
}

func many(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop:warning
	}
	return nil
}

func manyTries(paths []string) error {
	for _, path := range paths {
		for range 3 {
			f, err := os.Open(path)
			if err != nil {
				continue
			}
			defer f.Close() // want defer-in-loop:warning
		}
	}
	return nil
}

func long(path string) (err error) {
	for range 1000 {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close() // want defer-in-loop:warning
	}
	return nil
}

// Each try is a function of its own.
func tryOnce(parent context.Context) (err error) {
	for range 3 {
		err = func() error {
			ctx, cancel := context.WithTimeout(parent, time.Second)
			defer cancel()
			return mutate(ctx)
		}()
		if err == nil {
			return nil
		}
	}
	return err
}

// The loop ends with the turn that defers.
func first(paths []string) ([]byte, error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			continue
		}
		defer f.Close()
		return make([]byte, 1), nil
	}
	return nil, os.ErrNotExist
}

func last(paths []string) (err error) {
	for _, path := range paths {
		var f *os.File
		if f, err = os.Open(path); err == nil {
			defer f.Close()
			break
		}
	}
	return err
}

// A timer that is set to run something is to run until the function ends.
func staggered(ctx context.Context, addresses []string, dial func(string)) {
	for i, address := range addresses {
		timer := time.AfterFunc(time.Duration(i)*time.Second, func() { dial(address) })
		defer timer.Stop()
	}
	<-ctx.Done()
}

func plainTimers(ctx context.Context, delays []time.Duration) {
	for _, delay := range delays {
		timer := time.NewTimer(delay)
		defer timer.Stop() // want defer-in-loop:warning
		select {
		case <-timer.C:
		case <-ctx.Done():
		}
	}
}
