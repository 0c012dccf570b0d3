package logs

import (
	"context"
	"io"
	"os"
)

func openFifo(ctx context.Context, path string) (io.ReadCloser, error) { return nil, ctx.Err() }

func getConfig(ctx context.Context, path string) ([]byte, error) { return nil, ctx.Err() }

// The context is that of the pipe, which is read when the caller is long done.
func follow(ctx context.Context, path string) error {
	f, err := openFifo(context.Background(), path) // want context-not-forwarded:info
	if err != nil {
		return err
	}
	go func() {
		defer f.Close()
		io.Copy(os.Stderr, f)
	}()
	return nil
}

func read(ctx context.Context, path string) error {
	f, err := openFifo(context.Background(), path) // want context-not-forwarded:warning
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(os.Stderr, f)
	return err
}

func configured(ctx context.Context, path string) ([]byte, error) {
	config, err := getConfig(context.Background(), path) // want context-not-forwarded:warning
	go os.Remove(path)
	return config, err
}
