import { callables } from "./callables.ts";
import type { OwnershipFact } from "./schema.ts";

function takes(pkg: string, names: readonly string[], arg: number, more: Partial<OwnershipFact> = {}): OwnershipFact[] {
  return callables(pkg, names).map((ref) => ({ ...ref, arg, ...more }));
}

function uses(pkg: string, names: readonly string[], arg: number): OwnershipFact[] {
  return takes(pkg, names, arg, { onlyUses: true });
}

const SCANY = ["sqlscan", "pgxscan", "dbscan"].flatMap((name) => [
  ...takes(`github.com/georgysavva/scany/v2/${name}`, ["ScanAll", "ScanOne", "ScanAllSets"], 1),
  // One row, the current one.
  ...uses(`github.com/georgysavva/scany/v2/${name}`, ["ScanRow"], 1),
]);

const CLEANUP = ["T", "B", "F", "TB"].flatMap((recv) => takes("testing", [`${recv}.Cleanup`], 0, { runsLater: true }));

/** Calls that take the obligation of an argument, or of their receiver, over, or are known not to. */
export const OWNERSHIP_FACTS: readonly OwnershipFact[] = [
  // These close the rows on every path.
  ...takes("github.com/jackc/pgx/v5", ["CollectRows", "CollectOneRow", "CollectExactlyOneRow", "ForEachRow"], 0),
  ...takes("github.com/jackc/pgx/v5", ["AppendRows"], 1),
  ...SCANY,
  // Reads to the end, which closes; a Scan that fails leaves them open.
  ...takes("github.com/jmoiron/sqlx", ["StructScan"], 0, { onSuccessOnly: true }),
  ...takes("github.com/uptrace/bun", ["DB.ScanRows"], 1),
  // The current row, or what is left of the rows, which it does not close.
  ...uses("gorm.io/gorm", ["DB.ScanRows"], 0),
  ...uses("github.com/jmoiron/sqlx", ["MapScan", "SliceScan"], 0),
  ...takes("go.mongodb.org/mongo-driver/v2/mongo", ["Cursor.All"], -1),
  ...takes("net/http", ["Serve", "ServeTLS", "Server.Serve", "Server.ServeTLS"], 0),
  ...takes("google.golang.org/grpc", ["Server.Serve"], 0),
  ...takes("crypto/tls", ["Client", "Server", "NewListener"], 0, { movesToResult: 0 }),
  ...takes("net/rpc", ["NewClient", "NewClientWithCodec"], 0, { movesToResult: 0 }),
  ...takes("net/rpc", ["ServeConn", "ServeCodec", "Server.ServeConn", "Server.ServeCodec"], 0),
  ...takes("net/rpc/jsonrpc", ["NewClient"], 0, { movesToResult: 0 }),
  ...takes("net/rpc/jsonrpc", ["ServeConn"], 0),
  ...takes("net/smtp", ["NewClient"], 0, { movesToResult: 0 }),
  ...takes("net/textproto", ["NewConn"], 0, { movesToResult: 0 }),
  // These close the connection where they fail.
  ...takes("golang.org/x/crypto/ssh", ["NewClientConn", "NewServerConn"], 0),
  ...takes("net/http", ["MaxBytesReader"], 1, { movesToResult: 0 }),
  ...takes("net/http", ["NewRequest"], 2),
  ...takes("net/http", ["NewRequestWithContext"], 3),
  // The profile is written until it is stopped.
  ...takes("runtime/pprof", ["StartCPUProfile"], 0),
  ...takes("runtime/trace", ["Start"], 0),
  ...CLEANUP,
  ...takes("github.com/onsi/ginkgo/v2", ["DeferCleanup"], 0, { runsLater: true }),
  ...takes("runtime", ["SetFinalizer", "AddCleanup"], 0),
];
