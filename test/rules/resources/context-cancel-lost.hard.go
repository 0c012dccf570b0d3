package work

import (
	"context"
	"errors"
	"net/http"
	"os/signal"
	"sync"
	"syscall"
	"time"
)

var errStop = errors.New("stop")

func do(context.Context) error { return nil }

// ---- reported ----

func leakOnError(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost
	if err := do(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func leakInBranch(ctx context.Context, slow bool) error {
	if slow {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Minute) // want context-cancel-lost
		if err := do(ctx); err != nil {
			return err
		}
		cancel()
	}
	return do(ctx)
}

func leakInLoop(ctx context.Context, urls []string) {
	for _, url := range urls {
		turn, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost
		req, err := http.NewRequestWithContext(turn, http.MethodGet, url, nil)
		if err != nil {
			continue
		}
		_ = req
		cancel()
	}
}

// The second one takes the variable of the first.
func overwritten(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)              // want context-cancel-lost
	ctx, cancel = context.WithTimeout(ctx, time.Second) // the first cancel is gone
	defer cancel()
	return do(ctx)
}

// The helper only looks at it.
func isSet(cancel context.CancelFunc) bool { return cancel != nil }

func leakThroughHelper(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost
	if !isSet(cancel) {
		return errStop
	}
	return do(ctx)
}

// A constructor of the package gives it to its caller.
func withBudget(ctx context.Context, n int) (context.Context, context.CancelFunc) {
	return context.WithTimeout(ctx, time.Duration(n)*time.Second)
}

func leakOfConstructor(ctx context.Context) error {
	ctx, cancel := withBudget(ctx, 2) // want context-cancel-lost
	if err := do(ctx); err != nil {
		return err
	}
	cancel()
	return nil
}

func leakOfNotify(ctx context.Context) error {
	ctx, stop := signal.NotifyContext(ctx, syscall.SIGTERM) // want context-cancel-lost
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(time.Second):
	}
	stop()
	return nil
}

func leakOfCause(ctx context.Context) error {
	ctx, cancel := context.WithCancelCause(ctx) // want context-cancel-lost
	if err := do(ctx); err != nil {
		cancel(err)
		return err
	}
	return nil
}

// ---- silent ----

func cancelled(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	return do(ctx)
}

func cancelledInBoth(ctx context.Context, slow bool) error {
	var cancel context.CancelFunc
	if slow {
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
	} else {
		ctx, cancel = context.WithTimeout(ctx, time.Second)
	}
	defer cancel()
	return do(ctx)
}

func cancelledIfMade(ctx context.Context, slow bool) error {
	var cancel context.CancelFunc
	if slow {
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
	}
	err := do(ctx)
	if cancel != nil {
		cancel()
	}
	return err
}

func cancelledOrNothing(ctx context.Context, slow bool) error {
	cancel := func() {}
	if slow {
		ctx, cancel = context.WithTimeout(ctx, time.Minute)
	}
	defer cancel()
	return do(ctx)
}

func cancelledInTurn(ctx context.Context, n int) (err error) {
	for range n {
		func() {
			turn, cancel := context.WithTimeout(ctx, time.Second)
			defer cancel()
			err = do(turn)
		}()
	}
	return err
}

func cancelledByChild(ctx context.Context) error {
	outer, cancelOuter := context.WithCancel(ctx)
	defer cancelOuter()
	inner, cancelInner := context.WithTimeout(outer, time.Second)
	if err := do(inner); err != nil {
		cancelInner()
		return err
	}
	cancelInner()
	return do(outer)
}

type worker struct {
	cancel context.CancelFunc
	stops  []func()
	wg     sync.WaitGroup
}

func (w *worker) start(ctx context.Context) {
	ctx, w.cancel = context.WithCancel(ctx)
	w.wg.Go(func() { _ = do(ctx) })
}

func (w *worker) add(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	w.stops = append(w.stops, cancel)
	return ctx
}

func startWorker(ctx context.Context) *worker {
	ctx, cancel := context.WithCancel(ctx)
	w := &worker{cancel: cancel}
	w.wg.Go(func() { _ = do(ctx) })
	return w
}

func cancelledElsewhere(ctx context.Context, done <-chan struct{}) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	go func() {
		<-done
		cancel()
	}()
	return ctx
}

func cancelledAfter(ctx context.Context) context.Context {
	ctx, cancel := context.WithCancel(ctx)
	time.AfterFunc(time.Second, cancel)
	return ctx
}

func cancelledByCause(ctx context.Context) (err error) {
	ctx, cancel := context.WithCancelCause(ctx)
	defer func() { cancel(err) }()
	return do(ctx)
}

func cancelledAtLabel(ctx context.Context, n int) error {
retry:
	turn, cancel := context.WithTimeout(ctx, time.Second)
	if err := do(turn); err != nil && n > 0 {
		cancel()
		n--
		goto retry
	}
	cancel()
	return nil
}

func must(ctx context.Context) (context.Context, func()) {
	ctx, cancel := context.WithCancel(ctx)
	return ctx, func() { cancel() }
}

func cancelledByReturned(ctx context.Context) error {
	ctx, done := must(ctx)
	defer done()
	return do(ctx)
}
