// Package jobs runs work behind the requests.
package jobs

import (
	"fmt"
	"log"
	"runtime/debug"
)

// Price computes the price of a basket.
func Price(prices map[string]int, basket []string) (total int, err error) {
	for _, article := range basket {
		price, ok := prices[article]
		if !ok {
			return 0, fmt.Errorf("no price for %s", article)
		}
		total += price
	}
	return total, nil
}

// Run runs a job; whatever it panics with becomes an error.
func Run(job func() error) (err error) {
	defer rescue(&err)
	return job()
}

func rescue(err *error) {
	if r := recover(); r != nil {
		*err = fmt.Errorf("job panicked: %v", r)
	}
}

// Start runs a job in the background.
func Start(job func()) {
	go func() {
		defer func() {
			if r := recover(); r != nil {
				log.Printf("job: %v\n%s", r, debug.Stack())
			}
		}()
		job()
	}()
}
