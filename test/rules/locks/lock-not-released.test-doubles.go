package store

import "sync"

// TB is what of testing.TB is needed.
type TB interface {
	Helper()
	FailNow()
	Fatalf(format string, args ...any)
	Skip(args ...any)
	Errorf(format string, args ...any)
}

// Alarm only bears a name like it.
type Alarm interface{ Fatal(args ...any) }

type fake struct {
	mu    sync.Mutex
	tb    TB
	alarm Alarm
	n     int
}

func (f *fake) take() int {
	f.mu.Lock()
	if f.n == 0 {
		f.tb.Fatalf("nothing left")
	} else {
		f.n--
		f.mu.Unlock()
		return f.n
	}
	return 0
}

func (f *fake) skip() {
	f.mu.Lock()
	if f.n == 0 {
		f.tb.Skip()
	}
	f.mu.Unlock()
}

func (f *fake) complain() int {
	f.mu.Lock() // want lock-not-released
	if f.n == 0 {
		f.tb.Errorf("nothing left")
		return 0
	}
	f.mu.Unlock()
	return f.n
}

func (f *fake) ring() int {
	f.mu.Lock() // want lock-not-released
	if f.n == 0 {
		f.alarm.Fatal()
		return 0
	}
	f.mu.Unlock()
	return f.n
}
