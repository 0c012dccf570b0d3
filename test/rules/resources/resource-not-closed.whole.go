// A decoder that is given whole texts has no stream, and starts nothing.
package app

import (
	"io"

	"github.com/klauspost/compress/zstd"
)

func text(compressed []byte) ([]byte, error) {
	dec, err := zstd.NewReader(nil)
	if err != nil {
		return nil, err
	}
	return dec.DecodeAll(compressed, nil)
}

func stream(r io.Reader, w io.Writer) error {
	dec, err := zstd.NewReader(r) // want resource-not-closed
	if err != nil {
		return err
	}
	_, err = io.Copy(w, dec)
	return err
}
