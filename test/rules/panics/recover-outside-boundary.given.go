package app

import (
	"iter"
	"log"
	"maps"
)

func work() {}

// ---- functions that come from elsewhere ----

func fromChannel(jobs chan func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	job := <-jobs
	job()
}

func allOfAChannel(jobs chan func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	for job := range jobs {
		job()
	}
}

func fromSelect(jobs chan func(), done chan struct{}) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	for {
		select {
		case job, ok := <-jobs:
			if ok {
				job()
			}
		case <-done:
			return
		}
	}
}

func fromIterator(hooks map[string]func()) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	var all iter.Seq[func()] = maps.Values(hooks)
	for hook := range all {
		hook()
	}
}

func fromInterface(value any) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	if hook, ok := value.(func()); ok {
		hook()
	}
}

func fromSwitch(value any) {
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	switch hook := value.(type) {
	case func():
		hook()
	case func(any):
		hook(value)
	}
}

func load(name string, fn *func()) { *fn = func() { log.Println(name) } }

func byAddress() {
	var hook func()
	load("hook", &hook)
	defer func() {
		if r := recover(); r != nil {
			log.Println(r)
		}
	}()
	hook()
}

// ---- functions of its own ----

func ownLiteral() {
	step := func() { work() }
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Println(r)
		}
	}()
	step()
}

func ownSteps() {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Println(r)
		}
	}()
	for _, step := range []func(){work, work} {
		step()
	}
}

func otherCase(value any) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Println(r)
		}
	}()
	switch text := value.(type) {
	case string:
		log.Println(text)
		work()
	}
}

func otherValue(numbers chan int) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Println(r)
		}
	}()
	n := <-numbers
	log.Println(n)
	work()
}
