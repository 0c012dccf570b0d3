package serve

import (
	"context"
	"net/http"
	"os/exec"
	"time"
)

type pool struct {
	ctx  context.Context
	last *http.Response
	work chan func()
}

func poll(ctx context.Context) {
	for ctx.Err() == nil {
		time.Sleep(time.Second)
	}
}

func once(ctx context.Context) error { return ctx.Err() }

// What lives on needs the context: a deferred cancel would end it too early, and none is offered.

func goroutine(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost
	if cancel == nil {
		return
	}
	go poll(ctx)
}

func childInGoroutine(ctx context.Context) {
	ctx, cancel := context.WithTimeout(ctx, time.Minute) // want context-cancel-lost
	if cancel == nil {
		return
	}
	named := context.WithValue(ctx, pool{}, "name")
	go func() { poll(named) }()
}

func (p *pool) store(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost
	if cancel == nil {
		return
	}
	p.ctx = ctx
}

func (p *pool) send(ctx context.Context) {
	ctx, cancel := context.WithCancel(ctx) // want context-cancel-lost
	if cancel == nil {
		return
	}
	p.work <- func() { poll(ctx) }
}

// What is done when the function returns may have it cancelled.

func scoped(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost
	if cancel == nil {
		return nil
	}
	return once(ctx)
}

func scopedByCommand(ctx context.Context) ([]byte, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second) // want context-cancel-lost
	if cancel == nil {
		return nil, nil
	}
	return exec.CommandContext(ctx, "date").Output()
}
