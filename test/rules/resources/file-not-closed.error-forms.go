package app

import (
	"errors"
	"io/fs"
	"os"
	"syscall"
)

type collector struct{ err error }

func (c *collector) add(err error) error {
	if c.err == nil {
		c.err = err
	}
	return c.err
}

func errnoOf(err error) syscall.Errno {
	var errno syscall.Errno
	if err != nil && !errors.As(err, &errno) {
		return syscall.EIO
	}
	return errno
}

func open(path string) (*os.File, syscall.Errno) {
	f, err := os.Open(path)
	return f, errnoOf(err)
}

// ---- an error that is a number ----

func byNumber(path string) (int64, syscall.Errno) {
	f, errno := open(path)
	if errno != 0 {
		return 0, errno
	}
	defer f.Close()
	return size(f), 0
}

func translated(fsys fs.FS, path string) (fs.File, syscall.Errno) {
	f, err := fsys.Open(path)
	if errno := errnoOf(err); errno != 0 {
		return nil, errno
	}
	return f, 0
}

func byNumberForgets(path string) (int64, syscall.Errno) {
	f, errno := open(path) // want file-not-closed
	if errno != 0 {
		return 0, errno
	}
	if size(f) == 0 {
		return 0, syscall.EINVAL
	}
	return size(f), errnoOf(f.Close())
}

// ---- what is given the error tells of it ----

func collected(c *collector, path string) {
	f, err := os.Open(path)
	if c.add(err) == nil {
		size(f)
		_ = c.add(f.Close())
	}
}

func collectedForgets(c *collector, path string) {
	f, err := os.Open(path) // want file-not-closed
	if c.add(err) == nil && size(f) > 0 {
		_ = c.add(f.Close())
	}
}

// ---- a result that nothing has set ----

func either(path string, standard bool) (f *os.File, err error) {
	if standard {
		f, err = os.Open(os.DevNull)
	} else {
		own, err := os.Open(path)
		if err != nil {
			return nil, err
		}
		f = own
	}
	if err != nil {
		return nil, err
	}
	return f, nil
}

func setBefore(path string) (f *os.File, err error) {
	err = os.Chdir(path)
	own, openErr := os.Open(path) // want file-not-closed
	if openErr != nil {
		return nil, openErr
	}
	if err != nil {
		return nil, err
	}
	return own, nil
}

func size(f *os.File) int64 {
	info, err := f.Stat()
	if err != nil {
		return 0
	}
	return info.Size()
}
