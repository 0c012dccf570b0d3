package dial

import "net"

type client struct{ conn net.Conn }

func (c *client) ping() error { return nil }

// The deferred literal sees the error that a return sets, also beside a result without a name.
func blank(address string) (_ *client, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	c := &client{conn: conn}
	if err := c.ping(); err != nil {
		return nil, err
	}
	return c, nil
}

func named(address string) (c *client, err error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	c = &client{conn: conn}
	if err := c.ping(); err != nil {
		return nil, err
	}
	return
}

// The results have no names: what the literal looks at is another error.
func unnamed(address string) (*client, error) {
	conn, err := net.Dial("tcp", address) // want net-conn-not-closed
	if err != nil {
		return nil, err
	}
	defer func() {
		if err != nil {
			conn.Close()
		}
	}()
	c := &client{conn: conn}
	if err := c.ping(); err != nil {
		return nil, err
	}
	return c, nil
}

func swapped(address string) (err error, _ *client) {
	conn, err := net.Dial("tcp", address) // want net-conn-not-closed
	if err != nil {
		return err, nil
	}
	defer func() {
		if err == nil {
			conn.Close()
		}
	}()
	c := &client{conn: conn}
	if err := c.ping(); err != nil {
		return err, nil
	}
	return nil, c
}
