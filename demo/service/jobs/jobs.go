// Package jobs runs work behind the requests.
package jobs

import (
	"fmt"
	"log"
)

// Price computes the price of a basket.
func Price(prices map[string]int, basket []string) (total int) {
	defer func() {
		if r := recover(); r != nil {
			log.Println("price:", r)
		}
	}()
	for _, article := range basket {
		price, ok := prices[article]
		if !ok {
			panic("no price for " + article)
		}
		total += price
	}
	return total
}

// Run runs a job; whatever it panics with becomes an error.
func Run(job func() error) (err error) {
	defer func() {
		rescue(&err)
	}()
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
			_ = recover()
		}()
		job()
	}()
}
