// Package status answers whether the shop is open.
package status

import (
	"context"
	"errors"
	"net/http"
	"time"
)

// Serve answers until the context ends.
func Serve(ctx context.Context, handler http.Handler) error {
	server := &http.Server{Addr: ":8082", Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	stop := context.AfterFunc(ctx, func() {
		_ = server.Shutdown(context.WithoutCancel(ctx))
	})
	defer stop()
	if err := server.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return ctx.Err()
}
