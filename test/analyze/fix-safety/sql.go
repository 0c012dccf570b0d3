package app

import (
	"database/sql"
	"sync"
)

var counting sync.Mutex

func last(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT a FROM t") // fix safe sql-rows-err-unchecked
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	return n, nil
}

func before(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT a FROM t") // fix safe sql-rows-err-unchecked
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	n *= 2
	return n, nil
}

// A return behind the loop would keep the lock.
func underLock(db *sql.DB) (int, error) {
	rows, err := db.Query("SELECT a FROM t") // fix look sql-rows-err-unchecked
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	counting.Lock()
	n := 0
	for rows.Next() {
		n++
	}
	counting.Unlock()
	return n, nil
}

func underDeferredLock(db *sql.DB) (int, error) {
	counting.Lock()
	defer counting.Unlock()
	rows, err := db.Query("SELECT a FROM t") // fix safe sql-rows-err-unchecked
	if err != nil {
		return 0, err
	}
	n := 0
	for rows.Next() {
		n++
	}
	rows.Close()
	return n, nil
}

// Who reads the channel would wait for ever.
func intoChannel(db *sql.DB, ch chan<- int) error {
	rows, err := db.Query("SELECT a FROM t") // fix look sql-rows-err-unchecked
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		ch <- 1
	}
	close(ch)
	return nil
}

func inTransaction(db *sql.DB) (int, error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	rows, err := tx.Query("SELECT a FROM t") // fix look sql-rows-err-unchecked
	if err != nil {
		tx.Rollback()
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() {
		n++
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return n, nil
}

func inRolledBack(db *sql.DB) (int, error) {
	tx, err := db.Begin()
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	rows, err := tx.Query("SELECT a FROM t")
	if err != nil {
		return 0, err
	}
	defer rows.Close()
	n := 0
	for rows.Next() { // fix safe sql-rows-err-unchecked
		n++
	}
	if err := tx.Commit(); err != nil {
		return 0, err
	}
	return n, nil
}

// No zero value of T can be written, and `user` is a variable there.
func generic[T any](db *sql.DB) (T, error) {
	var t T
	rows, err := db.Query("SELECT a FROM t") // fix none sql-rows-err-unchecked
	if err != nil {
		return t, err
	}
	defer rows.Close()
	for rows.Next() {
		rows.Scan(&t)
	}
	return use(t)
}

func use[T any](t T) (T, error) { return t, nil }

type user struct{ id int }

func hidden(db *sql.DB) (user, error) {
	var user user
	rows, err := db.Query("SELECT a FROM t") // fix none sql-rows-err-unchecked
	if err != nil {
		return user, err
	}
	defer rows.Close()
	for rows.Next() {
		rows.Scan(&user.id)
	}
	return use(user)
}

type split struct{ reader, writer *sql.DB }

func (s *split) Query(q string) (*sql.Rows, error) { return s.reader.Query(q) }
func (s *split) Exec(q string) (sql.Result, error) { return s.writer.Exec(q) }

func dropped(db *sql.DB) {
	_, _ = db.Query("DELETE FROM t") // fix safe sql-rows-not-closed
}

func droppedRows(db *sql.DB) {
	_, _ = db.Query("SELECT a FROM t") // fix look sql-rows-not-closed
}

// Exec goes to another server.
func droppedOfOwn(s *split) {
	_, _ = s.Query("DELETE FROM t") // fix look sql-rows-not-closed
}
