package app

import (
	"bufio"
	"io"
	"os"
)

type flusher interface{ Flush() error }

func pack(w io.Writer) error {
	if f, ok := w.(flusher); ok {
		defer func() { _ = f.Flush() }()
	}
	_, err := io.WriteString(w, "packed")
	return err
}

func plain(w io.Writer) error {
	_, err := io.WriteString(w, "plain")
	return err
}

func stage(f *os.File) error {
	w := bufio.NewWriter(f)
	return pack(w)
}

func loses(f *os.File) error {
	w := bufio.NewWriter(f) // want writer-not-flushed
	if err := plain(w); err != nil {
		return err
	}
	return nil
}

// ---- behind an interface, its holder may do anything ----

type logger interface{ Log(text string) }

type flushing struct{ *bufio.Writer }

func (f flushing) Log(text string) {
	_, _ = f.WriteString(text)
	_ = f.Flush()
}

func report(l logger) { l.Log("done") }

func reportTo(f *os.File) {
	w := bufio.NewWriter(f)
	report(flushing{Writer: w})
}

// ---- a buffer of a buffer is that one ----

func writeTo(w io.Writer) error {
	b := bufio.NewWriter(w)
	if _, err := b.WriteString("x"); err != nil {
		return err
	}
	return b.Flush()
}

func twice(f *os.File) error {
	w := bufio.NewWriter(f)
	if err := writeTo(w); err != nil {
		return err
	}
	return nil
}
