package app

import (
	"fmt"
	"os"
)

func names(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want file-not-closed
		if err != nil {
			return err
		}
		fmt.Println(f.Name()) // the name alone
	}
	return nil
}

func counted(path string) {
	for i := 0; i < 3; i++ {
		f, err := os.Open(path) // want file-not-closed
		if err != nil {
			continue
		}
		if f.Name() == "" {
			fmt.Println(i)
		}
	}
}

// Some turns end earlier.
func leaves(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path) // want file-not-closed
		if err != nil {
			return err
		}
		if f.Name() == "" {
			continue
		}
		fmt.Println(f.Name())
	}
	return nil
}

// The last one is used behind the loop.
func outside(paths []string) string {
	var f *os.File
	for _, path := range paths {
		f, _ = os.Open(path) // want file-not-closed
		fmt.Println(f.Name())
	}
	return f.Name()
}

func each(paths []string) error {
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		fmt.Println(f.Name())
		f.Close()
	}
	return nil
}

func inFunction(paths []string) error {
	for _, path := range paths {
		if err := show(path); err != nil {
			return err
		}
	}
	return nil
}

func show(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer f.Close()
	fmt.Println(f.Name())
	return nil
}

func all(paths []string) ([]*os.File, error) {
	var files []*os.File
	for _, path := range paths {
		f, err := os.Open(path)
		if err != nil {
			return files, err
		}
		files = append(files, f)
	}
	return files, nil
}

func first(paths []string) (*os.File, error) {
	for _, path := range paths {
		f, err := os.Open(path)
		if err == nil {
			return f, nil
		}
	}
	return nil, os.ErrNotExist
}
