// case: novet
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

// As handlers of RPCs do: another one finds the span in the context that is returned.
func tags(ctx context.Context, tracer trace.Tracer) context.Context {
	ctx, span := tracer.Start(ctx, "call") // want span-not-ended:info
	span.AddEvent("started")
	return ctx
}

func tagsWithMore(ctx context.Context, tracer trace.Tracer) context.Context {
	inner, span := tracer.Start(ctx, "call") // want span-not-ended:info
	span.AddEvent("started")
	return context.WithValue(inner, key{}, 1)
}

func returnsAnother(ctx context.Context, tracer trace.Tracer) context.Context {
	inner, span := tracer.Start(ctx, "call") // want span-not-ended:warning
	span.AddEvent("started")
	_ = work(inner)
	return ctx
}

type key struct{}

func ends(ctx context.Context, tracer trace.Tracer) error {
	ctx, span := tracer.Start(ctx, "call")
	defer span.End()
	return work(ctx)
}

func endsAndReturns(ctx context.Context, tracer trace.Tracer) context.Context {
	inner, span := tracer.Start(ctx, "call")
	span.End()
	return inner
}

func returnsBoth(ctx context.Context, tracer trace.Tracer) (context.Context, trace.Span) {
	ctx, span := tracer.Start(ctx, "call")
	return ctx, span
}
