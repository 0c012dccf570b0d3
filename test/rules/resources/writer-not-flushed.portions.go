package app

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"log"
	"os"
)

// ---- begun anew with each entry ----

func store(ctx context.Context, inbox chan []byte, clean chan struct{}, sweep func() error) {
	buf := new(bytes.Buffer)
	gw := gzip.NewWriter(buf)
	for {
		select {
		case entry := <-inbox:
			buf.Reset()
			gw.Reset(buf)
			if _, err := gw.Write(entry); err != nil {
				log.Println(err)
				continue
			}
			if err := gw.Close(); err != nil {
				log.Println(err)
				continue
			}
		case <-clean:
			if err := sweep(); err != nil {
				log.Println(err)
			}
		case <-ctx.Done():
			return
		}
	}
}

// ---- behind an interface, by its type ----

func copyTo(w io.Writer, r io.Reader, size int) error {
	if size > 0 {
		w = bufio.NewWriterSize(w, size)
	}
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	switch w := w.(type) {
	case *bufio.Writer:
		return w.Flush()
	}
	return nil
}

func copyToOther(f *os.File, r io.Reader) error {
	var w io.Writer = bufio.NewWriter(f) // want writer-not-flushed
	if _, err := io.Copy(w, r); err != nil {
		return err
	}
	switch w := w.(type) {
	case *gzip.Writer:
		return w.Flush()
	}
	return nil
}

// ---- inside of a writer that may be closed ----

type limited struct{ w io.Writer }

func (l *limited) Write(p []byte) (int, error) { return l.w.Write(p) }

func (l *limited) Close() error {
	if c, ok := l.w.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

func limit(w io.Writer) *limited { return &limited{w: w} }

func upload(out io.Writer, data []byte, compress bool) error {
	w := out
	if compress {
		w = gzip.NewWriter(w)
	}
	w = limit(w)
	if _, err := w.Write(data); err != nil {
		return err
	}
	if c, ok := w.(io.Closer); ok {
		return c.Close()
	}
	return nil
}

func uploadOpen(out io.Writer, data []byte, compress bool) error {
	w := out
	if compress {
		w = gzip.NewWriter(w) // want writer-not-flushed
	}
	w = limit(w)
	_, err := w.Write(data)
	return err
}
