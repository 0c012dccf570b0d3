//case: novet
package app

import (
	"context"
	"errors"
	"io"
	"net/http"

	"example.org/cluster"
	"example.org/router"
)

// `Get` and `Do` of something that cannot be read give whatever they give.
func secret(r *http.Request, c cluster.Interface) ([]byte, error) {
	found, err := c.Secrets("a").Get(r.Context(), "name", cluster.Options{})
	if err != nil {
		return nil, err
	}
	return found.Data, nil
}

func bulk(ctx context.Context, c *cluster.Client) error {
	res, err := c.Bulk().Do(ctx)
	if err != nil {
		return err
	}
	if res.Errors {
		return errors.New(http.StatusText(http.StatusBadGateway))
	}
	return nil
}

// What is asked for its status is a response.
func status(service *router.Service, path string) ([]byte, error) {
	resp, err := service.Client.Get(path) // want http-body-not-closed:warning
	if err != nil {
		return nil, err
	}
	if resp.StatusCode != http.StatusOK {
		return nil, errors.New(resp.Status)
	}
	defer resp.Body.Close()
	return io.ReadAll(resp.Body)
}
