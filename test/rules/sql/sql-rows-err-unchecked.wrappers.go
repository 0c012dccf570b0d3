package store

import "database/sql"

// A type around rows without a method Err: there is nothing that could be checked.
type cursor struct{ rows *sql.Rows }

func newCursor(db *sql.DB) (*cursor, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return &cursor{rows: rows}, nil
}

func (c *cursor) Next() bool   { return c.rows.Next() }
func (c *cursor) Close() error { return c.rows.Close() }

func count(db *sql.DB) (n int, err error) {
	c, err := newCursor(db)
	if err != nil {
		return 0, err
	}
	defer c.Close()
	for c.Next() {
		n++
	}
	return n, nil
}

// With one it is as for the rows themselves, be it its own or that of what it embeds.
type open struct{ *sql.Rows }

func newOpen(db *sql.DB) (*open, error) {
	rows, err := db.Query("SELECT name FROM users")
	if err != nil {
		return nil, err
	}
	return &open{rows}, nil
}

func countOpen(db *sql.DB) (n int, err error) {
	o, err := newOpen(db) // want sql-rows-err-unchecked
	if err != nil {
		return 0, err
	}
	defer o.Close()
	for o.Next() {
		n++
	}
	return n, nil
}

func countChecked(db *sql.DB) (n int, err error) {
	o, err := newOpen(db)
	if err != nil {
		return 0, err
	}
	defer o.Close()
	for o.Next() {
		n++
	}
	return n, o.Err()
}
