import type { Engine } from "../engine/engine.ts";
import type { ScanEvents, ScanRequest, ScanSummary } from "../engine/scan-types.ts";

/** A scan's summary with what it cost. */
export interface ScanRun extends ScanSummary {
  readonly workers: number;
  /** Milliseconds by rule, as far as workers have measured them. */
  readonly ruleTimes: Readonly<Record<string, number>>;
}

export type RunScan = (request: ScanRequest, on: ScanEvents, signal: AbortSignal) => Promise<ScanRun>;

/** Scans in this thread. */
export function scanInThread(engine: Engine): RunScan {
  return async (request, on, signal) => ({ ...(await engine.scan(request, on, signal)), workers: 0, ruleTimes: {} });
}
