package app

import (
	"context"

	"go.opentelemetry.io/otel/trace"
)

func next(ctx context.Context) bool { return ctx.Err() == nil }

// A flag tells whether there is a new span in this turn.
func provide(ctx context.Context, tracer trace.Tracer, jobs chan<- int) {
	var span trace.Span
	var started bool
	for job := 0; ; job++ {
		if !started {
			ctx, span = tracer.Start(ctx, "provide")
			started = true
		}
		if !next(ctx) {
			span.AddEvent("nothing to do")
			continue
		}
		select {
		case <-ctx.Done():
			span.AddEvent("done")
			span.End()
			return
		case jobs <- job:
			span.AddEvent("created")
			span.End()
			started = false
		}
	}
}

// What follows in the same turn comes too late all the same.
func late(ctx context.Context, tracer trace.Tracer) {
	var span trace.Span
	for next(ctx) {
		if span == nil {
			ctx, span = tracer.Start(ctx, "late")
		}
		span.End()
		span.AddEvent("too late") // want span-used-after-end
		span = nil
	}
}

func anew(ctx context.Context, tracer trace.Tracer) {
	_, span := tracer.Start(ctx, "one")
	span.End()
	_, span = tracer.Start(ctx, "two")
	span.AddEvent("in time")
	span.End()
}
