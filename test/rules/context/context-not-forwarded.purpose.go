package app

import (
	"context"
	"crypto/tls"
	"database/sql"
	"net"
	"net/http"
	"time"
)

type store struct{ db *sql.DB }

func (s *store) find(ctx context.Context, key string) error   { return ctx.Err() }
func (s *store) Exists(ctx context.Context, key string) error { return ctx.Err() }
func (s *store) save(ctx context.Context, key string) error   { return ctx.Err() }
func (s *store) Delete(ctx context.Context, key string) error { return ctx.Err() }
func (s *store) logIf(ctx context.Context, err error)         {}
func auditLogInternal(ctx context.Context, err error)         {}
func storageLogOnceIf(ctx context.Context, err error)         {}

// ---- who reads for a caller that has given up reads for nobody ----

func reads(ctx context.Context, s *store) error {
	if err := s.Exists(context.Background(), "a"); err != nil { // want context-not-forwarded:warning
		return err
	}
	return s.find(context.Background(), "a") // want context-not-forwarded:warning
}

func queries(ctx context.Context, s *store) error {
	_, err := s.db.ExecContext(context.Background(), "DELETE FROM a") // want context-not-forwarded:warning
	return err
}

// ---- what is written may have to be finished ----

func writes(ctx context.Context, s *store) error {
	if err := s.save(context.Background(), "a"); err != nil { // want context-not-forwarded:info
		return s.Delete(context.Background(), "a") // want context-not-forwarded:info
	}
	return nil
}

func hasToBeDone(ctx context.Context, s *store) error {
	if err := s.find(context.TODO(), "a"); err != nil { // want context-not-forwarded:warning
		return err
	}
	return s.save(context.TODO(), "a") // want context-not-forwarded:info
}

func handles(w http.ResponseWriter, r *http.Request, s *store) {
	_ = s.save(context.Background(), "a") // want context-not-forwarded:info
	_ = s.find(context.Background(), "a") // want context-not-forwarded:warning
}

func detaches(r *http.Request) *http.Request {
	return r.WithContext(context.Background()) // want context-not-forwarded:info
}

func derives(ctx context.Context, s *store) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded:info
	defer cancel()
	return s.find(c, "a")
}

func keeps(ctx context.Context, s *store) error {
	own := context.Background() // want context-not-forwarded:info
	return s.find(own, "a")
}

func goesOn(ctx context.Context, s *store) error {
	// let's store it regardless of whether the caller gives up
	ctx = context.Background() // want context-not-forwarded:info
	return s.save(ctx, "a")
}

func replaces(ctx context.Context, s *store) error {
	ctx = context.Background() // want context-not-forwarded:warning
	return s.find(ctx, "a")
}

// ---- logs under whatever name ----

func logs(ctx context.Context, s *store, err error) {
	s.logIf(context.Background(), err)          // want context-not-forwarded:info
	auditLogInternal(context.Background(), err) // want context-not-forwarded:info
	storageLogOnceIf(context.Background(), err) // want context-not-forwarded:info
}

func logsFurtherDown(s *store) { s.logIf(context.Background(), nil) }

func isNotTold(ctx context.Context, s *store) { logsFurtherDown(s) }

// ---- goroutines ----

func (s *store) run() { _ = s.find(context.Background(), "a") }

func starts(ctx context.Context, s *store) {
	go s.run()
	s.run() // want context-not-forwarded:info
}

// ---- bounded otherwise ----

func handshake(ctx context.Context, conn *tls.Conn) error {
	return conn.Handshake() // want context-not-forwarded:warning
}

func handshakeUntil(ctx context.Context, conn *tls.Conn) error {
	if err := conn.SetDeadline(time.Now().Add(time.Second)); err != nil {
		return err
	}
	return conn.Handshake()
}

func connectThrough(ctx context.Context, conn net.Conn) error {
	req, err := http.NewRequest(http.MethodConnect, "http://proxy", nil)
	if err != nil {
		return err
	}
	return req.Write(conn)
}

func asks(ctx context.Context, client *http.Client) error {
	req, err := http.NewRequest(http.MethodGet, "http://proxy", nil) // want context-not-forwarded:warning
	if err != nil {
		return err
	}
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}
