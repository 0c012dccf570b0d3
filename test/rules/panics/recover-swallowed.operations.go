package app

type ack struct{ done chan error }

func fetch(from any, index int) any { return from }

// A send on a closed channel.
func (a ack) send(err error) {
	if a.done != nil {
		defer func() {
			_ = recover() // want recover-swallowed:info
		}()
		a.done <- err
	}
}

// The comment stands behind it.
func nameOf(v interface{ Name() string }) (name string) {
	func() {
		defer func() { recover() }() // what a nil pointer panics with // want recover-swallowed:info
		name = v.Name()
	}()
	return name
}

func both(args ...any) (any, any) {
	defer func() { recover() }() // want recover-swallowed:warning

	first := fetch(args[0], 0)
	return first, fetch(args[0], 1)
}
