//case: novet
package app

import (
	"net/http"
	"os"

	"example.org/hosting/git-module"
)

// The name of the package is not the end of its path, and nothing is known of it.
func openRepository(path string) error {
	repo, err := git.Open(path)
	if err != nil {
		return err
	}
	return repo.Check()
}

func serve(fs http.FileSystem, path string) error {
	if _, err := os.Stat(path); err != nil {
		return err
	}
	return openRepository(path)
}
