package app

import (
	"bytes"
	"fmt"
	"log"
	"runtime/debug"
)

type writer interface{ WriteText(*bytes.Buffer) }

type pool struct {
	conns  chan int
	broken bool
}

func drop(conn int) {}

// ---- the panic is written where the value would be ----

func writeValue(b *bytes.Buffer, v writer) {
	b.WriteByte('=')
	defer func() {
		if err := recover(); err != nil { // want recover-outside-boundary:info
			fmt.Fprintf(b, "<panic: %v>", err)
		}
	}()
	v.WriteText(b)
}

func writeLogged(b *bytes.Buffer, v writer) {
	defer func() {
		if err := recover(); err != nil { // want recover-outside-boundary:warning
			log.Print(err)
		}
	}()
	v.WriteText(b)
}

// ---- nothing is called that could panic in its own way ----

func (p *pool) remove(conn int) {
	defer func() {
		if recover() != nil { // want recover-outside-boundary:info
			drop(conn)
		}
	}()
	p.broken = true
	p.conns <- conn
}

func (p *pool) use(conn int, work func(int)) {
	defer func() {
		if recover() != nil { // want recover-outside-boundary:warning
			drop(conn)
		}
	}()
	drop(conn)
	p.conns <- conn
}

// ---- whoever shows the stack means to go on ----

func handle(b *bytes.Buffer, first, second writer) {
	defer func() {
		if err := recover(); err != nil { // want recover-outside-boundary:info
			log.Printf("handler crashed: %v\n%s", err, debug.Stack())
		}
	}()
	first.WriteText(b)
	second.WriteText(b)
}

// ---- the panic goes on ----

func again(b *bytes.Buffer, v writer) {
	defer func() {
		if err := recover(); err != nil {
			panic(fmt.Sprint("writing: ", err))
		}
	}()
	v.WriteText(b)
}

func (p *pool) again(conn int) {
	defer func() {
		if err := recover(); err != nil {
			drop(conn)
			panic(err)
		}
	}()
	p.conns <- conn
}
