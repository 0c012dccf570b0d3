package copying

import (
	"bufio"
	"fmt"
	"io"
	"os"
)

func lines(path string) (n int, err error) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return 0, err
	}
	for s := bufio.NewScanner(f); s.Scan(); n++ {
		if s.Text() == "" {
			return n, io.EOF
		}
	}

	f.Close()

	return n, nil
}

func show(path string) {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return
	}
	info, err := f.Stat()
	if err != nil {
		return
	}
	fmt.Println(info.Size())

	f.Close()
}

// What follows needs the file to be closed.
func replace(path string) error {
	f, err := os.Open(path) // want file-not-closed
	if err != nil {
		return err
	}
	if _, err := f.Stat(); err != nil {
		return err
	}
	f.Close()
	return os.Remove(path)
}

// What is deferred first runs last: the file is closed before it is removed.
func temporary() (string, error) {
	f, err := os.CreateTemp("", "x") // want file-not-closed
	if err != nil {
		return "", err
	}
	defer os.Remove(f.Name())
	return f.Name(), nil
}
