//case: novet
package app

import (
	"context"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"
)

// A failed Scan closes, also where the module of pgx is not at hand.
func scans(ctx context.Context, pool *pgxpool.Pool) error {
	rows, err := pool.Query(ctx, "SELECT 1")
	if err != nil {
		return err
	}
	for rows.Next() {
		var x int
		if err := rows.Scan(&x); err != nil {
			return err
		}
	}
	return rows.Err()
}

func scansFirst(ctx context.Context, conn *pgx.Conn) error {
	rows, err := conn.Query(ctx, "SELECT 1")
	if err != nil {
		return err
	}
	for rows.Next() {
		var x int
		scanned := rows.Scan(&x)
		if scanned != nil {
			return scanned
		}
	}
	return rows.Err()
}

func leavesEarly(ctx context.Context, conn *pgx.Conn) (int, error) {
	rows, err := conn.Query(ctx, "SELECT 1") // want sql-rows-not-closed:error
	if err != nil {
		return 0, err
	}
	for rows.Next() {
		var x int
		if err := rows.Scan(&x); err != nil {
			return 0, err
		}
		if x > 3 {
			return x, nil
		}
	}
	return 0, rows.Err()
}
