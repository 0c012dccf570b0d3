package app

import (
	"context"
	"time"

	"go.opentelemetry.io/otel/trace"
)

var tracer trace.Tracer

func work(ctx context.Context) {}

func kept(ctx context.Context) {
	_, span := tracer.Start(ctx, "a") // fix safe span-context-dropped
	defer span.End()
	work(ctx)
}

// What begins behind the span would be its child.
func endedBefore(ctx context.Context) {
	_, span := tracer.Start(ctx, "a") // fix look span-context-dropped
	work(ctx)
	span.End()
	work(ctx)
}

func replaced(ctx context.Context) {
	if ctx != nil {
		_, span := tracer.Start(ctx, "a") // fix look span-context-dropped
		defer span.End()
		work(ctx)
		ctx = context.WithValue(ctx, "k", 1)
	}
	work(ctx)
}

func observe(d time.Duration) {}

func measured() {
	start := time.Now()
	defer observe(time.Since(start)) // fix safe metric-deferred-since
}

func measuredAnew(n int) {
	start := time.Now()
	defer observe(time.Since(start)) // fix look metric-deferred-since
	if n > 0 {
		start = time.Now()
		work(context.Background())
	}
}
