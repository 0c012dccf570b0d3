import { callables } from "./callables.ts";
import type { NotAcquireFact } from "./schema.ts";

function none(pkg: string, names: readonly string[], why: string): NotAcquireFact[] {
  return callables(pkg, names).map((ref) => ({ ...ref, why }));
}

const SCAN_CLOSES = "the row is closed by its Scan";

/** Calls that look as if they acquired something and do not. */
export const NOT_ACQUIRE_FACTS: readonly NotAcquireFact[] = [
  ...none(
    "database/sql",
    [
      "DB.QueryRow",
      "DB.QueryRowContext",
      "Tx.QueryRow",
      "Tx.QueryRowContext",
      "Stmt.QueryRow",
      "Stmt.QueryRowContext",
      "Conn.QueryRowContext",
    ],
    SCAN_CLOSES,
  ),
  ...none(
    "github.com/jmoiron/sqlx",
    [
      "DB.QueryRowx",
      "DB.QueryRowxContext",
      "Tx.QueryRowx",
      "Tx.QueryRowxContext",
      "Stmt.QueryRowx",
      "Stmt.QueryRowxContext",
      "Conn.QueryRowxContext",
      "NamedStmt.QueryRow",
      "NamedStmt.QueryRowContext",
      "NamedStmt.QueryRowx",
      "NamedStmt.QueryRowxContext",
    ],
    SCAN_CLOSES,
  ),
  ...none(
    "github.com/jmoiron/sqlx",
    [
      "Get",
      "GetContext",
      "Select",
      "SelectContext",
      "DB.Get",
      "DB.GetContext",
      "DB.Select",
      "DB.SelectContext",
      "Tx.Get",
      "Tx.GetContext",
      "Tx.Select",
      "Tx.SelectContext",
      "Stmt.Get",
      "Stmt.GetContext",
      "Stmt.Select",
      "Stmt.SelectContext",
      "NamedStmt.Get",
      "NamedStmt.GetContext",
      "NamedStmt.Select",
      "NamedStmt.SelectContext",
    ],
    "it closes its rows itself",
  ),
  ...none("github.com/jackc/pgx/v5", ["Conn.QueryRow", "Tx.QueryRow"], SCAN_CLOSES),
  ...none("github.com/jackc/pgx/v5/pgxpool", ["Pool.QueryRow", "Conn.QueryRow", "Tx.QueryRow"], SCAN_CLOSES),
  ...none("net/http/httptest", ["ResponseRecorder.Result"], "closing the body of a recorded response does nothing"),
  ...none("net/http", ["NewRequest", "NewRequestWithContext"], "the transport closes a request's body"),
  ...none("net/http", ["NewResponseController"], "a controller holds nothing"),
  ...none("os/exec", ["Cmd.StdoutPipe", "Cmd.StderrPipe"], "Wait closes the pipe"),
  ...none("go.opentelemetry.io/otel/trace", ["SpanFromContext"], "the span was started elsewhere, and is ended there"),
  ...none("github.com/opentracing/opentracing-go", ["SpanFromContext"], "the span was started elsewhere"),
  ...none("embed", ["FS.Open"], "closing an embedded file does nothing"),
  ...none("io", ["NopCloser"], "there is nothing to close"),
  ...none("testing", ["T.TempDir", "T.Context", "T.Chdir", "B.TempDir", "TB.TempDir"], "the test cleans up"),
  ...none("cloud.google.com/go/spanner", ["Client.Single"], "closed by its one read"),
];

/** Packages whose `*Response` was read and closed by the library: go-github under any version. */
export const CLOSED_RESPONSES = /^github\.com\/google\/go-github(\/v\d+)?\/github$/;
