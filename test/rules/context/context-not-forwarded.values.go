package app

import (
	"context"
	"log/slog"
	"net/http"
)

type key struct{}

type settings struct{ verbose bool }

var defaults settings

var logger = slog.Default()

// settingsOf has no use for the context but to ask it for a value.
func settingsOf(ctx context.Context) *settings {
	if ctx == nil {
		return &defaults
	}
	found, ok := ctx.Value(key{}).(*settings)
	if !ok {
		return &defaults
	}
	return found
}

func verboseIn(ctx context.Context) bool { return settingsOf(ctx).verbose }

func fetch(ctx context.Context, url string) error {
	if !verboseIn(ctx) {
		return nil
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	resp, err := http.DefaultTransport.RoundTrip(req)
	if err != nil {
		return err
	}
	return resp.Body.Close()
}

// A project's own logger asks for its settings without a context: nothing in it would end with one.
func debugf(text string) {
	if verboseIn(context.TODO()) {
		logger.Log(context.Background(), slog.LevelDebug, text)
	}
}

func parse(text string) int {
	debugf(text)
	return len(text)
}

func logs(ctx context.Context, text string) error {
	debugf(text)
	if parse(text) == 0 {
		return nil
	}
	return fetch(ctx, text)
}

func ping(url string) error {
	debugf(url)
	return fetch(context.Background(), url)
}

func sends(ctx context.Context, url string) error {
	if verboseIn(ctx) {
		return nil
	}
	return ping(url) // want context-not-forwarded "ping → context.Background()"
}
