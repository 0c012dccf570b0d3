//case: novet
package app

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// A savepoint ends with the transaction around it.
func nested(ctx context.Context, tx pgx.Tx) error {
	point, err := tx.Begin(ctx)
	if err != nil {
		return err
	}
	if _, err := point.Exec(ctx, "DELETE FROM a"); err != nil {
		return err
	}
	return point.Commit(ctx)
}

func outer(ctx context.Context, conn *pgx.Conn) error {
	tx, err := conn.Begin(ctx) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := nested(ctx, tx); err != nil {
		return err
	}
	return tx.Commit(ctx)
}
