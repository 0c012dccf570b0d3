package bank

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log"
)

var errPoor = errors.New("poor")

type bank struct {
	db  *sql.DB
	tx  *sql.Tx
	err error
}

func pay(ctx context.Context, tx *sql.Tx, n int) error {
	_, err := tx.ExecContext(ctx, "update accounts set balance = balance - $1", n)
	return err
}

// ---- reported ----

func (b *bank) forgets(ctx context.Context, n int) error {
	tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := pay(ctx, tx, n); err != nil {
		return err
	}
	return tx.Commit()
}

func (b *bank) forgetsOne(ctx context.Context, n int) error {
	tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := pay(ctx, tx, n); err != nil {
		_ = tx.Rollback()
		return err
	}
	if n < 0 {
		return errPoor
	}
	return tx.Commit()
}

// The commit stands under a condition.
func (b *bank) dry(ctx context.Context, n int, dry bool) error {
	tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := pay(ctx, tx, n); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	if !dry {
		return tx.Commit()
	}
	return nil
}

// The error that the deferred literal looks at is another one.
func (b *bank) shadows(ctx context.Context, n int) (err error) {
	tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	failed := false
	defer func() {
		if failed {
			_ = tx.Rollback()
		}
	}()
	if err := pay(ctx, tx, n); err != nil {
		return err
	}
	failed = true
	return nil
}

// A helper that commits leaves the transaction where it fails before.
func commitIf(ctx context.Context, tx *sql.Tx, n int) error {
	if n < 0 {
		return errPoor
	}
	return tx.Commit()
}

func (b *bank) byHelper(ctx context.Context, n int) error {
	tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
	if err != nil {
		return err
	}
	if err := commitIf(ctx, tx, n); err != nil {
		return err
	}
	return nil
}

func (b *bank) inLoop(ctx context.Context, all []int) error {
	for _, n := range all {
		tx, err := b.db.BeginTx(ctx, nil) // want sql-tx-not-finished
		if err != nil {
			return err
		}
		if err := pay(ctx, tx, n); err != nil {
			log.Print(err)
			continue
		}
		if err := tx.Commit(); err != nil {
			return err
		}
	}
	return nil
}

// ---- silent ----

func (b *bank) rollsBack(ctx context.Context, n int) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	if err := pay(ctx, tx, n); err != nil {
		return err
	}
	return tx.Commit()
}

func (b *bank) byError(ctx context.Context, n int) (err error) {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			if rerr := tx.Rollback(); rerr != nil {
				err = fmt.Errorf("%w, and %w", err, rerr)
			}
			return
		}
		err = tx.Commit()
	}()
	return pay(ctx, tx, n)
}

func (b *bank) byPanicToo(ctx context.Context, n int) (err error) {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer func() {
		switch r := recover(); {
		case r != nil:
			_ = tx.Rollback()
			panic(r)
		case err != nil:
			_ = tx.Rollback()
		default:
			err = tx.Commit()
		}
	}()
	return pay(ctx, tx, n)
}

func (b *bank) within(ctx context.Context, run func(*sql.Tx) error) error {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := run(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

func (b *bank) kept(ctx context.Context) (err error) {
	b.tx, err = b.db.BeginTx(ctx, nil)
	return err
}

func (b *bank) keptError(ctx context.Context) {
	var tx *sql.Tx
	if tx, b.err = b.db.BeginTx(ctx, nil); b.err != nil {
		return
	}
	if b.err = pay(ctx, tx, 1); b.err != nil {
		_ = tx.Rollback()
		return
	}
	b.err = tx.Commit()
}

func finish(tx *sql.Tx, err *error) {
	if *err != nil {
		_ = tx.Rollback()
		return
	}
	*err = tx.Commit()
}

func (b *bank) finished(ctx context.Context, n int) (err error) {
	tx, err := b.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer finish(tx, &err)
	return pay(ctx, tx, n)
}

// A transaction that is only read, and handed to the caller with what ends it.
func (b *bank) reading(ctx context.Context) (*sql.Tx, func() error, error) {
	tx, err := b.db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true})
	if err != nil {
		return nil, nil, err
	}
	return tx, tx.Rollback, nil
}
