package app

import (
	"errors"
	"net/http"
)

// The connection belongs to who asked for the switch.
func upgrade(rt http.RoundTripper, req *http.Request) (string, error) {
	resp, err := rt.RoundTrip(req) // want http-body-not-closed:info
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusSwitchingProtocols {
		_ = resp.Body.Close()
		return "", errors.New(resp.Status)
	}
	return resp.Header.Get("Upgrade"), nil
}

func accepted(rt http.RoundTripper, req *http.Request) (string, error) {
	resp, err := rt.RoundTrip(req) // want http-body-not-closed:error
	if err != nil {
		return "", err
	}
	if resp.StatusCode != http.StatusAccepted {
		_ = resp.Body.Close()
		return "", errors.New(resp.Status)
	}
	return resp.Header.Get("Location"), nil
}
