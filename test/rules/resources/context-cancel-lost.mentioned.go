package app

import (
	"context"
	"net/http"
	"time"
)

// ---- a comment says why it is not called ----

func above(ctx context.Context, c *http.Client, req *http.Request, limit time.Duration) (*http.Response, error) {
	if limit != 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, limit) // want context-cancel-lost:info
		// To cancel it would make it impossible
		// to read the body.
		_ = cancel
	}
	return c.Do(req.WithContext(ctx))
}

func behind(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost:info

	_ = cancel // the caller has no use for it
	return ctx
}

// ---- no word of it ----

func silent(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost:error
	_ = cancel
	return ctx
}

func aboveSomethingElse(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost:error
	// what is below has a second
	limit := time.Second
	_, _ = cancel, limit
	return ctx
}

func ofAnother(ctx context.Context) context.Context {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost:error
	inner, stop := context.WithCancel(ctx)
	defer stop()
	// never called here
	_ = inner
	_ = cancel
	return ctx
}

// ---- called ----

func called(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	// for the reader
	_ = cancel
	<-ctx.Done()
	return ctx.Err()
}
