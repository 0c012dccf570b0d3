import type { ContextVariantFact } from "../schema.ts";
import { takesContext } from "./variants.ts";

export const tracing: readonly ContextVariantFact[] = [
  ...takesContext("go.opentelemetry.io/otel/trace", ["Tracer.Start"]),
  ...takesContext("go.opentelemetry.io/otel/metric", ["Int64Counter.Add"]),
];
