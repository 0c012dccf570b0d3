package plug

import (
	"errors"
	"fmt"
	"log/slog"
	"runtime/debug"
)

var errPanic = errors.New("panic")

type job struct {
	run    func() error
	failed bool
	reason any
	done   chan error
}

// ---- reported: nobody ever sees the value ----

func (j *job) dropped() {
	defer func() { recover() }() // want recover-swallowed
	_ = j.run()
}

func (j *job) blank() {
	defer func() {
		_ = recover() // want recover-swallowed
	}()
	_ = j.run()
}

func (j *job) inGoroutine() {
	go func() {
		defer func() {
			if r := recover(); r != nil { // want recover-swallowed
				return
			}
		}()
		_ = j.run()
	}()
}

// ---- silent: it is logged, kept, returned, sent, or panicked again ----

func (j *job) logged() {
	defer func() {
		if r := recover(); r != nil {
			slog.Error("job", "panic", r, "stack", string(debug.Stack()))
		}
	}()
	_ = j.run()
}

func (j *job) wrapped() (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%w: %v", errPanic, r)
		}
	}()
	return j.run()
}

func (j *job) kept() {
	defer func() {
		if j.reason = recover(); j.reason != nil {
			j.failed = true
		}
	}()
	_ = j.run()
}

func (j *job) sent() {
	defer func() {
		if r := recover(); r != nil {
			j.done <- fmt.Errorf("%v", r)
		}
	}()
	j.done <- j.run()
}

// Somebody else can ask for the flag, or is given an error.
func (j *job) flagged() {
	defer func() {
		if r := recover(); r != nil {
			j.failed = true
		}
	}()
	_ = j.run()
}

func (j *job) compared() (err error) {
	defer func() {
		if recover() != nil {
			err = errPanic
		}
	}()
	return j.run()
}

func (j *job) again() {
	defer func() {
		if r := recover(); r != nil {
			j.failed = true
			panic(r)
		}
	}()
	_ = j.run()
}

func (j *job) handed(report func(any)) {
	defer func() {
		if r := recover(); r != nil {
			report(r)
		}
	}()
	_ = j.run()
}
