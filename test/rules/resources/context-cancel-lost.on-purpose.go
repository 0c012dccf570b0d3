package app

import (
	"context"
	"net/http"
	"time"
)

func start(ctx context.Context) error { return ctx.Err() }

// ---- cancelled if the function fails ----

func startAll(parent context.Context) (err error) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost:info
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	if err := start(ctx); err != nil {
		return err
	}
	return nil
}

func whereAsked(parent context.Context, asked bool) (err error) {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost:error
	defer func() {
		if asked {
			cancel()
		}
	}()
	if asked {
		return start(ctx)
	}
	return nil
}

// ---- taken out of use ----

func disarmed(ctx context.Context, c *http.Client, req *http.Request, done chan struct{}) (*http.Response, error) {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost:info
	resp, err := c.Do(req.WithContext(ctx))
	select {
	case <-time.After(time.Second):
		cancel()
	case <-done:
		cancel = nil
	}
	return resp, err
}

func replaced(ctx context.Context) error {
	first, cancel := context.WithCancel(ctx) // want context-cancel-lost:error
	if err := start(first); err == nil {
		cancel()
		return nil
	}
	second, cancel := context.WithCancel(ctx)
	defer cancel()
	return start(second)
}

// ---- a comment says so ----

func commented(ctx context.Context, c *http.Client, req *http.Request) (*http.Response, error) {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost:info
	// NOTE: We do NOT use `defer cancel()` here: the body is read with this context.
	resp, err := c.Do(req.WithContext(ctx))
	if err != nil {
		cancel()
		return nil, err
	}
	return resp, nil
}

func commentedWhereItLeaves(parent context.Context, keep bool) context.Context {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost:info
	if keep {
		return ctx // cancel is intentionally discarded
	}
	cancel()
	return nil
}

func saidOfSomethingElse(parent context.Context, keep bool) context.Context {
	ctx, cancel := context.WithCancel(parent) // want context-cancel-lost:error
	if keep {
		return ctx // intentionally not wrapped
	}
	cancel()
	return nil
}

// ---- called ----

func always(parent context.Context) (err error) {
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		cancel()
		if err != nil {
			err = context.Cause(ctx)
		}
	}()
	return start(ctx)
}

func handedOn(parent context.Context) (stop func(), err error) {
	ctx, cancel := context.WithCancel(parent)
	defer func() {
		if err != nil {
			cancel()
		}
	}()
	return cancel, start(ctx)
}

func atOnce(parent context.Context) error {
	ctx, cancel := context.WithCancel(parent)
	// Not by defer, since what is below may take long.
	err := start(ctx)
	cancel()
	return err
}
