package serve

import (
	"context"
	"database/sql"
	"errors"
	"net/http"
	"os/exec"
	"time"
)

type app struct {
	db     *sql.DB
	client *http.Client
	base   context.Context
}

func (a *app) load(ctx context.Context, id int) error { return ctx.Err() }

// ---- reported ----

func (a *app) fresh(ctx context.Context, id int) error {
	return a.load(context.Background(), id) // want context-not-forwarded
}

func (a *app) todo(ctx context.Context, id int) error {
	return a.load(context.TODO(), id) // want context-not-forwarded
}

func (a *app) derived(ctx context.Context, id int) error {
	own, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded
	defer cancel()
	return a.load(own, id)
}

func (a *app) query(ctx context.Context) error {
	_, err := a.db.Exec("update users set seen = now()") // want context-not-forwarded
	return err
}

func (a *app) begin(ctx context.Context) error {
	tx, err := a.db.Begin() // want context-not-forwarded
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

func (a *app) handler(w http.ResponseWriter, r *http.Request) {
	if err := a.load(context.Background(), 1); err != nil { // want context-not-forwarded
		http.Error(w, err.Error(), http.StatusInternalServerError)
	}
}

func (a *app) request(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil) // want context-not-forwarded
	if err != nil {
		return nil, err
	}
	return a.client.Do(req)
}

func (a *app) command(ctx context.Context) error {
	return exec.Command("sleep", "1").Run() // want context-not-forwarded
}

func (a *app) inLiteral(ctx context.Context, each func(func() error) error) error {
	return each(func() error {
		return a.load(context.Background(), 2) // want context-not-forwarded
	})
}

func (a *app) nothing(ctx context.Context) error {
	return a.load(nil, 3) // want context-not-forwarded:error
}

// ---- silent ----

func (a *app) forwarded(ctx context.Context, id int) error { return a.load(ctx, id) }

func (a *app) orElse(ctx context.Context, id int) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return a.load(ctx, id)
}

func (a *app) afterTheEnd(ctx context.Context) error {
	<-ctx.Done()
	own, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return a.load(own, 4)
}

func (a *app) onCancel(ctx context.Context) error {
	err := a.load(ctx, 5)
	if errors.Is(err, context.Canceled) {
		return a.load(context.Background(), 6)
	}
	return err
}

func (a *app) deferred(ctx context.Context) error {
	defer func() { _ = a.load(context.Background(), 7) }()
	return a.load(ctx, 8)
}

func (a *app) shutdown(ctx context.Context, s *http.Server) error {
	return s.Shutdown(context.Background())
}

func (a *app) unused(_ context.Context, id int) error {
	return a.load(context.Background(), id)
}

func (a *app) without(ctx context.Context, id int) error {
	return a.load(context.WithoutCancel(ctx), id)
}

func (a *app) laterOn(ctx context.Context, url string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	req = req.WithContext(ctx)
	return a.client.Do(req)
}

func (a *app) noContext(id int) error { return a.load(context.Background(), id) }

func start(ctx context.Context) context.Context {
	if ctx.Err() != nil {
		return context.Background()
	}
	return ctx
}

// A type of one's own with a method of the same name.
type commands struct{}

func (commands) Command(name string) error { return nil }

func own(ctx context.Context, exec commands) error { return exec.Command("sleep") }
