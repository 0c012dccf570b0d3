package app

import "context"

type worker struct{ stop context.CancelFunc }

type queue struct {
	workers map[*worker]struct{}
	running bool
}

// ---- kept as the key of a map ----

func (q *queue) poll(parent context.Context) error {
	ctx, stop := context.WithCancel(parent)
	w := &worker{stop: stop}
	q.workers[w] = struct{}{}
	<-ctx.Done()
	return ctx.Err()
}

func (q *queue) onlyLooks(parent context.Context) error {
	ctx, stop := context.WithCancel(parent) // want context-cancel-lost
	w := &worker{stop: stop}
	if len(q.workers) > 0 {
		return ctx.Err()
	}
	w.stop()
	return nil
}

// ---- a flag that is set beside it keeps it from being replaced ----

func (q *queue) loop(ctx context.Context, leader chan bool) {
	var cancel context.CancelFunc
	for {
		select {
		case <-ctx.Done():
			if cancel != nil {
				cancel()
			}
			return
		case leads := <-leader:
			if leads {
				if !q.running {
					var own context.Context
					own, cancel = context.WithCancel(ctx)
					go func() { <-own.Done() }()
					q.running = true
				}
			} else if q.running {
				cancel()
				q.running = false
			}
		}
	}
}

func commands(ctx context.Context, in chan string, out chan context.Context) {
	var own context.Context
	var cancel context.CancelFunc
	for command := range in {
		switch {
		case command == "start":
			if own != nil {
				continue
			}
			own, cancel = context.WithCancel(ctx)
			out <- own
		case command == "stop":
			if own == nil {
				continue
			}
			cancel()
			own = nil
		}
	}
	if cancel != nil {
		cancel()
	}
}

func replaces(ctx context.Context, in chan string, out chan context.Context) {
	var own context.Context
	var cancel context.CancelFunc
	for command := range in {
		if command == "start" {
			own, cancel = context.WithCancel(ctx) // want context-cancel-lost "gets another value"
			out <- own
		}
	}
	if cancel != nil {
		cancel()
	}
}
