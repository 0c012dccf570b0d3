// Package report sums up the day.
package report

import (
	"context"
	"encoding/json"
	"os"
	"time"
)

// Day collects what is reported of one day.
type Day struct {
	ctx   context.Context
	Sales int `json:"sales"`
}

// Retry tries a step a few times, each with a second of time.
func Retry(ctx context.Context, step func(context.Context) error) error {
	var err error
	for range 3 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, time.Second)
		err = step(ctx)
		cancel()
		if err == nil {
			return nil
		}
	}
	return err
}

// Load reads the report of a day.
func Load(name string) Day {
	text, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	var day Day
	if json.Unmarshal(text, &day) != nil {
		return Day{}
	}
	return day
}

// Refresh recomputes in the background.
func Refresh(days []int, compute func(day int)) {
	for _, day := range days {
		go func() {
			compute(days[day])
		}()
	}
}
