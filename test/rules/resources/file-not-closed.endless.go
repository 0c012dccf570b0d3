package app

import (
	"fmt"
	"os"
	"time"
)

// ---- the channel of a ticker is never closed ----

func sample(name string) {
	f, err := os.Create(name)
	if err != nil {
		panic(err)
	}
	for t := range time.NewTicker(time.Second).C {
		fmt.Fprintln(f, t)
	}
}

func sampleUntil(name string, ticker *time.Ticker, full func() bool) {
	f, err := os.Create(name) // want file-not-closed
	if err != nil {
		panic(err)
	}
	for t := range ticker.C {
		if full() {
			return
		}
		fmt.Fprintln(f, t)
	}
}

func sampleAll(name string, times chan time.Time) {
	f, err := os.Create(name) // want file-not-closed
	if err != nil {
		panic(err)
	}
	for t := range times {
		fmt.Fprintln(f, t)
	}
}
