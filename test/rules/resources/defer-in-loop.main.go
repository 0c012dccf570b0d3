package main

import "os"

func main() {
	for _, name := range os.Args {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop:info
	}
	run(os.Args)
}

func run(names []string) {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			continue
		}
		defer f.Close() // want defer-in-loop:warning
	}
}
