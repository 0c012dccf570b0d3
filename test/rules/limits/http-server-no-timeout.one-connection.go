//case: novet
package app

import (
	"net"
	"net/http"
	"net/http/httptest"
	"time"

	"golang.org/x/net/http2"
)

// One connection that is there, whose client the listener has looked at.
func serveConn(conn net.Conn, h http.Handler) {
	server := &http2.Server{}
	server.ServeConn(conn, &http2.ServeConnOpts{Handler: h, BaseConfig: &http.Server{ErrorLog: nil}})
}

func inTest(h http.Handler) *httptest.Server {
	return &httptest.Server{Config: &http.Server{Handler: h}}
}

func bounded(h http.Handler) *http.Server {
	return &http.Server{Handler: h, ReadHeaderTimeout: time.Minute}
}

func kept(h http.Handler) *http.Server {
	return &http.Server{Handler: h} // want http-server-no-timeout
}
