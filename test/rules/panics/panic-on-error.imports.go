package app

import (
	"errors"
	"fmt"
	"os"
)

func load(path string) ([]byte, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		panic(fmt.Sprintf("reading %s: %v", path, err)) // want panic-on-error
	}
	if len(data) == 0 {
		return nil, errors.New("empty")
	}
	return data, nil
}
