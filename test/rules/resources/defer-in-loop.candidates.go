package app

import (
	"context"
	"net"
	"os"
	"time"
)

func dial(ctx context.Context, addr string) (net.Conn, error) {
	var d net.Dialer
	return d.DialContext(ctx, "tcp", addr)
}

// The first that answers is taken: only failed turns go on.
func firstOf(ctx context.Context, addrs []string) (net.Conn, error) {
	var first error
	for _, addr := range addrs {
		attempt := ctx
		if deadline, ok := ctx.Deadline(); ok {
			var cancel context.CancelFunc
			attempt, cancel = context.WithDeadline(ctx, deadline.Add(-time.Second))
			defer cancel() // want defer-in-loop:info
		}
		c, err := dial(attempt, addr)
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// Every turn goes on.
func all(ctx context.Context, addrs []string) error {
	for _, addr := range addrs {
		attempt, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop:warning
		if _, err := dial(attempt, addr); err != nil {
			return err
		}
	}
	return nil
}

// Nothing bounds the turns.
func retry(ctx context.Context, addr string) (net.Conn, error) {
	for {
		attempt, cancel := context.WithTimeout(ctx, time.Second)
		defer cancel() // want defer-in-loop:warning
		c, err := dial(attempt, addr)
		if err == nil {
			return c, nil
		}
	}
}

// Files are worth more than timers.
func firstFile(paths []string) (string, error) {
	var last error
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			last = err
			continue
		}
		defer f.Close() // want defer-in-loop:warning
		_, err = f.Stat()
		if err == nil {
			return f.Name(), nil
		}
		last = err
	}
	return "", last
}

func ownFunction(ctx context.Context, addrs []string) error {
	for _, addr := range addrs {
		if err := once(ctx, addr); err != nil {
			return err
		}
	}
	return nil
}

func once(ctx context.Context, addr string) error {
	attempt, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	_, err := dial(attempt, addr)
	return err
}
