import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const files: readonly AcquireFact[] = [
  // A finaliser closes it some day. For a written file the Close error is data loss (CodeQL go/unhandled-writable-file-close). CreateTemp also leaves the file on disk (os.Remove).
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*os.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Open", "OpenFile", "Create", "CreateTemp", "OpenInRoot", "Root.Open", "Root.OpenFile", "Root.Create"],
  ),
  // Takes over an fd owned elsewhere (stdin, inherited fds): off by default.
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 0,
      results: 1,
      type: "*os.File",
      release: ["Close"],
      errorResult: false,
      severity: "info",
    },
    ["NewFile"],
  ),
  // Both ends.
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 0,
      results: 3,
      type: "*os.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Pipe"],
  ),
  // Both ends.
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 1,
      results: 3,
      type: "*os.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Pipe"],
  ),
  // Go 1.24.
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*os.Root",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["OpenRoot", "Root.OpenRoot"],
  ),
  // Path obligation, not a handle; t.TempDir cleans itself.
  ...acquires(
    {
      pkg: "os",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "string (directory)",
      release: [],
      errorResult: true,
      severity: "info",
      releaseFunctions: ["os.RemoveAll"],
    },
    ["MkdirTemp"],
  ),
  // Zombie without Wait.
  // Who starts a process like this often waits for it by its pid, or by a pidfd.
  ...acquires(
    {
      pkg: "os",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*os.Process",
      release: ["Wait", "Release"],
      errorResult: true,
      severity: "info",
    },
    ["StartProcess"],
  ),
  // Deprecated alias of os.CreateTemp.
  ...acquires(
    {
      pkg: "io/ioutil",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*os.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["TempFile"],
  ),
  // Interface; embed.FS.Open gives a no-op Close (silent).
  ...acquires(
    {
      pkg: "io/fs",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "fs.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["FS.Open"],
  ),
  // Reader blocks for ever when the writer is not closed. Usually closed in another goroutine.
  ...acquires(
    {
      pkg: "io",
      rule: "resource-not-closed",
      result: 1,
      results: 2,
      type: "*io.PipeWriter",
      release: ["Close", "CloseWithError"],
      errorResult: false,
      severity: "warning",
      // Where something has failed, nobody reads on.
      successPathsOnly: true,
    },
    ["Pipe"],
  ),
  ...acquires(
    {
      pkg: "debug/elf",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*elf.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Open"],
  ),
  ...acquires(
    {
      pkg: "debug/macho",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*macho.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Open"],
  ),
  ...acquires(
    {
      pkg: "debug/pe",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*pe.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Open"],
  ),
  // Does not close the ssh.Client.
  ...acquires(
    {
      pkg: "github.com/pkg/sftp",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*sftp.Client",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewClient", "NewClientPipe"],
  ),
  // Remote handle: no finaliser.
  ...acquires(
    {
      pkg: "github.com/pkg/sftp",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*sftp.File",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.Open", "Client.OpenFile", "Client.Create"],
  ),
  // Temporary files.
  ...acquires(
    {
      pkg: "github.com/xuri/excelize/v2",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*excelize.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["OpenFile", "OpenReader"],
  ),
  // NewFile is in memory: only sheets that are read from a file, or written as a stream, have temporary files.
  ...acquires(
    {
      pkg: "github.com/xuri/excelize/v2",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*excelize.Rows",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["File.Rows"],
  ),
  ...acquires(
    {
      pkg: "github.com/spf13/afero",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "afero.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["Fs.Open", "Fs.OpenFile", "Fs.Create"],
  ),
];
