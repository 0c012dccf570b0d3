package probe

import (
	"context"
	"net/http"
)

// The answer to a HEAD request has no body, and its connection is used again at once: to close it is only good manners.
func size(ctx context.Context, client *http.Client, url string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodHead, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req) // want http-body-not-closed:info
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

func exists(client *http.Client, url string) bool {
	resp, err := client.Head(url) // want http-body-not-closed:info
	return err == nil && resp.StatusCode == http.StatusOK
}

func ping(client *http.Client, url string) error {
	req, err := http.NewRequest("HEAD", url, nil)
	if err != nil {
		return err
	}
	_, err = client.Do(req) // want http-body-not-closed:info
	return err
}

func fetched(ctx context.Context, client *http.Client, url string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}

// Which of the two it is cannot be told.
func either(ctx context.Context, client *http.Client, url, method string) (int64, error) {
	req, err := http.NewRequestWithContext(ctx, method, url, nil)
	if err != nil {
		return 0, err
	}
	resp, err := client.Do(req) // want http-body-not-closed
	if err != nil {
		return 0, err
	}
	return resp.ContentLength, nil
}
