package app

import (
	"context"
	"database/sql"
	"errors"
	"log/slog"
	"net/http"
	"sync"
	"testing"
	"time"
)

func run(ctx context.Context) error { return ctx.Err() }

func save(ctx context.Context) error { return ctx.Err() }

type provider struct{}

func (provider) ForceFlush(ctx context.Context) error { return ctx.Err() }

func (provider) Stop(ctx context.Context) error { return ctx.Err() }

func afterReceive(ctx context.Context) error {
	<-ctx.Done()
	return save(context.Background())
}

func afterReceiveDerived(ctx context.Context, srv *http.Server) error {
	<-ctx.Done()
	c, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return srv.Shutdown(c)
}

func inDoneCase(ctx context.Context, events chan int) error {
	for {
		select {
		case <-ctx.Done():
			return save(context.Background())
		case <-events:
			if err := run(ctx); err != nil {
				return err
			}
		}
	}
}

func behindDoneLoop(ctx context.Context, events chan int) error {
loop:
	for {
		select {
		case <-ctx.Done():
			break loop
		case <-events:
		}
	}
	return save(context.Background())
}

func behindSelect(ctx context.Context, failed chan error) error {
	select {
	case <-ctx.Done():
	case <-failed:
	}
	return save(context.Background())
}

func underErr(ctx context.Context) error {
	if ctx.Err() != nil {
		return save(context.Background())
	}
	return run(ctx)
}

func underErrVariable(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return save(context.Background())
	}
	return run(ctx)
}

func underCause(ctx context.Context) error {
	if context.Cause(ctx) != nil {
		return save(context.Background())
	}
	return run(ctx)
}

func underCanceled(ctx context.Context) error {
	err := run(ctx)
	if errors.Is(err, context.Canceled) || errors.Is(err, context.DeadlineExceeded) {
		return save(context.Background())
	}
	return err
}

func underComparison(ctx context.Context) error {
	err := run(ctx)
	if err == context.Canceled {
		return save(context.Background())
	}
	return err
}

func underSwitch(ctx context.Context) error {
	err := run(ctx)
	switch {
	case errors.Is(err, context.Canceled):
		return save(context.Background())
	}
	return err
}

func behindGate(ctx context.Context) error {
	if ctx.Err() == nil {
		return nil
	}
	return save(context.Background())
}

func elseOfAlive(ctx context.Context) error {
	if ctx.Err() == nil {
		return run(ctx)
	} else {
		return save(context.Background())
	}
}

func deferred(ctx context.Context) error {
	defer save(context.Background())
	return run(ctx)
}

func deferredLiteral(ctx context.Context) error {
	defer func() {
		_ = save(context.Background())
	}()
	return run(ctx)
}

func deferredVariant(ctx context.Context, db *sql.DB) error {
	defer func() {
		_, _ = db.Exec("SELECT pg_advisory_unlock(1)")
	}()
	return run(ctx)
}

func shutdown(ctx context.Context, srv *http.Server) error {
	return srv.Shutdown(context.Background())
}

func shutdownInTime(ctx context.Context, srv *http.Server) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	return srv.Shutdown(c)
}

func flush(ctx context.Context, p provider) error {
	return errors.Join(p.ForceFlush(context.Background()), p.Stop(context.TODO()))
}

func rollback(ctx context.Context, conn *sql.Conn) error {
	_, err := conn.ExecContext(context.Background(), "ROLLBACK")
	return err
}

func cleanup(t *testing.T, ctx context.Context) {
	t.Cleanup(func() {
		_ = save(context.Background())
	})
}

func onTimer(ctx context.Context) {
	time.AfterFunc(time.Minute, func() {
		_ = save(context.Background())
	})
}

func onEnd(ctx context.Context) {
	context.AfterFunc(ctx, func() {
		_ = save(context.Background())
	})
}

func once(ctx context.Context, o *sync.Once) {
	o.Do(func() {
		_ = save(context.Background())
	})
}

func kept(ctx context.Context) func() error {
	return func() error {
		return save(context.Background())
	}
}

type hooks struct{ onClose func() error }

func keptInStruct(ctx context.Context) hooks {
	return hooks{onClose: func() error {
		return save(context.Background())
	}}
}

func keptAsHandler(ctx context.Context, mux *http.ServeMux) {
	mux.HandleFunc("/", func(http.ResponseWriter, *http.Request) {
		_ = save(context.Background()) // nobody gave the request a name
	})
}

func main() {
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	_ = run(ctx)
	_ = save(context.Background())
}

// ---- the ending is another's, or not there ----

func earlyCheck(ctx context.Context) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	return save(context.Background()) // want context-not-forwarded
}

func earlySelect(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	default:
	}
	return save(context.Background()) // want context-not-forwarded
}

func otherCase(ctx context.Context, events chan int) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-events:
		return save(context.Background()) // want context-not-forwarded
	}
}

func elseBranch(ctx context.Context) error {
	err := run(ctx)
	if errors.Is(err, context.Canceled) {
		return nil
	} else {
		return save(context.Background()) // want context-not-forwarded
	}
}

func negated(ctx context.Context) error {
	err := run(ctx)
	if !errors.Is(err, context.Canceled) {
		return save(context.Background()) // want context-not-forwarded
	}
	return err
}

func usedBesides(ctx context.Context, srv *http.Server) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded
	defer cancel()
	if err := run(c); err != nil {
		return err
	}
	return srv.Shutdown(c)
}

func logsBesides(ctx context.Context, srv *http.Server) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	slog.InfoContext(c, "shutting down")
	return srv.Shutdown(c)
}

func logsOnly(ctx context.Context) {
	c, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded
	defer cancel()
	slog.InfoContext(c, "working")
}
