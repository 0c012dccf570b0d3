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
