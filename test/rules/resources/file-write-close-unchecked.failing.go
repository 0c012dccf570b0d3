package app

import (
	"bufio"
	"io"
	"os"
)

// ---- what fails anyway has nothing to report ----

func opened(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return nil, err
	}
	if _, err := f.Stat(); err != nil {
		f.Close()
		return nil, err
	}
	if _, err := f.WriteString("x"); err != nil {
		f.Close()
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	return nil, nil
}

func both(path string, r io.Reader) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	if _, err := io.Copy(f, r); err != nil {
		f.Close()
		return err
	}
	f.Close() // want file-write-close-unchecked:info
	return nil
}

// ---- nothing is written ----

func touch(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	f.Close()
	return os.Remove(path)
}

func probe(path string) bool {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return false
	}
	defer f.Close()
	_, err = f.Stat()
	return err == nil
}

func truncated(path string) error {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return err
	}
	defer f.Close() // want file-write-close-unchecked:info
	return f.Truncate(0)
}

func wrapped(path string) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close() // want file-write-close-unchecked:info
	w := bufio.NewWriter(f)
	if _, err := w.WriteString(path); err != nil {
		return err
	}
	return w.Flush()
}
