package assets

import (
	"io/fs"
	"time"
)

type limited struct {
	fs.File
	left int
}

// The file goes on inside of another one.
func open(root fs.FS, name string) (fs.File, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	return limit(f)
}

func limit(f fs.File) (fs.File, error) {
	if _, err := f.Stat(); err != nil {
		f.Close()
		return nil, err
	}
	return &limited{File: f}, nil
}

func same(f fs.File) fs.File { return f }

func openSame(root fs.FS, name string) (fs.File, error) {
	f, err := root.Open(name)
	if err != nil {
		return nil, err
	}
	return same(f), nil
}

func closeFile(f fs.File) { _ = f.Close() }

func exists(root fs.FS, name string) bool {
	f, err := root.Open(name)
	if err != nil {
		return false
	}
	closeFile(f)
	return true
}

// What describes the file does not hold it.
func describe(f fs.File) fs.FileInfo {
	info, _ := f.Stat()
	return info
}

func stat(root fs.FS, name string) (fs.FileInfo, error) {
	f, err := root.Open(name) // want file-not-closed
	if err != nil {
		return nil, err
	}
	return describe(f), nil
}

func changed(f fs.File) time.Time { return describe(f).ModTime() }

func age(root fs.FS, name string) (time.Duration, error) {
	f, err := root.Open(name) // want file-not-closed
	if err != nil {
		return 0, err
	}
	return time.Since(changed(f)), nil
}
