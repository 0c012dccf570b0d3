package app

import (
	"context"
	"crypto/tls"
	"flag"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
)

const debugAddress = "127.0.0.1:6060"

var (
	browse = flag.String("http", "localhost:0", "HTTP service address (e.g., ':6060')")
	public = flag.String("listen", ":8080", "HTTP service address (e.g., 'localhost:6060')")
)

// ---- of this machine alone ----

func constant(h http.Handler) error {
	return http.ListenAndServe(debugAddress, h) // want http-server-no-timeout:info
}

func joined(h http.Handler, port string) error {
	return http.ListenAndServe(net.JoinHostPort("localhost", port), h) // want http-server-no-timeout:info
}

func listener(h http.Handler) error {
	ln, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	return http.Serve(ln, h) // want http-server-no-timeout:info
}

func byFlag(h http.Handler) error {
	ln, err := net.Listen("tcp", *browse)
	if err != nil {
		return err
	}
	return http.Serve(ln, h) // want http-server-no-timeout:info
}

func server(h http.Handler, port int) *http.Server {
	addr := fmt.Sprintf("[::1]:%d", port)
	return &http.Server{Addr: addr, Handler: h} // want http-server-no-timeout:info
}

func onSocket(h http.Handler, path string) error {
	ln, err := net.Listen("unix", path)
	if err != nil {
		return err
	}
	return http.Serve(ln, h) // want http-server-no-timeout:info
}

func onConfiguredSocket(ctx context.Context, h http.Handler, path string) error {
	var config net.ListenConfig
	ln, err := config.Listen(ctx, "unix", path)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: h} // want http-server-no-timeout:info
	return srv.Serve(ln)
}

type daemon struct{ srv *http.Server }

func (d *daemon) serve(h http.Handler, path string) error {
	ln, err := socket(path)
	if err != nil {
		return err
	}
	d.srv = &http.Server{Handler: h} // want http-server-no-timeout:info
	return d.srv.Serve(ln)
}

func socket(path string) (net.Listener, error) {
	ln, err := net.Listen("unix", path)
	if err != nil {
		return nil, err
	}
	return ln, nil
}

// ---- of everybody ----

func (d *daemon) both(h http.Handler, path string) error {
	ln, err := either(path)
	if err != nil {
		return err
	}
	d.srv = &http.Server{Handler: h} // want http-server-no-timeout:warning
	return d.srv.Serve(ln)
}

func either(path string) (net.Listener, error) {
	if path == "" {
		return net.Listen("tcp", ":8080")
	}
	return net.Listen("unix", path)
}

func twice(h http.Handler, path string, public net.Listener) error {
	ln, err := socket(path)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: h} // want http-server-no-timeout:warning
	go srv.Serve(public)
	return srv.Serve(ln)
}

func otherServer(h http.Handler, path string) error {
	ln, err := socket(path)
	if err != nil {
		return err
	}
	other := &http.Server{Handler: h} // want http-server-no-timeout:warning
	other.RegisterOnShutdown(func() {})
	local := &http.Server{Handler: h, ReadTimeout: 1e9}
	return local.Serve(ln)
}

func publicFlag(h http.Handler) error {
	return http.ListenAndServe(*public, h) // want http-server-no-timeout:warning
}

func given(h http.Handler, addr string) error {
	ln, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return http.Serve(ln, h) // want http-server-no-timeout:warning
}

func changed(h http.Handler, everywhere bool) error {
	addr := "localhost:8080"
	if everywhere {
		addr = ":8080"
	}
	return http.ListenAndServe(addr, h) // want http-server-no-timeout:warning
}

func wrapped(h http.Handler, config *tls.Config) error {
	ln, err := net.Listen("tcp", ":8443")
	if err != nil {
		return err
	}
	return http.Serve(tls.NewListener(ln, config), h) // want http-server-no-timeout:warning
}

// ---- bounded ----

func bounded(h http.Handler) *http.Server {
	return &http.Server{Addr: ":8080", Handler: h, ReadHeaderTimeout: 1e9}
}

func boundedLater(h http.Handler) *http.Server {
	srv := &http.Server{Addr: debugAddress, Handler: h}
	srv.ReadTimeout = 1e9
	return srv
}

type holder struct{ srv *http.Server }

func (h *holder) start(ln net.Listener) error {
	h.srv = &http.Server{}
	h.srv.ReadHeaderTimeout = 1e9
	return h.srv.Serve(ln)
}

func startGiven(srv *http.Server) error {
	return srv.ListenAndServe()
}

type Server struct{ Addr string }

func otherType() *Server {
	return &Server{Addr: debugAddress}
}

func inATest(h http.Handler) *httptest.Server {
	return httptest.NewServer(h)
}

func readTimeout(h http.Handler) error {
	srv := http.Server{Addr: ":8080", Handler: h, ReadTimeout: 1e9}
	return srv.ListenAndServe()
}

type local struct{}

func (local) Serve(ln net.Listener, h http.Handler) error { return nil }

func otherServe(ln net.Listener, h http.Handler) error {
	var http local
	return http.Serve(ln, h)
}

func boundedOnSocket(h http.Handler, path string) error {
	ln, err := socket(path)
	if err != nil {
		return err
	}
	srv := &http.Server{Handler: h, ReadHeaderTimeout: 1e9}
	return srv.Serve(ln)
}

func (d *daemon) boundedLater(h http.Handler, ln net.Listener) error {
	d.srv = &http.Server{Handler: h}
	d.srv.ReadHeaderTimeout = 1e9
	return d.srv.Serve(ln)
}

func givenToServe(srv *http.Server, path string) error {
	ln, err := either(path)
	if err != nil {
		return err
	}
	return srv.Serve(ln)
}

func addressOfLocal(h http.Handler, port int, ln net.Listener) error {
	srv := &http.Server{Addr: fmt.Sprintf("localhost:%d", port), Handler: h} // want http-server-no-timeout:info
	return srv.Serve(ln)
}
