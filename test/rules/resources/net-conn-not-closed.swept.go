package app

import (
	"io"
	"net"
)

func closeAll(closers ...io.Closer) {
	for _, closer := range closers {
		if closer != nil {
			_ = closer.Close()
		}
	}
}

func closeStreams(streams ...any) {
	for _, stream := range streams {
		if half, ok := stream.(interface{ CloseWrite() error }); ok {
			_ = half.CloseWrite()
		} else if closer, ok := stream.(io.Closer); ok {
			_ = closer.Close()
		}
	}
}

func closeList(conns []net.Conn) {
	for i := range conns {
		_ = conns[i].Close()
	}
}

func count(values ...any) (n int) {
	for range values {
		n++
	}
	return n
}

// ---- released by a loop over the arguments ----

func asClosers(address string) error {
	a, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer closeAll(a)
	_, err = a.Write([]byte("x"))
	return err
}

func asAnything(address string) error {
	a, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	b, err := net.Dial("tcp", address)
	if err != nil {
		closeStreams(a)
		return err
	}
	defer closeStreams(a, b)
	_, err = a.Write([]byte("x"))
	return err
}

func asList(address string) error {
	a, err := net.Dial("tcp", address)
	if err != nil {
		return err
	}
	defer closeList([]net.Conn{a})
	_, err = a.Write([]byte("x"))
	return err
}

// ---- only looked at ----

func counted(address string) int {
	a, err := net.Dial("tcp", address) // want net-conn-not-closed
	if err != nil {
		return 0
	}
	return count(a)
}
