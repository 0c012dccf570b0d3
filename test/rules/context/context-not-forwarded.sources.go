package app

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"net/http"
	"time"
)

type job struct{ ctx context.Context }

type worker struct {
	ctx    context.Context
	cancel context.CancelFunc
}

func load(ctx context.Context, id int) error { return ctx.Err() }

func variadic(ctx context.Context, ids ...int) error { return ctx.Err() }

func passed(ctx context.Context) error {
	return load(context.Background(), 1) // want context-not-forwarded:warning "Pass `ctx`"
}

func passedTodo(ctx context.Context) error {
	return load(context.TODO(), 1) // want context-not-forwarded
}

func passedTwice(ctx context.Context) error {
	if err := load(context.Background(), 1); err != nil { // want context-not-forwarded
		return err
	}
	return load(context.Background(), 2) // want context-not-forwarded
}

func passedDeep(ctx context.Context) error {
	for i := range 3 {
		if i > 1 {
			switch {
			case i == 2:
				return load(context.Background(), i) // want context-not-forwarded
			}
		}
	}
	return nil
}

func passedVariadic(ctx context.Context) error {
	return variadic(context.Background(), 1, 2) // want context-not-forwarded
}

func passedThroughValue(ctx context.Context, f func(context.Context) error) error {
	return f(context.Background()) // want context-not-forwarded
}

func derivedTimeout(ctx context.Context) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded "Derive it"
	defer cancel()
	return load(c, 1)
}

func derivedCancel(ctx context.Context) error {
	c, cancel := context.WithCancel(context.TODO()) // want context-not-forwarded:info
	defer cancel()
	return load(c, 1)
}

func derivedValue(ctx context.Context) error {
	return load(context.WithValue(context.Background(), job{}, 1), 1) // want context-not-forwarded
}

func storedInLiteral(ctx context.Context) *job {
	return &job{ctx: context.Background()} // want context-not-forwarded "is kept"
}

func storedInVariable(ctx context.Context) error {
	background := context.Background() // want context-not-forwarded
	return load(background, 1)
}

func storedInDeclared(ctx context.Context) error {
	var background context.Context = context.Background() // want context-not-forwarded
	return load(background, 1)
}

func overwritten(ctx context.Context) error {
	ctx = context.Background() // want context-not-forwarded
	return load(ctx, 1)
}

func otherName(parent context.Context) error {
	return load(context.Background(), 1) // want context-not-forwarded "parent"
}

func handler(w http.ResponseWriter, r *http.Request) {
	if err := load(context.Background(), 1); err != nil { // want context-not-forwarded "r.Context()"
		http.Error(w, "no", http.StatusTeapot)
	}
}

var handlerValue = func(w http.ResponseWriter, req *http.Request) {
	_ = load(context.Background(), 1) // want context-not-forwarded "req.Context()"
}

func middleware(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_ = load(context.TODO(), 1) // want context-not-forwarded "r.Context()"
		next.ServeHTTP(w, r)
	})
}

func declaredAbove(w http.ResponseWriter, r *http.Request) {
	ctx := r.Context()
	_ = load(context.Background(), 1) // want context-not-forwarded "Pass `ctx`"
	_ = load(ctx, 2)
}

func inPlace(ctx context.Context) error {
	return func() error {
		return load(context.Background(), 1) // want context-not-forwarded
	}()
}

func logs(ctx context.Context, logger *slog.Logger) {
	logger.InfoContext(context.Background(), "started") // want context-not-forwarded:info
}

func commented(ctx context.Context) error {
	// Intentionally not the request's.
	return load(context.Background(), 1) // want context-not-forwarded:info
}

func keptByObject(ctx context.Context, w *worker) {
	w.ctx, w.cancel = context.WithCancel(context.Background()) // want context-not-forwarded:info
}

func keptInField(ctx context.Context, w *worker) {
	w.ctx = context.Background() // want context-not-forwarded
}

func nilContext(ctx context.Context) error {
	return load(nil, 1) // want context-not-forwarded:error "nil context"
}

func nilForHandler(w http.ResponseWriter, r *http.Request) {
	_ = load(nil, 1) // want context-not-forwarded:error "r.Context()"
}

func withMade(ctx context.Context) error {
	c, cancel := context.WithTimeout(context.Background(), time.Second) // want context-not-forwarded
	defer cancel()
	_ = load(c, 1)
	return load(context.Background(), 2) // want context-not-forwarded "Pass `ctx`"
}

// ---- silent ----

func noContext() error {
	return load(context.Background(), 1)
}

func forwarded(ctx context.Context) error {
	return load(ctx, 1)
}

func nilDefault(ctx context.Context) error {
	if ctx == nil {
		ctx = context.Background()
	}
	return load(ctx, 1)
}

func nilDefaultOfJob(ctx context.Context, j *job) error {
	c := j.ctx
	if c == nil {
		c = context.Background()
	}
	return load(c, 1)
}

func nilDefaultElse(ctx context.Context, j *job) error {
	if j.ctx != nil {
		return load(j.ctx, 1)
	} else {
		return load(context.Background(), 1)
	}
}

func nilIsNoContext(ctx context.Context, f func(context.Context, []byte)) {
	f(ctx, nil)
}

func ignored(_ context.Context) error {
	return load(context.Background(), 1)
}

func unnamed(context.Context) error {
	return load(context.Background(), 1)
}

func fresh(ctx context.Context) context.Context {
	return context.Background()
}

func freshWithCancel(ctx context.Context) (context.Context, context.CancelFunc) {
	return context.WithCancel(context.Background())
}

func detached(ctx context.Context) error {
	return load(context.WithoutCancel(ctx), 1)
}

func ownRoot() error {
	ctx := context.Background()
	if err := load(ctx, 1); err != nil {
		return load(context.Background(), 2)
	}
	return nil
}

func compares(ctx context.Context) bool {
	return ctx == context.Background()
}

func lateDeclared(j *job) error {
	err := load(context.Background(), 1)
	ctx := j.ctx
	return fmt.Errorf("%w %w", err, load(ctx, 2))
}

func otherContext(b *bytes.Buffer) error {
	return load(context.Background(), b.Len())
}

func ownRequest(client *http.Client) error {
	req, err := http.NewRequest(http.MethodGet, "http://example.com", nil)
	if err != nil {
		return err
	}
	_ = load(context.Background(), 1)
	resp, err := client.Do(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

type background struct{}

func (background) Background() context.Context { return nil }

func ownBackground(ctx context.Context, b background) error {
	return load(b.Background(), 1)
}

func literalWithOwn(ctx context.Context) func(context.Context) error {
	return func(ctx context.Context) error {
		return load(ctx, 1)
	}
}

func literalIgnores(ctx context.Context) error {
	f := func(context.Context) error {
		return load(context.Background(), 1)
	}
	return f(ctx)
}

func withValuesOf(base, values context.Context) error { return base.Err() }

func copiesValues(ctx context.Context) error {
	return withValuesOf(context.Background(), ctx)
}

// The writer lives as long as the process, independent of the call.
// It is ended by close.
func commentFarAbove(ctx context.Context) error {
	// Independent of the caller:
	// it is ended by close.
	return load(context.Background(), 1) // want context-not-forwarded:info
}

func ownCancel(ctx context.Context) error {
	c, cancel := context.WithCancel(context.Background()) // want context-not-forwarded:info
	defer cancel()
	return load(c, 1)
}
