package app

import (
	"context"
	"net/http"
	"sync"
)

type key struct{}

type message struct{ id int }

func handle(ctx context.Context, v int) error { return ctx.Err() }

// ---- called for each request or message ----

func middleware(ctx context.Context, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx = context.WithValue(ctx, key{}, r.URL.Path) // want context-grown-in-loop "every call of this literal"
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func routes(ctx context.Context, mux *http.ServeMux) {
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		ctx = context.WithValue(ctx, key{}, r) // want context-grown-in-loop
		if handle(ctx, 1) != nil {
			w.WriteHeader(http.StatusBadRequest)
		}
	})
}

func consumer(ctx context.Context) func(message) error {
	return func(m message) error {
		ctx = context.WithValue(ctx, key{}, m.id) // want context-grown-in-loop
		return handle(ctx, m.id)
	}
}

// ---- declared in the literal ----

func ownContext(ctx context.Context) func(message) error {
	return func(m message) error {
		ctx := context.WithValue(ctx, key{}, m.id)
		return handle(ctx, m.id)
	}
}

func ofTheRequest(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		ctx := r.Context()
		ctx = context.WithValue(ctx, key{}, r.URL.Path)
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

func parameter() func(context.Context, message) error {
	return func(ctx context.Context, m message) error {
		ctx = context.WithValue(ctx, key{}, m.id)
		return handle(ctx, m.id)
	}
}

func beginsAnew(base context.Context) func(message) error {
	ctx := base
	return func(m message) error {
		ctx = base
		ctx = context.WithValue(ctx, key{}, m.id)
		return handle(ctx, m.id)
	}
}

// ---- called once ----

func inPlace(ctx context.Context) error {
	func() {
		ctx = context.WithValue(ctx, key{}, 1)
	}()
	return handle(ctx, 1)
}

func transaction(run func(func(n int) error) error, ctx context.Context) error {
	return run(func(n int) error {
		ctx = context.WithValue(ctx, key{}, n)
		return handle(ctx, n)
	})
}

func once(ctx context.Context) func() {
	var started sync.Once
	return func() {
		started.Do(func() {
			ctx = context.WithValue(ctx, key{}, 1)
			_ = handle(ctx, 1)
		})
	}
}
