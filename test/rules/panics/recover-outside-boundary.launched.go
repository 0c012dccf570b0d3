//case: novet
package app

import (
	"errors"
	"fmt"
	"log"
	"reflect"
	"sync"
	"time"

	"golang.org/x/sync/errgroup"
)

func work()          {}
func risky() error   { return nil }
func parse(s string) { panic(parseError{errors.New(s)}) }

type parseError struct{ error }

type service struct {
	name     string
	handlers map[string]func() error
	result   string
}

// ---- started in a goroutine, by whatever name ----

func group(g *errgroup.Group) {
	g.Go(func() (err error) {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		work()
		return risky()
	})
}

func waitGroup(wg *sync.WaitGroup) {
	wg.Go(func() {
		for {
			func() {
				defer func() {
					if r := recover(); r != nil {
						log.Print(r)
					}
				}()
				work()
				work()
			}()
		}
	})
}

func (s *service) collect() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	work()
	work()
}

func (s *service) startCollecting(wg *sync.WaitGroup) {
	wg.Add(1)
	go func() {
		defer wg.Done()
		s.collect()
	}()
}

func (s *service) refresh() {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	work()
	work()
}

func (s *service) startRefreshing() *time.Timer { return time.AfterFunc(time.Second, s.refresh) }

type pool struct{}

func (pool) Submit(task func()) { task() }

func submitted(p pool) {
	p.Submit(func() {
		defer func() {
			if r := recover(); r != nil {
				log.Print(r)
			}
		}()
		work()
		work()
	})
}

// ---- what runs services calls it ----

func (s *service) Run() error {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	work()
	return risky()
}

func Run(s *service) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:warning
			log.Print(r)
		}
	}()
	work()
	s.collect()
}

// ---- a function that is found in a table ----

func (s *service) dispatch(name string) (err error) {
	handle := s.handlers[name]
	defer func() {
		if r := recover(); r != nil {
			log.Print(name, r)
		}
	}()
	work()
	return handle()
}

func (s *service) called(v any) {
	defer func() {
		if r := recover(); r != nil {
			log.Print(r)
		}
	}()
	reflect.ValueOf(v).MethodByName("Start").Call(nil)
	work()
}

func localLiteral() {
	step := func() { work() }
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:warning
			log.Print(r)
		}
	}()
	step()
	work()
}

// ---- what is not expected goes on ----

func bareAssertion(text string) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(parseError).error
		}
	}()
	parse(text)
	work()
	return nil
}

func assertionInPlace(text string) (err error) {
	defer func() {
		e := recover().(parseError)
		err = e.error
	}()
	parse(text)
	work()
	return nil
}

func commaOk(text string) (err error) {
	defer func() {
		e, ok := recover().(parseError) // want recover-outside-boundary:info
		if ok {
			err = e.error
		}
	}()
	parse(text)
	work()
	return nil
}

// ---- a comment says why ----

func (s *service) explained(v fmt.Stringer) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:info
			// A Stringer that panics must not cost the line.
			log.Print(r)
		}
	}()
	s.result = v.String()
	work()
}

func (s *service) told(text string) (err error) {
	// The parser panics on some input; that is an error of the input.
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("parse %q: %v", text, r)
		}
	}()
	parse(text)
	work()
	return nil
}

func (s *service) notTold(text string) (err error) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:info
			err = fmt.Errorf("parse %q: %v", text, r)
		}
	}()
	parse(text)
	work()
	return nil
}

func logsOnly(s *service) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:warning
			log.Print(r)
		}
	}()
	s.startRefreshing()
	work()
}
