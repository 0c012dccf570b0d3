package app

import (
	"context"
	"database/sql"

	"golang.org/x/sync/errgroup"
)

func load(ctx context.Context) error { return ctx.Err() }

// ---- a context that has ended is not at hand ----

func behindCancel(parent context.Context, db *sql.DB) error {
	warming, cancel := context.WithCancel(parent)
	if err := load(warming); err != nil {
		cancel()
		return err
	}
	cancel()
	_, err := db.Exec("UPDATE t SET a = 1") // want context-not-forwarded "with `parent`"
	return err
}

func beforeCancel(db *sql.DB) error {
	warming, cancel := context.WithCancel(context.Background())
	_, err := db.Exec("UPDATE t SET a = 1") // want context-not-forwarded "with `warming`"
	cancel()
	return err
}

func behindOnly(db *sql.DB) error {
	warming, cancel := context.WithCancel(context.Background())
	err := load(warming)
	cancel()
	if err != nil {
		return err
	}
	_, err = db.Exec("UPDATE t SET a = 1")
	return err
}

func behindGroup(db *sql.DB) error {
	g, ctx := errgroup.WithContext(context.Background())
	g.Go(func() error { return load(ctx) })
	if err := g.Wait(); err != nil {
		return err
	}
	_, err := db.Exec("UPDATE t SET a = 1")
	return err
}

// ---- of several that were made here the one called ctx is meant for all ----

func besideAnother(db *sql.DB) error {
	ctx, stop := context.WithCancel(context.Background())
	defer stop()
	probe, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := load(probe); err != nil {
		return err
	}
	_, err := db.Exec("UPDATE t SET a = 1") // want context-not-forwarded "with `ctx`"
	return err
}
