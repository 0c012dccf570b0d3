package app

import (
	"context"
	"crypto/tls"
	"database/sql"
	"log/slog"
	"net"
	"net/http"
	"net/smtp"
	"os/exec"
	"strings"
	"time"
)

type store struct {
	db   *sql.DB
	stmt *sql.Stmt
}

func (s *store) query(ctx context.Context) error {
	rows, err := s.db.Query("SELECT 1") // want context-not-forwarded:warning "QueryContext"
	if err != nil {
		return err
	}
	defer rows.Close()
	return rows.Err()
}

func (s *store) queryRow(ctx context.Context) (n int, err error) {
	return n, s.db.QueryRow("SELECT 1").Scan(&n) // want context-not-forwarded "QueryRowContext"
}

func (s *store) exec(ctx context.Context) error {
	_, err := s.db.Exec("DELETE FROM t") // want context-not-forwarded "ExecContext"
	return err
}

func (s *store) ping(ctx context.Context) error {
	return s.db.Ping() // want context-not-forwarded "PingContext"
}

func (s *store) prepare(ctx context.Context) (*sql.Stmt, error) {
	return s.db.Prepare("SELECT 1") // want context-not-forwarded "PrepareContext"
}

func (s *store) begin(ctx context.Context) (*sql.Tx, error) {
	return s.db.Begin() // want context-not-forwarded "BeginTx"
}

func (s *store) statement(ctx context.Context) error {
	_, err := s.stmt.Exec(1) // want context-not-forwarded "ExecContext"
	return err
}

func inTx(ctx context.Context, tx *sql.Tx) error {
	if _, err := tx.Exec("DELETE FROM t"); err != nil { // want context-not-forwarded
		return err
	}
	return tx.Commit()
}

type repository struct{ *sql.DB }

func (r repository) promoted(ctx context.Context) error {
	_, err := r.Exec("DELETE FROM t") // want context-not-forwarded
	return err
}

func handler(w http.ResponseWriter, r *http.Request, db *sql.DB) {
	_ = db.Ping() // want context-not-forwarded "r.Context()"
}

func request(ctx context.Context) (*http.Request, error) {
	return http.NewRequest(http.MethodGet, "http://example.com", nil) // want context-not-forwarded "NewRequestWithContext"
}

func get(ctx context.Context) error {
	resp, err := http.Get("http://example.com") // want context-not-forwarded "cannot be cancelled"
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func clientPost(ctx context.Context, client *http.Client) error {
	resp, err := client.Post("http://example.com", "text/plain", strings.NewReader("")) // want context-not-forwarded
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func dial(ctx context.Context) (net.Conn, error) {
	return net.Dial("tcp", "example.com:80") // want context-not-forwarded "DialContext"
}

func dialWithDialer(ctx context.Context, d *net.Dialer) (net.Conn, error) {
	return d.Dial("tcp", "example.com:80") // want context-not-forwarded "DialContext"
}

func dialInTime(ctx context.Context) (net.Conn, error) {
	return net.DialTimeout("tcp", "example.com:80", time.Second) // want context-not-forwarded:info
}

func dialTLS(ctx context.Context) (*tls.Conn, error) {
	return tls.Dial("tcp", "example.com:443", nil) // want context-not-forwarded
}

func handshake(ctx context.Context, conn *tls.Conn) error {
	return conn.Handshake() // want context-not-forwarded "HandshakeContext"
}

func lookup(ctx context.Context) ([]string, error) {
	return net.LookupHost("example.com") // want context-not-forwarded "LookupHost"
}

func mail(ctx context.Context) error {
	return smtp.SendMail("example.com:25", nil, "a", nil, nil) // want context-not-forwarded
}

func command(ctx context.Context) error {
	return exec.Command("true").Run() // want context-not-forwarded:info "CommandContext"
}

func logs(ctx context.Context) {
	slog.Info("started") // want context-not-forwarded:info "InfoContext"
}

func logsWithLogger(ctx context.Context, logger *slog.Logger) {
	logger.Error("failed", "code", 1) // want context-not-forwarded:info "ErrorContext"
}

func sleeps(ctx context.Context) {
	for range 3 {
		time.Sleep(time.Second) // want context-not-forwarded:info
	}
}

func declaredHere(db *sql.DB) error {
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if err := db.PingContext(ctx); err != nil {
		return err
	}
	return db.Ping() // want context-not-forwarded:warning
}

func captured(ctx context.Context, db *sql.DB) error {
	return func() error {
		return db.Ping() // want context-not-forwarded
	}()
}

// ---- silent ----

func (s *store) forwarded(ctx context.Context) error {
	return s.db.PingContext(ctx)
}

func (s *store) without() error {
	return s.db.Ping()
}

type fakeDB struct{}

func (fakeDB) Ping() error { return nil }

func (fakeDB) Query(string) error { return nil }

func lookAlike(ctx context.Context, db fakeDB) error {
	if err := db.Query("SELECT 1"); err != nil {
		return err
	}
	return db.Ping()
}

func givenLater(ctx context.Context) (*http.Request, error) {
	req, err := http.NewRequest(http.MethodGet, "http://example.com", nil)
	if err != nil {
		return nil, err
	}
	req.Header.Set("A", "b")
	req = req.WithContext(ctx)
	return req, nil
}

func clonedLater(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequest(http.MethodGet, "http://example.com", nil)
	if err != nil {
		return err
	}
	resp, err := client.Do(req.Clone(ctx))
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

func closes(ctx context.Context, db *sql.DB) error {
	return db.Close()
}

func sleepsOnce(ctx context.Context) {
	time.Sleep(time.Second)
}

func configures(ctx context.Context) (*sql.DB, error) {
	return sql.Open("postgres", "")
}

func listens(ctx context.Context) (net.Listener, error) {
	return net.Listen("tcp", ":0")
}

func locks(ctx context.Context, conn *sql.Conn) error {
	return conn.PingContext(ctx)
}

func waits(ctx context.Context, cmd *exec.Cmd) error {
	return cmd.Wait()
}

func askedWithContext(ctx context.Context, tx *sql.Tx, stmt *sql.Stmt) error {
	_, err := tx.Stmt(stmt).ExecContext(ctx, 1)
	return err
}

func logsWithContext(ctx context.Context) {
	slog.InfoContext(ctx, "started")
}

func main() {
	db, err := sql.Open("postgres", "")
	if err != nil {
		panic(err)
	}
	_ = db.Ping()
}
