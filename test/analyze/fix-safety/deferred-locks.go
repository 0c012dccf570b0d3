package app

import (
	"fmt"
	"sync"
)

type gate struct {
	rw sync.RWMutex
	n  int
}

func (g *gate) write() {
	g.rw.Lock()
	defer g.rw.Lock() // fix safe lock-deferred
	g.n++
}

func (g *gate) read() {
	g.rw.RLock()
	defer g.rw.RLock() // fix safe lock-deferred
	fmt.Println(g.n)
}

func counted(wg *sync.WaitGroup, work func()) {
	go func() {
		wg.Add(1) // fix safe waitgroup-add-in-goroutine
		defer wg.Done()
		work()
	}()
	wg.Wait()
}

func countedBehindDone(wg *sync.WaitGroup, work func()) {
	go func() {
		defer wg.Done()
		wg.Add(1) // fix safe waitgroup-add-in-goroutine
		work()
	}()
	wg.Wait()
}

// Wait would wait for what is never done.
func countedPerhaps(wg *sync.WaitGroup, stop bool, work func()) {
	go func() {
		if stop {
			return
		}
		wg.Add(1) // fix look waitgroup-add-in-goroutine
		defer wg.Done()
		work()
	}()
	wg.Wait()
}
