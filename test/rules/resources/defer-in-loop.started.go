package app

import "os"

type collector struct{ done chan struct{} }

func newCollector(name string) (*collector, error) { return &collector{make(chan struct{})}, nil }

func (c *collector) Run()  { <-c.done }
func (c *collector) Stop() { close(c.done) }

func loop(stop chan struct{}) { <-stop }

// ---- what was started for as long as the function runs ----

func collect(names []string, stop chan struct{}) {
	for _, name := range names {
		c, err := newCollector(name)
		if err != nil {
			continue
		}
		go c.Run()
		defer c.Stop()
	}
	loop(stop)
}

func collectOnce(names []string) {
	for _, name := range names {
		c, err := newCollector(name)
		if err != nil {
			continue
		}
		defer c.Stop() // want defer-in-loop
	}
}

// ---- elements of a list, also under a name of the turn's own ----

func finalizeAll(files []*os.File, stop chan struct{}) {
	for _, f := range files {
		f := f
		defer func() { _ = f.Close() }()
	}
	loop(stop)
}

func openAll(names []string) error {
	for _, name := range names {
		f, err := os.Open(name)
		if err != nil {
			return err
		}
		g := f
		defer func() { _ = g.Close() }() // want defer-in-loop
	}
	return nil
}
