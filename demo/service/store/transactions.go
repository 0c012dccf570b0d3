package store

import (
	"context"
	"database/sql"
)

// Move gives all orders of one customer to another.
func (s *Store) Move(ctx context.Context, from, to string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if _, err := tx.ExecContext(ctx, "UPDATE orders SET customer = $1 WHERE customer = $2", to, from); err != nil {
		return err
	}
	return tx.Commit()
}

// Warm prepares a connection.
func (s *Store) Warm(ctx context.Context) error {
	conn, err := s.db.Conn(ctx)
	if err != nil {
		return err
	}
	return conn.PingContext(ctx)
}

// Tag marks an order.
func (s *Store) Tag(ctx context.Context, id int64, tag string) error {
	stmt, err := s.db.PrepareContext(ctx, "UPDATE orders SET tag = $1 WHERE id = $2")
	if err != nil {
		return err
	}
	_, err = stmt.ExecContext(ctx, tag, id)
	return err
}

// Archive opens the database of old orders.
func Archive(dsn string) (*sql.DB, error) {
	return sql.Open("postgres", dsn)
}
