import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const cloud: readonly AcquireFact[] = [
  // Lazy: the request starts with the first Read or Stat. FGetObject has nothing to close.
  ...acquires(
    {
      pkg: "github.com/minio/minio-go/v7",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*minio.Object",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.GetObject"],
  ),
  // Pod logs.
  ...acquires(
    {
      pkg: "k8s.io/client-go/rest",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "io.ReadCloser",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Request.Stream"],
  ),
  // All generated typed clients have Watch(ctx, opts) (watch.Interface, error).
  ...acquires(
    {
      pkg: "k8s.io/client-go/rest",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "watch.Interface",
      release: ["Stop"],
      errorResult: true,
      severity: "error",
    },
    ["Request.Watch"],
  ),
  // Result is a struct whose Body field must be closed (signature seen in the repository index).
  ...acquires(
    {
      pkg: "github.com/aws/aws-sdk-go-v2/service/s3",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*s3.GetObjectOutput",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.GetObject"],
  ),
  // SDK v1, same; also GetObjectWithContext.
  ...acquires(
    {
      pkg: "github.com/aws/aws-sdk-go/service/s3",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*s3.GetObjectOutput",
      release: ["Body.Close"],
      errorResult: true,
      severity: "error",
    },
    ["S3.GetObject"],
  ),
  // Event stream.
  ...acquires(
    {
      pkg: "github.com/aws/aws-sdk-go-v2/service/s3",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*s3.SelectObjectContentOutput",
      release: ["GetStream().Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.SelectObjectContent"],
  ),
  // Documented: the caller must call Close.
  ...acquires(
    {
      pkg: "cloud.google.com/go/storage",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "*storage.Reader",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["ObjectHandle.NewReader", "ObjectHandle.NewRangeReader"],
  ),
  // Close commits the object; its error must be checked; a cancelled context aborts.
  ...acquires(
    {
      pkg: "cloud.google.com/go/storage",
      rule: "writer-not-flushed",
      result: 0,
      results: 1,
      type: "*storage.Writer",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      successPathsOnly: true,
    },
    ["ObjectHandle.NewWriter"],
  ),
  // Process-long; the same holds for pubsub, bigquery, firestore, secretmanager NewClient.
  ...acquires(
    {
      pkg: "cloud.google.com/go/storage",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*storage.Client",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["NewClient"],
  ),
  // zagane unclosetx. Single() needs no Close.
  ...acquires(
    {
      pkg: "cloud.google.com/go/spanner",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 1,
      type: "*spanner.ReadOnlyTransaction",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Client.ReadOnlyTransaction"],
  ),
  ...acquires(
    {
      pkg: "cloud.google.com/go/spanner",
      rule: "sql-tx-not-finished",
      result: 0,
      results: 2,
      type: "*spanner.BatchReadOnlyTransaction",
      release: ["Close", "Cleanup"],
      errorResult: true,
      severity: "error",
    },
    ["Client.BatchReadOnlyTransaction"],
  ),
  // zagane unstopiter; Do(f) stops it. Inside ReadWriteTransaction(func) too.
  ...acquires(
    {
      pkg: "cloud.google.com/go/spanner",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "*spanner.RowIterator",
      release: ["Stop", "Do"],
      errorResult: false,
      severity: "error",
    },
    ["ReadOnlyTransaction.Query"],
  ),
  // GetAll stops it.
  ...acquires(
    {
      pkg: "cloud.google.com/go/firestore",
      rule: "sql-rows-not-closed",
      result: 0,
      results: 1,
      type: "*firestore.DocumentIterator",
      release: ["Stop", "GetAll"],
      errorResult: false,
      severity: "warning",
    },
    ["Query.Documents"],
  ),
  // The pull only goes on while it is read.
  ...acquires(
    {
      pkg: "github.com/docker/docker/client",
      rule: "http-body-not-closed",
      result: 0,
      results: 2,
      type: "io.ReadCloser",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Client.ContainerLogs", "Client.ImagePull"],
  ),
  ...acquires(
    {
      pkg: "github.com/docker/docker/client",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*client.Client",
      release: ["Close"],
      errorResult: true,
      severity: "info",
    },
    ["NewClientWithOpts"],
  ),
];
