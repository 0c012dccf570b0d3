//case: novet
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io"
	"log"
	"os"
	"testing"
)

const q = "SELECT 1"

// ---- reported ----

func breakOut(db *sql.DB) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	for rows.Next() {
		if rows.Err() != nil {
			break
		}
	}
	return nil
}

func bothArms(db *sql.DB, a bool) error {
	var rows *sql.Rows
	var err error
	if a {
		rows, err = db.Query(q) // want sql-rows-not-closed
	} else {
		rows, err = db.Query(q + "0") // want sql-rows-not-closed
	}
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func reusedError(db *sql.DB) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	err = db.Ping()
	if err != nil {
		return err
	}
	return rows.Close()
}

func unchecked(db *sql.DB) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if rows == nil {
		return err
	}
	rows.Next()
	return err
}

func onlyOnError(db *sql.DB) (err error) {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	var n int
	for rows.Next() {
		if err = rows.Scan(&n); err == nil {
			return nil
		}
	}
	if err != nil {
		rows.Close()
	}
	return err
}

func readerHelper(db *sql.DB) (int, error) {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return 0, err
	}
	return columns(rows), nil
}

func columns(rows *sql.Rows) int {
	names, _ := rows.Columns()
	return len(names)
}

func otherVariable(db *sql.DB) error {
	a, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	b, err := db.Query(q)
	if err != nil {
		return err
	}
	defer b.Close()
	a.Next()
	return nil
}

func switched(db *sql.DB, mode int) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	switch {
	case err != nil:
		return err
	case mode == 0:
		rows.Close()
	case mode == 1:
		return errors.New("mode")
	default:
		return rows.Close()
	}
	return nil
}

func jump(db *sql.DB) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	if !rows.Next() {
		goto end
	}
	if columns(rows) == 0 {
		return errors.New("no columns")
	}
end:
	return rows.Close()
}

func selected(ctx context.Context, db *sql.DB, ready <-chan bool) error {
	rows, err := db.QueryContext(ctx, q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-ready:
	}
	return rows.Close()
}

func wrongFlag(db *sql.DB, a, b bool) error {
	var rows *sql.Rows
	if a {
		var err error
		if rows, err = db.Query(q); err != nil { // want sql-rows-not-closed
			return err
		}
	}
	if b {
		rows.Close()
	}
	return nil
}

func inLiteral(db *sql.DB) func() error {
	return func() error {
		rows, err := db.Query(q) // want sql-rows-not-closed
		if err != nil {
			return err
		}
		rows.Next()
		return nil
	}
}

type queryer interface {
	Query(query string, args ...any) (*sql.Rows, error)
}

func throughInterface(q queryer) error {
	rows, err := q.Query("SELECT 1") // want sql-rows-not-closed
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func throughValue(query func() (*sql.Rows, error)) error {
	rows, err := query() // want sql-rows-not-closed
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

func generic(db *sql.DB) bool {
	rows := must(db.Query(q)) // want sql-rows-not-closed
	return rows.Next()
}

type base struct{ db *sql.DB }

type repo struct{ *base }

func (r *repo) list() error {
	rows, err := r.db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	rows.Next()
	return nil
}

func compared(db *sql.DB) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return err
	}
	_ = rows
	return nil
}

func conditionalDefer(db *sql.DB, keep bool) error {
	rows, err := db.Query(q) // want sql-rows-not-closed
	if err != nil {
		return err
	}
	if !keep {
		defer rows.Close()
	}
	rows.Next()
	return nil
}

// ---- silent ----

func switchOnError(db *sql.DB) error {
	rows, err := db.Query(q)
	switch err {
	case nil:
		return rows.Close()
	case sql.ErrNoRows:
		return nil
	default:
		return err
	}
}

func positive(db *sql.DB) error {
	rows, err := db.Query(q)
	if err == nil {
		defer rows.Close()
		rows.Next()
	}
	return err
}

func asError(db *sql.DB) error {
	rows, err := db.Query(q)
	var path *os.PathError
	if errors.As(err, &path) {
		return path
	}
	if err != nil {
		return fmt.Errorf("query: %w", err)
	}
	return rows.Close()
}

func bad(err error) bool { return err != nil && !errors.Is(err, sql.ErrNoRows) }

func byPredicate(db *sql.DB) error {
	rows, err := db.Query(q)
	if bad(err) {
		return err
	}
	if err == nil {
		rows.Close()
	}
	return nil
}

