package app

import "os"

type journal struct{ file *os.File }

// A defer would close what the caller gets: where to close it is said otherwise.
func openJournal(name string) (*journal, error) {
	file, err := os.OpenFile(name, os.O_RDWR, 0) // want file-not-closed "Call `file.Close()` before it leaves there"
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, 2); err != nil {
		return nil, err
	}
	return &journal{file}, nil
}

func size(name string) (int64, error) {
	file, err := os.Open(name) // want file-not-closed "Add `defer file.Close()`"
	if err != nil {
		return 0, err
	}
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	file.Close()
	return info.Size(), nil
}

func openWhole(name string) (*journal, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	if _, err := file.Seek(0, 2); err != nil {
		file.Close()
		return nil, err
	}
	return &journal{file}, nil
}
