package app

import (
	"context"
	"database/sql"
	"net/http"
	"time"
)

func do(ctx context.Context) error { return ctx.Err() }

// What is put right because something has failed must not end with the context.
func undone(ctx context.Context, db *sql.DB) error {
	_, err := db.Exec("INSERT") // fix safe context-not-forwarded
	if err != nil {
		db.Exec("DELETE") // fix look context-not-forwarded
		return err
	}
	return nil
}

func redone(ctx context.Context) error {
	err := do(ctx)
	if err != nil {
		return do(context.TODO()) // fix look context-not-forwarded
	}
	return do(context.TODO()) // fix safe context-not-forwarded
}

// The rows would end with the cancel that is deferred here.
func returnedRows(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := do(ctx); err != nil {
		return nil, err
	}
	rows, err := db.Query("SELECT a FROM t") // fix look context-not-forwarded
	if err != nil {
		return nil, err
	}
	return rows, nil
}

// The caller may end its context before it has read them.
func callersRows(ctx context.Context, db *sql.DB) (*sql.Rows, error) {
	return db.Query("SELECT a FROM t") // fix look context-not-forwarded
}

type updater struct{ tx *sql.Tx }

// The transaction goes on when the context of this one call has ended, and would be rolled back.
func keepsTransaction(ctx context.Context, db *sql.DB) (*updater, error) {
	tx, err := db.Begin() // fix look context-not-forwarded
	if err != nil {
		return nil, err
	}
	return &updater{tx: tx}, nil
}

func ownTransaction(ctx context.Context, db *sql.DB) error {
	tx, err := db.Begin() // fix safe context-not-forwarded
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if _, err := tx.Exec("DELETE FROM t"); err != nil { // fix safe context-not-forwarded
		return err
	}
	return tx.Commit()
}

func usedUp(ctx context.Context, db *sql.DB) (n int, err error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	if err := do(ctx); err != nil {
		return 0, err
	}
	if _, err := db.Exec("DELETE FROM t"); err != nil { // fix safe context-not-forwarded
		return 0, err
	}
	return n, db.QueryRow("SELECT a FROM t").Scan(&n) // fix safe context-not-forwarded
}

func handler(db *sql.DB) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		rows, err := db.Query("SELECT a FROM t") // fix safe context-not-forwarded
		if err != nil || do(ctx) != nil {
			return
		}
		defer rows.Close()
	}
}

func orBackground(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return do(ctx)
}

func withNil(ctx context.Context) error {
	if err := orBackground(nil); err != nil { // fix silent context-not-forwarded
		return err
	}
	return do(nil) // fix safe context-not-forwarded
}

// A context that has been cancelled would fail at once; the one it was made from goes on.
func cancelledBefore(db *sql.DB, ready func(context.Context) bool) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	waiting, cancel := context.WithCancel(ctx)
	if ready(waiting) {
		cancel()
		return nil
	}
	cancel()
	_, err := db.Exec("INSERT") // fix safe context-not-forwarded
	return err
}

func onlyCancelled(db *sql.DB, ready func(context.Context) bool) error {
	waiting, cancel := context.WithCancel(context.Background())
	ready(waiting)
	cancel()
	_, err := db.Exec("INSERT") // fix silent context-not-forwarded
	return err
}

func cancelledOtherwise(db *sql.DB, ready func(context.Context) bool) error {
	waiting, cancel := context.WithCancel(context.Background())
	defer cancel()
	if ready(waiting) {
		cancel()
		return nil
	}
	_, err := db.Exec("INSERT") // fix safe context-not-forwarded
	return err
}
