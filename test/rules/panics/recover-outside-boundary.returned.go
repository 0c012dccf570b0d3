package jobs

import "log"

func step() {}

// What is deferred is the literal that the function returns.
func recoverer(name string) func() {
	return func() {
		if r := recover(); r != nil {
			log.Println(name, r)
		}
	}
}

func logger(name string) func() {
	return func() { log.Println(name) }
}

func guarded() {
	defer recoverer("guarded")() // want recover-outside-boundary
	step()
	step()
}

func timed() {
	defer logger("timed")()
	step()
	step()
}

//gostable:boundary a job must not end the others
func boundary() {
	defer recoverer("boundary")()
	step()
	step()
}

func loop(queue chan func()) {
	for job := range queue {
		func() {
			defer recoverer("loop")()
			job()
		}()
	}
}
