package app

import (
	"log"
	"net/http"
	"strconv"
)

type forwarder struct{ handler http.Handler }

// What a server would have guarded.
func (f *forwarder) forward(rec http.ResponseWriter, req *http.Request) {
	run := func() {
		defer func() {
			if r := recover(); r != nil {
				log.Println("panic serving forwarded request", r)
			}
		}()
		f.handler.ServeHTTP(rec, req)
	}
	run()
}

func (f *forwarder) count(text string) (n int) {
	parse := func() {
		defer func() {
			if r := recover(); r != nil { // want recover-outside-boundary
				log.Println(r)
			}
		}()
		n, _ = strconv.Atoi(text)
	}
	parse()
	return n
}
