//case: novet
package app

import (
	"errors"
	"net"
	"net/http"

	"github.com/gorilla/websocket"
	"golang.org/x/crypto/ssh"
)

// ---- a tunnel ends with the client it goes through ----

func forward(client *ssh.Client, accept func(net.Listener)) error {
	defer client.Close()
	ln, err := client.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	other, err := client.Dial("tcp", "127.0.0.1:80")
	if err != nil {
		return err
	}
	if _, err := other.Write([]byte("x")); err != nil {
		return err
	}
	go accept(ln)
	return nil
}

func through(client *ssh.Client) error {
	conn, err := client.Dial("tcp", "127.0.0.1:80") // want net-conn-not-closed
	if err != nil {
		return err
	}
	_, err = conn.Write([]byte("x"))
	return err
}

// ---- a handshake that is answered otherwise gives no connection ----

func dial(url string, header http.Header) (*websocket.Conn, error) {
	conn, resp, err := websocket.DefaultDialer.Dial(url, header)
	if resp != nil && resp.StatusCode != http.StatusSwitchingProtocols {
		return nil, errors.New(resp.Status)
	}
	if err != nil {
		return nil, err
	}
	return conn, nil
}

func hello(url string, header http.Header) (*websocket.Conn, error) {
	conn, _, err := websocket.DefaultDialer.Dial(url, header) // want net-conn-not-closed
	if err != nil {
		return nil, err
	}
	if err := conn.WriteMessage(websocket.TextMessage, nil); err != nil {
		return nil, err
	}
	return conn, nil
}

// ---- a handshake that fails closes what it was given ----

func handshake(address string, config *ssh.ClientConfig) (*ssh.Client, error) {
	conn, err := net.Dial("tcp", address)
	if err != nil {
		return nil, err
	}
	c, chans, reqs, err := ssh.NewClientConn(conn, address, config)
	if err != nil {
		return nil, err
	}
	return ssh.NewClient(c, chans, reqs), nil
}
