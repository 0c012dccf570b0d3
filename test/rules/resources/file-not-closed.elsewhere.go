package app

import (
	"io"
	"os"
	"syscall"
)

// ---- closed by way of another result ----

func openBoth(name string) (reader io.ReadSeeker, closer io.Closer, err error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, nil, err
	}
	return f, f, nil
}

func size(name string) (int64, error) {
	reader, closer, err := openBoth(name)
	if err != nil {
		return 0, err
	}
	if closer != nil {
		defer closer.Close()
	}
	return reader.Seek(0, io.SeekEnd)
}

func open(name string) (io.ReadSeekCloser, error) {
	return os.Open(name)
}

func forgets(name string) (int64, error) {
	reader, err := open(name) // want file-not-closed
	if err != nil {
		return 0, err
	}
	return reader.Seek(0, io.SeekEnd)
}

// ---- closed by its descriptor ----

func descriptor(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer syscall.Close(int(f.Fd()))
	_, err = f.Stat()
	return err
}

func asksForDescriptor(name string) (uintptr, error) {
	f, err := os.Open(name) // want file-not-closed
	if err != nil {
		return 0, err
	}
	fd := f.Fd()
	return fd, nil
}

// ---- decided against ----

func keptOpen(name string) (string, error) {
	f, err := os.Open(name) // want file-not-closed:info
	if err != nil {
		return "", err
	}
	// The mapping reads from it.
	// defer f.Close()
	return f.Name(), nil
}
