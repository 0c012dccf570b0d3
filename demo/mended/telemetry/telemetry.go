// Package telemetry tells how the shop is doing.
package telemetry

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/rs/zerolog"
	"go.opentelemetry.io/otel/sdk/metric"
	"go.opentelemetry.io/otel/trace"
	"go.uber.org/zap"
	"gopkg.in/natefinch/lumberjack.v2"
)

var latency = prometheus.NewHistogram(prometheus.HistogramOpts{Name: "shop_request_duration_seconds"})

// Timed measures a step.
func Timed(step func()) {
	start := time.Now()
	defer func() { latency.Observe(time.Since(start).Seconds()) }()
	step()
}

// Reader sends the metrics out.
func Reader(exporter metric.Exporter) metric.Reader {
	return metric.NewPeriodicReader(exporter, metric.WithInterval(30*time.Second))
}

// LogFile is where the log goes.
func LogFile() *lumberjack.Logger {
	return &lumberjack.Logger{Filename: "shop.log", MaxSize: 100, MaxBackups: 5}
}

// Quiet makes a logger that says less.
func Quiet(logger zerolog.Logger) zerolog.Logger {
	return logger.Sample(zerolog.LevelSampler{DebugSampler: &zerolog.BasicSampler{N: 10}})
}

// Report logs one line.
func Report(line string) error {
	logger, err := zap.NewProduction()
	if err != nil {
		return err
	}
	defer func() { _ = logger.Sync() }()
	logger.Info(line)
	return nil
}

// Traced runs a step in a span of its own.
func Traced(ctx context.Context, tracer trace.Tracer, step func(context.Context) error) error {
	ctx, span := tracer.Start(ctx, "step")
	defer span.End()
	return step(ctx)
}

// Begin opens a span around a step that may be skipped.
func Begin(ctx context.Context, tracer trace.Tracer, skip bool, step func(context.Context)) {
	ctx, span := tracer.Start(ctx, "begin")
	defer span.End()
	if skip {
		return
	}
	step(ctx)
}

// Finish runs the last step.
func Finish(ctx context.Context, tracer trace.Tracer, step func(context.Context) error) error {
	ctx, span := tracer.Start(ctx, "finish")
	err := step(ctx)
	span.RecordError(err)
	span.End()
	return err
}
