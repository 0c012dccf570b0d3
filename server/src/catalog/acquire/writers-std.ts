import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const writersStd: readonly AcquireFact[] = [
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "compress/gzip",
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
      pkg: "compress/gzip",
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
      pkg: "compress/zlib",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*zlib.Writer",
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
      pkg: "compress/zlib",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "*zlib.Writer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriterLevel", "NewWriterLevelDict"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "compress/flate",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "*flate.Writer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter", "NewWriterDict"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "compress/lzw",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open. zip.Writer.Create gives a plain io.Writer (nothing to close).
  ...acquires(
    {
      pkg: "archive/zip",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*zip.Writer",
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
      pkg: "archive/tar",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*tar.Writer",
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
      pkg: "mime/quotedprintable",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*quotedprintable.Writer",
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
      pkg: "encoding/base64",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewEncoder"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "encoding/base32",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewEncoder"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "encoding/ascii85",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewEncoder"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "encoding/hex",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["Dumper"],
  ),
  // Encode and EncodeElement flush; only EncodeToken leaves a tail.
  ...acquires(
    {
      pkg: "encoding/xml",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*xml.Encoder",
      release: ["Close", "Flush"],
      afterCallOf: "EncodeToken",
      errorResult: false,
      severity: "info",
      successPathsOnly: true,
    },
    ["NewEncoder"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open. Release is Flush.
  ...acquires(
    {
      pkg: "bufio",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*bufio.Writer",
      release: ["Flush"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter", "NewWriterSize"],
  ),
  // Flush has no result; Error() tells. WriteAll flushes.
  ...acquires(
    {
      pkg: "encoding/csv",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*csv.Writer",
      release: ["Flush", "WriteAll"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open.
  ...acquires(
    {
      pkg: "text/tabwriter",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*tabwriter.Writer",
      release: ["Flush"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter", "Writer.Init"],
  ),
  // The message is sent by Close.
  ...acquires(
    {
      pkg: "net/smtp",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["Client.Data"],
  ),
  // The readers of compress/… have a Close that frees nothing: who leaves it out loses nothing.
  // Holds an os.File.
  ...acquires(
    {
      pkg: "archive/zip",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*zip.ReadCloser",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["OpenReader"],
  ),
  ...acquires(
    {
      pkg: "archive/zip",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "io.ReadCloser",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["File.Open"],
  ),
  ...acquires(
    {
      pkg: "archive/zip",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "fs.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Reader.Open"],
  ),
  // NewClient owns the conn; where its caller closes the conn itself, that is enough.
  ...acquires(
    {
      pkg: "net/smtp",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*smtp.Client",
      release: ["Close", "Quit"],
      errorResult: true,
      severity: "error",
    },
    ["Dial"],
  ),
  ...acquires(
    {
      pkg: "net/smtp",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*smtp.Client",
      release: ["Close", "Quit"],
      errorResult: true,
      severity: "error",
      ownerArgument: 0,
      receiverReleases: ["Close"],
    },
    ["NewClient"],
  ),
];
