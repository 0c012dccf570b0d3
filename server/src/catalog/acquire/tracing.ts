import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const tracing: readonly AcquireFact[] = [
  // Interface method; ctx is result 0. span.End() in every path; trace.SpanFromContext(ctx) is NOT an acquire (ending it is a bug, spancheck #41).
  ...acquires(
    {
      pkg: "go.opentelemetry.io/otel/trace",
      rule: "span-not-ended",
      result: 1,
      results: 2,
      type: "trace.Span",
      release: ["End"],
      errorResult: false,
      severity: "error",
      interfaceMethod: true,
    },
    ["Tracer.Start"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "go.opentelemetry.io/otel/sdk/trace",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*sdktrace.TracerProvider",
      release: ["Shutdown"],
      errorResult: false,
      severity: "info",
    },
    ["NewTracerProvider"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "go.opentelemetry.io/otel/sdk/metric",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*metric.MeterProvider",
      release: ["Shutdown"],
      errorResult: false,
      severity: "info",
    },
    ["NewMeterProvider"],
  ),
  ...acquires(
    {
      pkg: "go.opencensus.io/trace",
      rule: "span-not-ended",
      result: 1,
      results: 2,
      type: "*trace.Span",
      release: ["End"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpan", "StartSpanWithRemoteParent"],
  ),
  // Span is result 0, ctx result 1 (the other way round than OpenTelemetry).
  ...acquires(
    {
      pkg: "github.com/opentracing/opentracing-go",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "opentracing.Span",
      release: ["Finish", "FinishWithOptions"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpan"],
  ),
  // Span is result 0, ctx result 1 (the other way round than OpenTelemetry).
  ...acquires(
    {
      pkg: "github.com/opentracing/opentracing-go",
      rule: "span-not-ended",
      result: 0,
      results: 2,
      type: "opentracing.Span",
      release: ["Finish", "FinishWithOptions"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpanFromContext", "StartSpanFromContextWithTracer"],
  ),
  // Span is result 0, ctx result 1 (the other way round than OpenTelemetry).
  ...acquires(
    {
      pkg: "github.com/opentracing/opentracing-go",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "opentracing.Span",
      release: ["Finish", "FinishWithOptions"],
      errorResult: false,
      severity: "error",
      interfaceMethod: true,
    },
    ["Tracer.StartSpan"],
  ),
  // v1: gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer, ddtrace.Span.
  ...acquires(
    {
      pkg: "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*tracer.Span",
      release: ["Finish"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpan"],
  ),
  // v1: gopkg.in/DataDog/dd-trace-go.v1/ddtrace/tracer, ddtrace.Span.
  ...acquires(
    {
      pkg: "github.com/DataDog/dd-trace-go/v2/ddtrace/tracer",
      rule: "span-not-ended",
      result: 0,
      results: 2,
      type: "*tracer.Span",
      release: ["Finish"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpanFromContext"],
  ),
  ...acquires(
    {
      pkg: "go.elastic.co/apm/v2",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*apm.Transaction",
      release: ["End", "Discard"],
      errorResult: false,
      severity: "error",
    },
    ["Tracer.StartTransaction", "Tracer.StartTransactionOptions"],
  ),
  ...acquires(
    {
      pkg: "go.elastic.co/apm/v2",
      rule: "span-not-ended",
      result: 0,
      results: 2,
      type: "*apm.Span",
      release: ["End"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpan", "StartSpanOptions"],
  ),
  ...acquires(
    {
      pkg: "go.elastic.co/apm/v2",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*apm.Span",
      release: ["End"],
      errorResult: false,
      severity: "error",
    },
    ["Transaction.StartSpan"],
  ),
  ...acquires(
    {
      pkg: "github.com/newrelic/go-agent/v3/newrelic",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*newrelic.Transaction",
      release: ["End"],
      errorResult: false,
      severity: "error",
    },
    ["Application.StartTransaction"],
  ),
  // Usual form: defer txn.StartSegment(n).End().
  ...acquires(
    {
      pkg: "github.com/newrelic/go-agent/v3/newrelic",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*newrelic.Segment",
      release: ["End"],
      errorResult: false,
      severity: "warning",
    },
    ["Transaction.StartSegment", "StartSegment"],
  ),
  ...acquires(
    {
      pkg: "github.com/getsentry/sentry-go",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*sentry.Span",
      release: ["Finish"],
      errorResult: false,
      severity: "error",
    },
    ["StartSpan", "StartTransaction", "Span.StartChild"],
  ),
  // Close(err). xray.Capture closes by itself.
  ...acquires(
    {
      pkg: "github.com/aws/aws-xray-sdk-go/v2/xray",
      rule: "span-not-ended",
      result: 1,
      results: 2,
      type: "*xray.Segment",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["BeginSegment", "BeginSubsegment"],
  ),
  ...acquires(
    {
      pkg: "golang.org/x/net/trace",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "trace.Trace",
      release: ["Finish"],
      errorResult: false,
      severity: "warning",
    },
    ["New"],
  ),
];
