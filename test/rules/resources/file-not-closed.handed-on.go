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

// ---- given to what closes it if it fails, and keeps it if not ----

type table struct {
	file *os.File
	size int64
}

func openTable(file *os.File) (*table, error) {
	info, err := file.Stat()
	if err != nil {
		_ = file.Close()
		return nil, err
	}
	return &table{file: file, size: info.Size()}, nil
}

// To close it by a defer would be to close it under the table.
func writeTable(path string, data []byte) (*table, error) {
	file, err := os.Create(path) // want file-not-closed "Call `file.Close()` before it leaves there"
	if err != nil {
		return nil, err
	}
	if _, err := file.Write(data); err != nil {
		return nil, err
	}
	return openTable(file)
}

func writeAndOpen(path string, data []byte) (*table, error) {
	file, err := os.Create(path)
	if err != nil {
		return nil, err
	}
	if _, err := file.Write(data); err != nil {
		_ = file.Close()
		return nil, err
	}
	return openTable(file)
}
