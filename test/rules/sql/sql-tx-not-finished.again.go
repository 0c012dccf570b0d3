package app

import "database/sql"

// A literal would read the second transaction, or nil where there is none.
func inTwo(db *sql.DB, n int) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if n == 0 {
		return nil
	}
	if err := tx.Commit(); err != nil {
		return err
	}
	tx, err = db.Begin()
	if err != nil {
		return err
	}
	return tx.Commit()
}

func inOne(db *sql.DB, n int) error {
	tx, err := db.Begin() // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if n == 0 {
		return nil
	}
	return tx.Commit()
}

func inNone(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return tx.Commit()
}

func undone(db *sql.DB) error {
	tx, err := db.Begin()
	if err != nil {
		return err
	}
	return tx.Rollback()
}
