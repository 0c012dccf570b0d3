package packed

import (
	"compress/flate"
	"compress/gzip"
	"compress/zlib"
	"io"
	"mime/multipart"
	"os"
)

// Their Close frees nothing: what they read from stays open.
func unpacked(r io.Reader) ([]byte, error) {
	z, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func inflated(r io.Reader) ([]byte, error) {
	z, err := zlib.NewReader(flate.NewReader(r))
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func parts(r *multipart.Reader) (n int, err error) {
	for {
		part, err := r.NextPart()
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return 0, err
		}
		if part.FormName() != "" {
			n++
		}
	}
}

func unpackedFile(path string) ([]byte, error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return nil, err
	}
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}
