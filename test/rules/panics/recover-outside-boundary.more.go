//case: novet
package app

import (
	"errors"
	"fmt"
	"log"
	"net/http"
	"strconv"

	"github.com/gin-gonic/gin"
	"github.com/labstack/echo/v4"
	"google.golang.org/grpc"
)

var errBad = errors.New("bad")

func parse(string) int { return 0 }
func step()            {}

type machine struct {
	err   error
	state map[string]int
	steps []func()
	out   chan any
}

func (m *machine) stored() {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:info
			m.err = fmt.Errorf("machine: %v", r)
		}
	}()
	step()
	step()
}

func (m *machine) sent() {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary:info
			m.out <- r
		}
	}()
	step()
	parse("x")
}

func (m *machine) typedButAll() (err error) {
	defer func() {
		if e, ok := recover().(error); ok { // want recover-outside-boundary:info
			err = e
		}
	}()
	step()
	return nil
}

func (m *machine) separate() {
	defer func() {
		r := recover() // want recover-outside-boundary:warning
		if r == nil {
			return
		}
		log.Print(r)
	}()
	step()
	step()
}

func (m *machine) variable() {
	rescue := func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Print(r)
		}
	}
	defer rescue()
	step()
	step()
}

func (m *machine) rescue(where string) {
	if r := recover(); r != nil {
		log.Print(where, r)
	}
}

func (m *machine) byMethod() {
	defer m.rescue("byMethod") // want recover-outside-boundary
	step()
	step()
}

func number(text string) (n int) {
	defer func() {
		if recover() != nil { // want recover-outside-boundary:info
			n = -1
		}
	}()
	return parse(text) + len(strconv.Itoa(parse(text)))
}

func underCondition(safe bool) {
	if safe {
		defer func() {
			if r := recover(); r != nil { // want recover-outside-boundary
				log.Print(r)
			}
		}()
	}
	step()
	step()
}

func literalValue() func() {
	return func() {
		defer func() {
			if r := recover(); r != nil { // want recover-outside-boundary
				log.Print(r)
			}
		}()
		step()
		step()
	}
}

func index(values []int) (n int) {
	defer func() {
		if r := recover(); r != nil { // want recover-outside-boundary
			log.Print(r)
		}
	}()
	return values[7]
}

// ---- boundaries ----

func ginHandler(c *gin.Context) {
	defer func() { log.Print(recover()) }()
	step()
	step()
}

func ginMiddleware() gin.HandlerFunc {
	return func(c *gin.Context) {
		defer func() { log.Print(recover()) }()
		c.Next()
	}
}

func echoHandler(c echo.Context) error {
	defer func() { log.Print(recover()) }()
	step()
	return nil
}

func interceptor(req any, info *grpc.UnaryServerInfo, handler grpc.UnaryHandler) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = errBad
		}
	}()
	step()
	return nil
}

func handlerFunc(w http.ResponseWriter, r *http.Request) {
	defer func() { log.Print(recover()) }()
	step()
	step()
}

func (m *machine) runSteps() {
	defer func() { log.Print(recover()) }()
	for _, step := range m.steps {
		step()
	}
}

func (m *machine) loop() {
	defer m.rescue("loop")
	step()
	step()
}

func (m *machine) start() { go m.loop() }

func nestedGo() {
	go func() {
		for {
			func() {
				defer func() { log.Print(recover()) }()
				step()
				step()
			}()
		}
	}()
}

func known() (err error) {
	defer func() {
		switch r := recover().(type) {
		case nil:
		case *strconv.NumError:
			err = r
		default:
			panic(r)
		}
	}()
	step()
	return nil
}

//gostable:boundary a plug-in host
func host() {
	defer func() { log.Print(recover()) }()
	step()
	step()
}

func literalDirective() {
	//gostable:boundary one plug-in
	run := func() {
		defer func() { log.Print(recover()) }()
		step()
		step()
	}
	run()
}

func each(visit func(int)) {
	for i := range 3 {
		func() {
			defer func() { log.Print(recover()) }()
			visit(i)
		}()
	}
}

func comparison(a, b any) (same bool) {
	defer func() {
		if recover() != nil {
			same = false
		}
	}()
	return a == b
}
