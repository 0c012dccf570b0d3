import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const compression: readonly AcquireFact[] = [
  // Goroutines leak; Close has no result. IOReadCloser() adapts it. Who decodes whole texts gives it no stream, and it starts none.
  ...acquires(
    {
      pkg: "github.com/klauspost/compress/zstd",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*zstd.Decoder",
      release: ["Close", "IOReadCloser().Close", "DecodeAll"],
      errorResult: true,
      severity: "error",
    },
    ["NewReader"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "github.com/klauspost/compress/zstd",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "*zstd.Encoder",
      // What encodes whole texts buffers nothing.
      release: ["Close", "EncodeAll"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "github.com/klauspost/compress/gzip",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*gzip.Writer",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "github.com/klauspost/compress/gzip",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "*gzip.Writer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriterLevel"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "github.com/klauspost/compress/s2",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*s2.Writer",
      release: ["Close", "CloseIndex"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "github.com/pierrec/lz4/v4",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*lz4.Writer",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
];
