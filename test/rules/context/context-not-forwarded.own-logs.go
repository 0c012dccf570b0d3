package app

import (
	"context"
	"log/slog"
)

func start(ctx context.Context) error { return ctx.Err() }

// ---- what is made of nothing has no trace or request to add ----

func serve() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	if err := start(ctx); err != nil {
		slog.Error("cannot start", "err", err)
		return
	}
	slog.InfoContext(ctx, "started")
}

func handle(ctx context.Context) {
	if err := start(ctx); err != nil {
		slog.Error("cannot start", "err", err) // want context-not-forwarded:info "ErrorContext"
		return
	}
	slog.InfoContext(ctx, "started")
}
