package fetch

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
)

var errStatus = errors.New("status")

type client struct {
	http *http.Client
	last *http.Response
	err  error
}

// ---- reported ----

func status(url string) (int, error) {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	return resp.StatusCode, nil
}

func (c *client) decode(req *http.Request, into any) error {
	resp, err := c.http.Do(req) // want http-body-not-closed
	if err != nil {
		return err
	}
	if resp.StatusCode >= 400 {
		return fmt.Errorf("%w %d", errStatus, resp.StatusCode)
	}
	defer resp.Body.Close()
	return json.NewDecoder(resp.Body).Decode(into)
}

// A body of another name.
func lines(url string) (all []string, err error) {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	body := bufio.NewScanner(resp.Body)
	for body.Scan() {
		all = append(all, body.Text())
	}
	return all, body.Err()
}

// Redirected by hand: the first answer is lost.
func (c *client) follow(req *http.Request) (string, error) {
	resp, err := c.http.Do(req) // want http-body-not-closed
	if err != nil {
		return "", err
	}
	if next := resp.Header.Get("Location"); next != "" {
		resp, err = c.http.Get(next)
		if err != nil {
			return "", err
		}
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}

// Tried again: the answer of the failed turn is lost.
func (c *client) retry(req *http.Request, times int) (*http.Response, error) {
	for range times {
		resp, err := c.http.Do(req) // want http-body-not-closed
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 {
			return resp, nil
		}
	}
	return nil, errStatus
}

func (c *client) get(path string) (*http.Response, error) {
	req, err := http.NewRequest(http.MethodGet, path, nil)
	if err != nil {
		return nil, err
	}
	return c.http.Do(req)
}

func (c *client) size(path string) (int64, error) {
	resp, err := c.get(path) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

func (c *client) post(path string) error {
	_, err := c.http.Post(path, "text/plain", nil) // want http-body-not-closed
	return err
}

// The helper reads to the end, and does not close.
func drain(r io.Reader) error {
	_, err := io.Copy(io.Discard, r)
	return err
}

func drained(url string) error {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return err
	}
	return drain(resp.Body)
}

// The body's reader is passed through a constructor that only wraps it.
func plain(r io.Reader) io.Reader { return bufio.NewReader(io.LimitReader(r, 1<<20)) }

func wrapped(url string) ([]byte, error) {
	resp, err := http.Get(url) // want http-body-not-closed
	if err != nil {
		return nil, err
	}
	return io.ReadAll(plain(resp.Body))
}

// ---- silent ----

func closed(url string) (int, error) {
	resp, err := http.Get(url)
	if err != nil {
		return 0, err
	}
	defer resp.Body.Close()
	return resp.StatusCode, nil
}

func closedByName(url string) ([]byte, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	body := resp.Body
	defer body.Close()
	return io.ReadAll(body)
}

func (c *client) followed(req *http.Request) (string, error) {
	resp, err := c.http.Do(req)
	if err != nil {
		return "", err
	}
	if next := resp.Header.Get("Location"); next != "" {
		resp.Body.Close()
		resp, err = c.http.Get(next)
		if err != nil {
			return "", err
		}
	}
	defer resp.Body.Close()
	text, err := io.ReadAll(resp.Body)
	return string(text), err
}

func (c *client) retried(req *http.Request, times int) (*http.Response, error) {
	for range times {
		resp, err := c.http.Do(req)
		if err != nil {
			return nil, err
		}
		if resp.StatusCode < 500 {
			return resp, nil
		}
		_, _ = io.Copy(io.Discard, resp.Body)
		_ = resp.Body.Close()
	}
	return nil, errStatus
}

func finish(resp *http.Response) {
	_, _ = io.Copy(io.Discard, resp.Body)
	resp.Body.Close()
}

func (c *client) finished(path string) (int64, error) {
	resp, err := c.get(path)
	if err != nil {
		return 0, err
	}
	defer finish(resp)
	return resp.ContentLength, nil
}

// An error with an answer beside it: CheckRedirect failed, and the body is closed already.
func closedIfThere(url string) error {
	resp, err := http.Get(url)
	if resp != nil {
		defer resp.Body.Close()
	}
	if err != nil {
		return err
	}
	return drain(resp.Body)
}

func (c *client) keep(path string) (err error) {
	c.last, err = c.get(path)
	return err
}

func (c *client) errorInField(path string) {
	var resp *http.Response
	if resp, c.err = c.get(path); c.err != nil {
		return
	}
	defer resp.Body.Close()
	c.err = drain(resp.Body)
}

// The answer's body is replaced by what was read.
func buffered(url string) (*http.Response, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	text, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return nil, err
	}
	resp.Body = io.NopCloser(bytes.NewReader(text))
	return resp, nil
}

type stream struct {
	io.Reader
	body io.Closer
}

func (s stream) Close() error { return s.body.Close() }

func streamed(url string) (io.ReadCloser, error) {
	resp, err := http.Get(url)
	if err != nil {
		return nil, err
	}
	return stream{bufio.NewReader(resp.Body), resp.Body}, nil
}

// Looks like a client, and is none.
type fake struct{}

func (fake) Do(*http.Request) (*bytes.Buffer, error) { return &bytes.Buffer{}, nil }

func looksLike(req *http.Request) (string, error) {
	var client fake
	resp, err := client.Do(req)
	if err != nil {
		return "", err
	}
	return resp.String(), nil
}
