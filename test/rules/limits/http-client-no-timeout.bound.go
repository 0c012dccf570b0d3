//go:build linux || darwin

package app

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"time"
)

type config struct{ transport http.RoundTripper }

// A transport that is made elsewhere may have limits of its own, whenever it comes.
func importer(c config) *http.Client {
	client := &http.Client{} // want http-client-no-timeout:info
	if c.transport != nil {
		client.Transport = c.transport
	}
	return client
}

func insecure() *http.Client {
	client := &http.Client{} // want http-client-no-timeout:warning
	client.Transport = &http.Transport{}
	return client
}

func plain() *http.Client {
	client := &http.Client{} // want http-client-no-timeout:warning
	return client
}

// This machine answers, or refuses.
func isReady(port string) bool {
	resp, err := http.Get(fmt.Sprintf("http://127.0.0.1:%s/health", port)) // want http-client-no-timeout:info
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

func isReadyAt(host string) bool {
	resp, err := http.Get(fmt.Sprintf("http://%s/health", host)) // want http-client-no-timeout:warning
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == http.StatusOK
}

// ---- with a limit ----

func limited() *http.Client { return &http.Client{Timeout: time.Minute} }

func limitedLater(limit time.Duration) *http.Client {
	client := &http.Client{}
	client.Timeout = limit
	return client
}

func limitedFor(limit time.Duration) *http.Client {
	client := &http.Client{}
	if limit > 0 {
		client.Timeout = limit
	}
	return client
}

func limitedHeaders() *http.Client {
	return &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: time.Minute}}
}

func ofSocket(path string) *http.Client {
	dial := func(context.Context, string, string) (net.Conn, error) { return net.Dial("unix", path) }
	return &http.Client{Transport: &http.Transport{DialContext: dial}}
}

func given(client *http.Client, url string) (*http.Response, error) { return client.Get(url) }

func isDefault(client *http.Client) bool { return client == http.DefaultClient }
