package checker

import (
	"bufio"
	"fmt"
	"os"
)

// A program of many commands registers the `main` of each.
var commands = map[string]func(){"check": main}

func main() {
	input, err := os.Open(os.Args[1])
	if err != nil {
		os.Exit(1)
	}
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		fmt.Println(lines.Text())
	}
}

func check(name string) {
	input, err := os.Open(name) // want file-not-closed
	if err != nil {
		return
	}
	lines := bufio.NewScanner(input)
	for lines.Scan() {
		fmt.Println(lines.Text())
	}
}
