package app

import (
	"bytes"
	"compress/zlib"
	"errors"
	"io"
	"log"
)

const (
	plain   = 1
	deflate = 8
)

var errBad = errors.New("bad")

// ---- a variable that equals one constant does not equal another ----

func encode(w io.Writer, method int, data []byte) error {
	var buf bytes.Buffer
	var dst io.Writer
	switch method {
	case deflate:
		dst = zlib.NewWriter(&buf)
	case plain:
		dst = w
	default:
		return errBad
	}
	if _, err := dst.Write(data); err != nil {
		return err
	}
	if method != plain {
		return dst.(io.Closer).Close()
	}
	return nil
}

func encodeOther(w io.Writer, method, level int, data []byte) error {
	dst := w
	if method == deflate {
		dst = zlib.NewWriter(w) // want writer-not-flushed
	}
	if _, err := dst.Write(data); err != nil {
		return err
	}
	if level != plain {
		return dst.(io.Closer).Close()
	}
	return nil
}

// ---- which error it is does not change that there is one ----

func copies(w io.Writer, r io.Reader) {
	z := zlib.NewWriter(w)
	_, err := io.Copy(z, r)
	if err != nil {
		if err == errBad {
			log.Print("bad input")
		}
		log.Print(err)
		return
	}
	if err := z.Close(); err != nil {
		log.Print(err)
	}
}

// But the end of input is none.
func reads(w io.Writer, r io.Reader, buf []byte) error {
	z := zlib.NewWriter(w) // want writer-not-flushed
	for {
		n, err := r.Read(buf)
		if err != nil {
			if err == io.EOF {
				return nil
			}
			return err
		}
		if _, err := z.Write(buf[:n]); err != nil {
			return err
		}
	}
}
