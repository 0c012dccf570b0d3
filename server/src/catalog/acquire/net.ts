import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const net: readonly AcquireFact[] = [
  // Process-long.
  ...acquires(
    {
      pkg: "log/syslog",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*syslog.Writer",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["Dial", "New"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  // Usually handed to `go handle(conn)`, which must close it (ownership passes).
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    [
      "Dial",
      "DialTimeout",
      "Dialer.Dial",
      "Dialer.DialContext",
      "FileConn",
      "TCPListener.Accept",
      "UnixListener.Accept",
    ],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Pipe"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 1,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Pipe"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.TCPConn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DialTCP", "TCPListener.AcceptTCP"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.UDPConn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DialUDP", "ListenUDP", "ListenMulticastUDP"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.UnixConn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DialUnix", "ListenUnixgram", "UnixListener.AcceptUnix"],
  ),
  // An fd finaliser bounds the leak for net.Conn of this package; the peer stays connected till then.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.IPConn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["DialIP", "ListenIP"],
  ),
  // Usually handed to `go handle(conn)`, which must close it (ownership passes).
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
    },
    ["Listener.Accept"],
  ),
  // http.Serve, Server.Serve, grpc Server.Serve close it on return. Process-long in main.
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Listener",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Listen", "ListenConfig.Listen", "FileListener"],
  ),
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.TCPListener",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["ListenTCP"],
  ),
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*net.UnixListener",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["ListenUnix"],
  ),
  ...acquires(
    {
      pkg: "net",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.PacketConn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["ListenPacket", "ListenConfig.ListenPacket", "FilePacketConn"],
  ),
  // A dup of the fd.
  ...acquires(
    {
      pkg: "net",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "*os.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["TCPConn.File", "UDPConn.File", "UnixConn.File", "TCPListener.File", "UnixListener.File"],
  ),
  // tls.Client and tls.Server wrap a conn the caller already owns; closing the wrapper closes the conn.
  ...acquires(
    {
      pkg: "crypto/tls",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*tls.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dial", "DialWithDialer"],
  ),
  ...acquires(
    {
      pkg: "crypto/tls",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dialer.Dial", "Dialer.DialContext"],
  ),
  ...acquires(
    {
      pkg: "crypto/tls",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "net.Listener",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Listen"],
  ),
  // NewConn wraps an owned stream.
  ...acquires(
    {
      pkg: "net/textproto",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*textproto.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dial"],
  ),
  // NewClient owns the stream.
  ...acquires(
    {
      pkg: "net/rpc",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*rpc.Client",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Dial", "DialHTTP", "DialHTTPPath"],
  ),
  // NewClient owns the stream.
  ...acquires(
    {
      pkg: "net/rpc",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*rpc.Client",
      release: ["Close"],
      errorResult: false,
      severity: "warning",
    },
    ["NewClient"],
  ),
  ...acquires(
    {
      pkg: "net/rpc/jsonrpc",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*rpc.Client",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Dial"],
  ),
  ...acquires(
    {
      pkg: "net/rpc/jsonrpc",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*rpc.Client",
      release: ["Close"],
      errorResult: false,
      severity: "warning",
    },
    ["NewClient"],
  ),
];
