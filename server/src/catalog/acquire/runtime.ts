import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const runtime: readonly AcquireFact[] = [
  // Since Go 1.23 (go.mod go >= 1.23, asynctimerchan unset) an unreferenced ticker or timer is collected unstopped; before, a ticker never is.
  ...acquires(
    {
      pkg: "time",
      rule: "ticker-not-stopped",
      result: 0,
      results: 1,
      type: "*time.Ticker",
      release: ["Stop"],
      errorResult: false,
      severity: "warning",
    },
    ["NewTicker"],
  ),
  // Since Go 1.23 (go.mod go >= 1.23, asynctimerchan unset) an unreferenced ticker or timer is collected unstopped; before, a ticker never is. A timer that fires is not a leak.
  // Fire and forget is normal use: off.
  ...acquires(
    {
      pkg: "time",
      rule: "ticker-not-stopped",
      result: 0,
      results: 1,
      type: "*time.Timer",
      release: ["Stop"],
      errorResult: false,
      severity: "info",
    },
    ["NewTimer", "AfterFunc"],
  ),
  // The resource is the second result; release is a call of it. Any mention (defer, argument, return, store) counts for vet.
  ...acquires(
    {
      pkg: "context",
      rule: "context-cancel-lost",
      result: 1,
      results: 2,
      type: "context.CancelFunc",
      release: ["()"],
      errorResult: false,
      severity: "error",
    },
    ["WithCancel", "WithTimeout", "WithDeadline", "WithTimeoutCause", "WithDeadlineCause"],
  ),
  ...acquires(
    {
      pkg: "context",
      rule: "context-cancel-lost",
      result: 1,
      results: 2,
      type: "context.CancelCauseFunc",
      release: ["()"],
      errorResult: false,
      severity: "error",
    },
    ["WithCancelCause"],
  ),
  // stop(); off by default.
  ...acquires(
    {
      pkg: "context",
      rule: "context-cancel-lost",
      result: 0,
      results: 1,
      type: "func() bool",
      release: ["()"],
      errorResult: false,
      severity: "info",
    },
    ["AfterFunc"],
  ),
  ...acquires(
    {
      pkg: "os/signal",
      rule: "context-cancel-lost",
      result: 1,
      results: 2,
      type: "context.CancelFunc",
      release: ["()"],
      errorResult: false,
      severity: "warning",
    },
    ["NotifyContext"],
  ),
  // stop must be called unless next has reported the end. Typically defer stop().
  ...acquires(
    {
      pkg: "iter",
      rule: "resource-not-closed",
      result: 1,
      results: 2,
      type: "func()",
      release: ["()"],
      errorResult: false,
      severity: "warning",
    },
    ["Pull", "Pull2"],
  ),
  // The receiver is the resource: cmd.Start() == nil obliges cmd.Wait() (or Process.Release). Run, Output, CombinedOutput wait by themselves.
  ...acquires(
    {
      pkg: "os/exec",
      rule: "resource-not-closed",
      result: -1,
      results: 1,
      type: "*exec.Cmd",
      release: ["Wait", "Process.Wait", "Process.Release"],
      errorResult: true,
      severity: "warning",
      carrier: "receiver",
    },
    ["Cmd.Start"],
  ),
  // Wait closes it, but a child that reads stdin to EOF hangs until the caller closes it.
  ...acquires(
    {
      pkg: "os/exec",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: true,
      severity: "info",
      receiverReleases: ["Wait"],
      endsWithReceiver: true,
    },
    ["Cmd.StdinPipe"],
  ),
  // Function pair, not a value.
  ...acquires(
    {
      pkg: "runtime/pprof",
      rule: "resource-not-closed",
      result: -1,
      results: 1,
      type: "the CPU profile",
      release: [],
      errorResult: true,
      severity: "warning",
      releaseFunctions: ["runtime/pprof.StopCPUProfile"],
      carrier: "global",
    },
    ["StartCPUProfile"],
  ),
  // Function pair.
  ...acquires(
    {
      pkg: "runtime/trace",
      rule: "resource-not-closed",
      result: -1,
      results: 1,
      type: "the execution trace",
      release: [],
      errorResult: true,
      severity: "warning",
      releaseFunctions: ["runtime/trace.Stop"],
      carrier: "global",
    },
    ["Start"],
  ),
  ...acquires(
    {
      pkg: "runtime/trace",
      rule: "span-not-ended",
      result: 1,
      results: 2,
      type: "*trace.Task",
      release: ["End"],
      errorResult: false,
      severity: "warning",
    },
    ["NewTask"],
  ),
  // Usual form: defer trace.StartRegion(ctx, n).End().
  ...acquires(
    {
      pkg: "runtime/trace",
      rule: "span-not-ended",
      result: 0,
      results: 1,
      type: "*trace.Region",
      release: ["End"],
      errorResult: false,
      severity: "warning",
    },
    ["StartRegion"],
  ),
];
