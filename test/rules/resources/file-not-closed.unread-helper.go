//case: novet
package app

import (
	"io"
	"os"

	"example.org/tools/closing"
)

// A function that cannot be read and is deferred with the file is there to close it.
func write(path string, r io.Reader) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer closing.Quietly(f, "writing %s", path)
	if _, err = io.Copy(f, r); err != nil {
		return err
	}
	return f.Close()
}

func looksAt(path string, r io.Reader) error {
	f, err := os.Create(path) // want file-not-closed
	if err != nil {
		return err
	}
	closing.Note(f)
	if _, err = io.Copy(f, r); err != nil {
		return err
	}
	return f.Close()
}
