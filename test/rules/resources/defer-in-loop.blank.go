package app

import "os"

func closeAll(paths []string) {
	for _, path := range paths {

		f, err := os.Open(path)
		if err == nil {
			defer f.Close() // want defer-in-loop
		}
	}
}