func renamed(db *sql.DB) error {
	rows, err := db.Query(q)
	failed := err != nil
	if failed {
		return err
	}
	return rows.Close()
}

func copied(db *sql.DB) error {
	rows, err := db.Query(q)
	cause := err
	if cause != nil {
		return cause
	}
	other := rows
	return other.Close()
}

func methodValue(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	done := rows.Close
	defer done()
	return nil
}

func closure(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	clean := func() {
		if err := rows.Close(); err != nil {
			log.Print(err)
		}
	}
	defer clean()
	return nil
}

func asCloser(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	var any interface{} = rows
	if c, ok := any.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

func sameFlag(db *sql.DB, use bool) error {
	var rows *sql.Rows
	var err error
	if use {
		if rows, err = db.Query(q); err != nil {
			return err
		}
	}
	log.Print("between")
	if !use {
		return nil
	}
	return rows.Close()
}

func setFlag(db *sql.DB, use bool) error {
	var rows *sql.Rows
	opened := false
	if use {
		var err error
		if rows, err = db.Query(q); err != nil {
			return err
		}
		opened = true
	}
	log.Print("between")
	if opened {
		return rows.Close()
	}
	return nil
}

func setMode(db *sql.DB, mode string) error {
	var rows *sql.Rows
	if mode == "read" {
		var err error
		if rows, err = db.Query(q); err != nil {
			return err
		}
	}
	switch mode {
	case "read":
		return rows.Close()
	case "write":
		return nil
	}
	return nil
}

func exits(db *sql.DB, ready bool) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	if !ready {
		fatal("not ready")
	}
	if columns(rows) == 0 {
		panic("no columns")
	}
	return rows.Close()
}

func fatal(message string) {
	log.Print(message)
	os.Exit(1)
}

func endless(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	for {
		rows.Next()
	}
}

func everyTurn(db *sql.DB, queries []string) error {
	for _, query := range queries {
		rows, err := db.Query(query)
		if err != nil {
			return err
		}
		for rows.Next() {
		}
		if err := rows.Close(); err != nil {
			return err
		}
	}
	return nil
}

func retried(db *sql.DB) error {
	rows, err := db.Query(q)
	for i := 0; err != nil && i < 3; i++ {
		rows, err = db.Query(q)
	}
	if err != nil {
		return err
	}
	return rows.Close()
}

func sent(db *sql.DB, out chan<- *sql.Rows) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	out <- rows
	return nil
}

func mapped(db *sql.DB, all map[string]*sql.Rows) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	all[q] = rows
	return nil
}

func collected(db *sql.DB) error {
	var all []*sql.Rows
	for range 3 {
		rows, err := db.Query(q)
		if err != nil {
			return err
		}
		all = append(all, rows)
	}
	for _, rows := range all {
		rows.Close()
	}
	return nil
}

func spawned(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	go consume(rows)
	return nil
}

func consume(rows *sql.Rows) {
	defer rows.Close()
	for rows.Next() {
	}
}

func toUnknown(db *sql.DB, use func(*sql.Rows)) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	use(rows)
	return nil
}

func cleanup(t *testing.T, db *sql.DB) {
	rows, err := db.Query(q)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { rows.Close() })
	rows.Next()
}

func deferredBefore(db *sql.DB) (err error) {
	var rows *sql.Rows
	defer func() {
		if rows != nil {
			err = errors.Join(err, rows.Close())
		}
	}()
	if rows, err = db.Query(q); err != nil {
		return err
	}
	rows.Next()
	return nil
}

func argumentOfLiteral(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	defer func(c io.Closer) { _ = c.Close() }(rows)
	return nil
}

func finishedTx(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	rows, err := tx.Query(q)
	if err != nil {
		tx.Rollback()
		return err
	}
	rows.Next()
	return tx.Commit()
}

func namedResult(db *sql.DB) (rows *sql.Rows, err error) {
	rows, err = db.Query(q)
	return
}

type result struct {
	*sql.Rows
	n int
}

func embedded(db *sql.DB) (*result, error) {
	rows, err := db.Query(q)
	if err != nil {
		return nil, err
	}
	r := &result{Rows: rows}
	r.n = 1
	return r, nil
}

func useEmbedded(db *sql.DB) error {
	r, err := embedded(db)
	if err != nil {
		return err
	}
	defer r.Close()
	return r.Err()
}

func expression(db *sql.DB) error {
	rows, err := db.Query(q)
	if err != nil {
		return err
	}
	rows.Next()
	return errors.Join(rows.Err(), rows.Close())
}
