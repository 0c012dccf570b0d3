package app

import (
	"net"
	"net/smtp"
	"strconv"
	"sync"
)

// ---- kept by what is made of it, after methods that only look at it ----

type client struct {
	mu   sync.Mutex
	conn net.Conn
	peer string
}

func (c *client) init() { c.peer = c.conn.RemoteAddr().String() }

func (c *client) loop() {
	var buffer [16]byte
	_, _ = c.conn.Read(buffer[:])
}

type server struct{ clients map[string]*client }

func (s *server) add(c *client) { s.clients[c.peer] = c }

func (s *server) join(conn net.Conn) {
	c := &client{conn: conn}
	c.mu.Lock()
	c.init()
	s.add(c)
	c.mu.Unlock()
	go c.loop()
}

func (s *server) look(conn net.Conn) string {
	c := &client{conn: conn}
	c.init()
	return c.peer
}

func (s *server) connect(address string) {
	conn, err := net.Dial("tcp", address)
	if err == nil {
		s.join(conn)
	}
}

func (s *server) ask(address string) string {
	conn, err := net.Dial("tcp", address) // want net-conn-not-closed
	if err != nil {
		return ""
	}
	return s.look(conn)
}

// ---- an error that nothing has assigned is nil ----

type session struct{ conn net.Conn }

func open(address string) (*session, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	return &session{conn: conn}, nil
}

func (s *session) Close() error { return s.conn.Close() }

func (s *session) request() error {
	defer s.conn.Close()
	return nil
}

func gather(address string) error {
	var s *session
	var err error
	if address != "" {
		port, err := strconv.Atoi(address)
		if err != nil {
			return err
		}
		s, err = open(net.JoinHostPort("", strconv.Itoa(port)))
		if err != nil {
			return err
		}
	} else {
		s, err = open("localhost:80")
	}
	if err != nil {
		return err
	}
	return s.request()
}

func gatherAfterwards(address string) error {
	var err error
	s, failed := open(address) // want net-conn-not-closed
	if failed != nil {
		return failed
	}
	if _, err = strconv.Atoi(address); err != nil {
		return err
	}
	return s.request()
}

// ---- a client of a connection that is closed below it ----

func hello(address string) error {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	c, err := smtp.NewClient(conn, address)
	if err != nil {
		return err
	}
	return c.Hello("localhost")
}

func helloWithout(address string) error {
	c, err := smtp.Dial(address) // want net-conn-not-closed
	if err != nil {
		return err
	}
	return c.Hello("localhost")
}

// ---- a listener is opened once ----

func listens(address string) error {
	ln, err := net.Listen("tcp", address) // want net-conn-not-closed:info
	if err != nil {
		return err
	}
	if _, _, err := net.SplitHostPort(address); err != nil {
		return err
	}
	return ln.Close()
}

func accepts(ln net.Listener, done <-chan struct{}, out chan<- net.Conn) {
	for {
		conn, err := ln.Accept() // want net-conn-not-closed:warning
		if err != nil {
			return
		}
		select {
		case out <- conn:
		case <-done:
			return
		}
	}
}
