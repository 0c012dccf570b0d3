//go:build ignore

package main

import (
	"log"
	"net/http"
)

// Who runs a script by hand ends it by hand.
func main() {
	http.Handle("/", http.FileServer(http.Dir(".")))
	log.Fatal(http.ListenAndServe(":3000", nil)) // want http-server-no-timeout:info
}
