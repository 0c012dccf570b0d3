package app

import (
	"context"
	"database/sql"
	"net/http"
	"sync"
)

func audit(ctx context.Context, what string) {}

func literal(ctx context.Context) {
	go func() {
		audit(context.Background(), "a") // want context-not-forwarded "WithoutCancel"
	}()
}

func named(ctx context.Context) {
	go audit(context.Background(), "a") // want context-not-forwarded "WithoutCancel"
}

func inHandler(w http.ResponseWriter, r *http.Request) {
	go func() {
		audit(context.Background(), "a") // want context-not-forwarded "WithoutCancel(r.Context())"
	}()
}

func derived(ctx context.Context) {
	go func() {
		c, cancel := context.WithCancel(context.Background()) // want context-not-forwarded "WithoutCancel"
		defer cancel()
		audit(c, "a")
	}()
}

func nested(ctx context.Context) {
	go func() {
		func() {
			audit(context.TODO(), "a") // want context-not-forwarded "WithoutCancel"
		}()
	}()
}

func variant(ctx context.Context, db *sql.DB) {
	go func() {
		_ = db.Ping() // want context-not-forwarded:info "WithoutCancel"
	}()
}

func inGroup(ctx context.Context, wg *sync.WaitGroup) {
	wg.Go(func() {
		audit(context.Background(), "a") // want context-not-forwarded "WithoutCancel"
	})
}

// ---- silent ----

func detached(ctx context.Context) {
	go audit(context.WithoutCancel(ctx), "a")
}

func noContext() {
	go audit(context.Background(), "a")
}

func ownParameter(ctx context.Context) {
	go func(ctx context.Context) {
		audit(ctx, "a")
	}(ctx)
}

func afterDone(ctx context.Context) {
	go func() {
		<-ctx.Done()
		audit(context.Background(), "a")
	}()
}
