import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const networkClients: readonly AcquireFact[] = [
  // Often process-long and kept in a struct (silent).
  ...acquires(
    {
      pkg: "google.golang.org/grpc",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*grpc.ClientConn",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["NewClient", "Dial", "DialContext"],
  ),
  // Documented: to avoid a goroutine leak cancel the context, or read to a non-nil error, or close the ClientConn; CloseSend alone is not enough. Generated client methods return it too.
  ...acquires(
    {
      pkg: "google.golang.org/grpc",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "grpc.ClientStream",
      release: ["RecvMsg"],
      errorResult: true,
      severity: "info",
    },
    ["ClientConn.NewStream"],
  ),
  // Dial has three results; the *http.Response (result 1) needs no Close on success.
  ...acquires(
    {
      pkg: "github.com/gorilla/websocket",
      rule: "net-conn-not-closed",
      result: 0,
      results: 3,
      type: "*websocket.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dialer.Dial", "Dialer.DialContext"],
  ),
  // Dial has three results; the *http.Response (result 1) needs no Close on success.
  ...acquires(
    {
      pkg: "github.com/gorilla/websocket",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*websocket.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Upgrader.Upgrade"],
  ),
  // Close sends the message.
  ...acquires(
    {
      pkg: "github.com/gorilla/websocket",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["Conn.NextWriter"],
  ),
  // Dial's response body must NOT be closed (documented). Old paths: nhooyr.io/websocket.
  ...acquires(
    {
      pkg: "github.com/coder/websocket",
      rule: "net-conn-not-closed",
      result: 0,
      results: 3,
      type: "*websocket.Conn",
      release: ["CloseNow", "Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dial"],
  ),
  // Dial's response body must NOT be closed (documented). Old paths: nhooyr.io/websocket.
  ...acquires(
    {
      pkg: "github.com/coder/websocket",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*websocket.Conn",
      release: ["CloseNow", "Close"],
      errorResult: true,
      severity: "error",
    },
    ["Accept"],
  ),
  ...acquires(
    {
      pkg: "github.com/coder/websocket",
      rule: "writer-not-flushed",
      result: 0,
      results: 2,
      type: "io.WriteCloser",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      successPathsOnly: true,
    },
    ["Conn.Writer"],
  ),
  // NewClient owns the Conn.
  ...acquires(
    {
      pkg: "golang.org/x/crypto/ssh",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*ssh.Client",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dial"],
  ),
  // NewClient owns the Conn.
  ...acquires(
    {
      pkg: "golang.org/x/crypto/ssh",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*ssh.Client",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["NewClient"],
  ),
  ...acquires(
    {
      pkg: "golang.org/x/crypto/ssh",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*ssh.Session",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.NewSession"],
  ),
  ...acquires(
    {
      pkg: "golang.org/x/crypto/ssh",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      endsWithReceiver: true,
      receiverReleases: ["Close"],
    },
    ["Client.Dial"],
  ),
  ...acquires(
    {
      pkg: "golang.org/x/crypto/ssh",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Listener",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      endsWithReceiver: true,
      receiverReleases: ["Close"],
    },
    ["Client.Listen"],
  ),
];
