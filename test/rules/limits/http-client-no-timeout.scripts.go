//go:build ignore

package main

import (
	"log"
	"net/http"
)

// Who runs a script by hand sees that it hangs, and ends it.
func main() {
	resp, err := http.Get("https://example.org/release") // want http-client-no-timeout:info
	if err != nil {
		log.Fatal(err)
	}
	defer resp.Body.Close()
	req, err := http.NewRequest(http.MethodGet, "https://example.org/notes", nil)
	if err != nil {
		log.Fatal(err)
	}
	notes, err := http.DefaultClient.Do(req) // want http-client-no-timeout:info
	if err != nil {
		log.Fatal(err)
	}
	defer notes.Body.Close()
}
