//case: novet
package app

import "sync"

type rope struct {
	mu   sync.Mutex
	left *rope
	text string
}

// ---- given back through a variable that it is copied to ----

func (x *rope) collect() (texts []string) {
	x.mu.Lock()
	y := x
	for l := x.left; l != nil; l = l.left {
		texts = append(texts, y.text)
		if y != x {
			y.mu.Unlock()
		}
		l.mu.Lock()
		y = l
	}
	texts = append(texts, y.text)
	if y != x {
		y.mu.Unlock()
	}
	x.mu.Unlock()
	return texts
}

func (x *rope) handOver() string {
	next := x.left
	next.mu.Lock()
	held := x
	held = next
	text := held.text
	held.mu.Unlock()
	return text
}

// ---- not copied, or to a variable that unlocks nothing ----

func (x *rope) other(y *rope) string {
	l := x.left
	l.mu.Lock() // want lock-not-released
	y.mu.Lock()
	text := y.text + l.text
	y.mu.Unlock()
	return text
}

func (x *rope) early(wanted string) string {
	l := x.left
	l.mu.Lock() // want lock-not-released
	y := x
	y.mu.Lock()
	defer y.mu.Unlock()
	if l.text == wanted {
		return wanted
	}
	l.mu.Unlock()
	return y.text
}
