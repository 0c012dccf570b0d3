import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const http: readonly AcquireFact[] = [
  // resp is nil or has nothing to close when err != nil (documented for Client.Do). Body must be closed even when it is not read; on success Body is never nil. Release is on a FIELD: resp.Body.Close().
  // resp is nil or has nothing to close when err != nil (documented for Client.Do). Body must be closed even when it is not read; on success Body is never nil. Release is on a FIELD: resp.Body.Close(). A RoundTripper wrapper that returns the response is silent.
  ...acquires(
    {
      pkg: "net/http",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*http.Response",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
    },
    [
      "Get",
      "Head",
      "Post",
      "PostForm",
      "Client.Get",
      "Client.Head",
      "Client.Post",
      "Client.PostForm",
      "Client.Do",
      "Transport.RoundTrip",
    ],
  ),
  // resp is nil or has nothing to close when err != nil (documented for Client.Do). Body must be closed even when it is not read; on success Body is never nil. Release is on a FIELD: resp.Body.Close(). A RoundTripper wrapper that returns the response is silent.
  ...acquires(
    {
      pkg: "net/http",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*http.Response",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
    },
    ["RoundTripper.RoundTrip"],
  ),
  // Three results: conn, bufrw, err.
  ...acquires(
    {
      pkg: "net/http",
      rule: "net-conn-not-closed",
      result: 0,
      results: 3,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
    },
    ["Hijacker.Hijack"],
  ),
  // Three results: conn, bufrw, err.
  ...acquires(
    {
      pkg: "net/http",
      rule: "net-conn-not-closed",
      result: 0,
      results: 3,
      type: "net.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["ResponseController.Hijack"],
  ),
  // Three results.
  ...acquires(
    {
      pkg: "net/http",
      rule: "file-not-closed",
      result: 0,
      results: 3,
      type: "multipart.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Request.FormFile"],
  ),
  ...acquires(
    {
      pkg: "mime/multipart",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "multipart.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["FileHeader.Open"],
  ),
  // http.ServeContent does not close it.
  ...acquires(
    {
      pkg: "net/http",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "http.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Dir.Open"],
  ),
  // http.ServeContent does not close it.
  ...acquires(
    {
      pkg: "net/http",
      rule: "file-not-closed",
      result: 0,
      results: 2,
      type: "http.File",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["FileSystem.Open"],
  ),
  // Test code: defer or t.Cleanup(srv.Close). In TestMain before os.Exit a defer never runs.
  ...acquires(
    {
      pkg: "net/http/httptest",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*httptest.Server",
      release: ["Close"],
      errorResult: false,
      severity: "warning",
    },
    ["NewServer", "NewTLSServer", "NewUnstartedServer"],
  ),
  // Closes the bodies of the tries it drops; the caller closes the last one.
  ...acquires(
    {
      pkg: "github.com/hashicorp/go-retryablehttp",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*http.Response",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.Do", "Client.Get", "Client.Head", "Client.Post", "Client.PostForm", "Get", "Head", "Post", "PostForm"],
  ),
  // Data loss, not a leak: Close (or Flush) writes the tail, its error must be checked on the success path; the underlying writer stays open. Without Close the final boundary is missing.
  ...acquires(
    {
      pkg: "mime/multipart",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*multipart.Writer",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["NewWriter"],
  ),
  // A part of a multipart reader holds nothing: the next one discards the rest of it.
  // Temporary files; the http server removes them for a Request.
  ...acquires(
    {
      pkg: "mime/multipart",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*multipart.Form",
      release: ["RemoveAll"],
      errorResult: true,
      severity: "info",
    },
    ["Reader.ReadForm"],
  ),
  // Release is a function with the value as argument; missing it only costs reuse.
  ...acquires(
    {
      pkg: "github.com/valyala/fasthttp",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*fasthttp.Request",
      release: [],
      errorResult: false,
      severity: "warning",
      releaseFunctions: ["github.com/valyala/fasthttp.ReleaseRequest"],
    },
    ["AcquireRequest"],
  ),
  // As above.
  ...acquires(
    {
      pkg: "github.com/valyala/fasthttp",
      rule: "resource-not-closed",
      result: 0,
      results: 1,
      type: "*fasthttp.Response",
      release: [],
      errorResult: false,
      severity: "warning",
      releaseFunctions: ["github.com/valyala/fasthttp.ReleaseResponse"],
    },
    ["AcquireResponse"],
  ),
];
