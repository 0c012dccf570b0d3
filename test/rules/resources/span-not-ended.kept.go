//case: novet
package app

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

func work(ctx context.Context) error { return ctx.Err() }

// Whoever gets the context may end the span in it.
func starts(ctx context.Context, tracer trace.Tracer) error {
	ctx, _ = tracer.Start(ctx, "watch") // want span-not-ended:info
	return work(ctx)
}

func drops(ctx context.Context, tracer trace.Tracer) error {
	_, _ = tracer.Start(ctx, "watch") // want span-not-ended:warning
	return work(ctx)
}

func forgets(ctx context.Context, tracer trace.Tracer) error {
	ctx, span := tracer.Start(ctx, "watch") // want span-not-ended:warning
	span.AddEvent("started")
	return work(ctx)
}
