package app

import (
	"context"
	"io"
	"net/http"
	"os"
	"sync"
	"time"
)

var guard sync.Mutex

func plain(path string) error {
	f, err := os.Open(path) // fix safe file-not-closed
	if err != nil {
		return err
	}
	if path == "" {
		return nil
	}
	return f.Close()
}

// The lock would be given back before the file is closed, not behind it.
func movedOverAnother(path string) error {
	f, err := os.Open(path) // fix look file-not-closed
	if err != nil {
		return err
	}
	guard.Lock()
	defer guard.Unlock()
	if path == "" {
		return nil
	}
	defer f.Close()
	return nil
}

func readHere(path string) error {
	f, err := os.Open(path) // fix safe file-not-closed
	if err != nil {
		return err
	}
	return readAll(f)
}

func readAll(r io.Reader) error {
	_, err := io.ReadAll(r)
	return err
}

// The goroutine reads the channel when the function is long gone.
func tickForOthers(d time.Duration) {
	t := time.NewTicker(d) // fix look ticker-not-stopped
	if d == time.Hour {
		return
	}
	every(t.C)
}

func every(c <-chan time.Time) {
	go func() {
		for range c {
			time.Sleep(1)
		}
	}()
}

func tickHere(d time.Duration) {
	t := time.NewTicker(d) // fix safe ticker-not-stopped
	if d == time.Hour {
		return
	}
	<-t.C
	t.Stop()
}

func started(c context.Context) {
	ctx, _ := context.WithTimeout(c, time.Second) // fix look context-cancel-lost
	start(ctx)
}

func startedThroughAnother(c context.Context) {
	ctx, _ := context.WithTimeout(c, time.Second) // fix look context-cancel-lost
	startLater(ctx)
}

func startLater(ctx context.Context) { start(ctx) }

func start(ctx context.Context) { go wait(ctx) }

func wait(ctx context.Context) { <-ctx.Done() }

func waited(c context.Context) {
	ctx, _ := context.WithTimeout(c, time.Second) // fix safe context-cancel-lost
	wait(ctx)
}

func checked(url string) error {
	resp, err := http.Get(url)
	defer resp.Body.Close() // fix safe defer-before-error-check
	if err != nil {
		return err
	}
	return nil
}

func pair() (*os.File, *os.File, error) {
	a, err := os.Open("a")
	if err != nil {
		return nil, nil, err
	}
	b, err := os.Open("b")
	if err != nil {
		a.Close()
		return nil, nil, err
	}
	return a, b, nil
}

// The last one is moved first, so that their order stays.
func closedInOrder() error {
	a, b, err := pair()
	defer a.Close() // fix look defer-before-error-check
	defer b.Close() // fix safe defer-before-error-check
	if err != nil {
		return err
	}
	return nil
}

// Where the error of Close is to go is for the author to say.
func compressed(r io.Reader) (string, error) {
	f, err := os.CreateTemp("", "x") // fix look file-not-closed
	if err != nil {
		return "", err
	}
	if _, err := io.Copy(f, r); err != nil {
		return "", err
	}
	return f.Name(), nil
}

func named() (string, error) {
	f, err := os.CreateTemp("", "x") // fix safe file-not-closed
	if err != nil {
		return "", err
	}
	return f.Name(), nil
}

// The deferred literal tells of what comes of the Close: it cannot go, and stands too late.
func tellsOfClose(url string) (err error) {
	resp, err := http.Get(url) // fix none http-body-not-closed
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return os.ErrNotExist
	}
	defer func() {
		if closeErr := resp.Body.Close(); closeErr != nil {
			err = closeErr
		}
	}()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

func closesInLiteral(url string) (err error) {
	resp, err := http.Get(url) // fix safe http-body-not-closed
	if err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return os.ErrNotExist
	}
	defer func() { _ = resp.Body.Close() }()
	_, err = io.Copy(io.Discard, resp.Body)
	return err
}

// What the standard library gives is there where there is no error.
func neverNil(c *http.Client, req *http.Request) error {
	resp, err := c.Do(req) // fix safe http-body-not-closed
	if err != nil {
		return err
	}
	if resp != nil {
		_, err = io.ReadAll(resp.Body)
	}
	return err
}

func cached(url string) (*http.Response, error) {
	if url == "" {
		return nil, nil
	}
	return http.Get(url)
}

// What may be nil without an error would panic in the deferred call.
func maybeNil(url string) error {
	resp, err := cached(url) // fix none http-body-not-closed
	if err != nil {
		return err
	}
	if resp != nil {
		_, err = io.ReadAll(resp.Body)
	}
	return err
}
