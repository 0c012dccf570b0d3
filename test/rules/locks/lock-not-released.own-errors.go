//case: novet
package app

import (
	"errors"
	"net/http"

	"github.com/sasha-s/go-deadlock"
)

// ---- an interface of the project's own for errors ----

type CodedError interface {
	error
	Code() int
}

type coded struct {
	error
	code int
}

func (c coded) Code() int { return c.code }

func codedError(code int, text string) CodedError { return coded{errors.New(text), code} }

// ---- a lock of a package that cannot be read, embedded in a type of this one ----

type coreLock struct {
	deadlock.RWMutex
}

type core struct {
	stateLock coreLock
	sealed    bool
	keys      []string
}

func (c *core) threshold() (int, CodedError) {
	c.stateLock.RLock() // want lock-not-released:error
	if c.sealed {
		return 0, codedError(http.StatusServiceUnavailable, "sealed")
	}
	n := len(c.keys)
	c.stateLock.RUnlock()
	return n, nil
}

func (c *core) held() (int, CodedError) {
	c.stateLock.RLock()
	if c.sealed {
		c.stateLock.RUnlock()
		return 0, codedError(http.StatusServiceUnavailable, "sealed")
	}
	return len(c.keys), nil
}

func (c *core) done() { c.stateLock.RUnlock() }

func (c *core) count() (int, CodedError) {
	c.stateLock.RLock()
	defer c.stateLock.RUnlock()
	if c.sealed {
		return 0, codedError(http.StatusServiceUnavailable, "sealed")
	}
	return len(c.keys), nil
}

func (c *core) seal() {
	c.stateLock.Lock()
	c.sealed = true
	c.stateLock.Unlock()
}
