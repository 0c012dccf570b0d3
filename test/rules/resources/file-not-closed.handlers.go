// A function that has the file, and is kept by what the standard library makes of it.
package app

import (
	"io"
	"iter"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"sync"
)

func server(path string) (*httptest.Server, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		_, _ = io.Copy(w, source)
	})), nil
}

func limited(path string) (http.Handler, error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, source) })
	return http.MaxBytesHandler(handler, 1024), nil
}

func routed(path string, mux *http.ServeMux) error {
	source, err := os.Open(path)
	if err != nil {
		return err
	}
	handler := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { _, _ = io.Copy(w, source) })
	mux.Handle("/file", http.StripPrefix("/file", handler))
	return nil
}

func once(path string) (func(), error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	return sync.OnceFunc(func() { _, _ = io.Copy(os.Stdout, source) }), nil
}

func pulled(path string) (func() (byte, bool), func(), error) {
	source, err := os.Open(path)
	if err != nil {
		return nil, nil, err
	}
	next, stop := iter.Pull(func(yield func(byte) bool) {
		var one [1]byte
		for {
			if _, err := source.Read(one[:]); err != nil || !yield(one[0]) {
				return
			}
		}
	})
	return next, stop, nil
}

func names(path, root string) error {
	out, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	return filepath.WalkDir(root, func(path string, _ os.DirEntry, err error) error {
		_, _ = out.WriteString(path)
		return err
	})
}
