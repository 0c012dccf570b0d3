package plug

import (
	"errors"
	"fmt"
	"log"
	"sync"
)

type host struct {
	mu   sync.Mutex
	errs []error
}

// ---- reported: none of these stops a panic ----

func direct(run func()) {
	recover() // want recover-no-effect
	run()
}

func inCondition(run func()) (err error) {
	run()
	if r := recover(); r != nil { // want recover-no-effect
		err = fmt.Errorf("%v", r)
	}
	return err
}

func deferredItself(run func()) {
	defer recover() // want recover-no-effect
	run()
}

func deferredAsArgument(run func()) {
	defer log.Print(recover()) // want recover-no-effect
	run()
}

func tooDeep(run func()) {
	defer func() {
		func() {
			if r := recover(); r != nil { // want recover-no-effect
				log.Print(r)
			}
		}()
	}()
	run()
}

func inGoroutineOfDefer(run func()) {
	defer func() {
		go func() {
			log.Print(recover()) // want recover-no-effect
		}()
	}()
	run()
}

func deferredResult(run func()) {
	report := func(r any) {
		if r != nil {
			log.Print(r)
		}
	}
	defer report(recover()) // want recover-no-effect
	run()
}

// ---- silent: these do, or may ----

func stops(run func()) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	run()
	return nil
}

func (h *host) catch() {
	if r := recover(); r != nil {
		h.mu.Lock()
		defer h.mu.Unlock()
		h.errs = append(h.errs, fmt.Errorf("%v", r))
	}
}

func (h *host) run(run func()) {
	defer h.catch()
	run()
}

func catcher(where string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Print(where, r)
		}
	}
}

func byCatcher(run func()) {
	defer catcher("run")()
	run()
}

func byVariable(run func()) {
	end := func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}
	defer end()
	run()
}

func panicsAgain(run func()) {
	defer func() {
		r := recover()
		if err, ok := r.(error); ok && errors.Is(err, errKnown) {
			return
		}
		if r != nil {
			panic(r)
		}
	}()
	run()
}

var errKnown = errors.New("known")

// A method of that name is another thing.
type patient struct{ well bool }

func (p *patient) recover() bool { p.well = true; return p.well }

func treat(p *patient) bool {
	return p.recover()
}

// A function value that somebody else may defer.
var onExit = func() {
	if r := recover(); r != nil {
		log.Print(r)
	}
}

func inLoop(all []func()) {
	for _, run := range all {
		func() {
			defer func() { _ = recover() }()
			run()
		}()
	}
}

func shadowed(recover func() any) any {
	return recover()
}
