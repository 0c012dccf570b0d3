package app

import (
	"bytes"
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"regexp"
	"strconv"
)

type failure struct{ err error }

type matcher struct{}

func newMatcher(text string) (*matcher, error) { return &matcher{}, nil }
func LoadUser(id int) (string, error)          { return "", nil }
func check(ctx context.Context, id int) error  { return ctx.Err() }
func (*matcher) Flush() error                  { return nil }

// ---- cannot happen, and says so ----

func commented(path string) {
	if err := os.Remove(path); err != nil {
		panic(err) // the caller holds the file
	}
}

func commentedAbove(path string) []byte {
	text, err := os.ReadFile(path)
	// The file is part of the program.
	if err != nil {
		panic(err)
	}
	return text
}

func commentedInside(path string) []byte {
	text, err := os.ReadFile(path)
	if err != nil {
		// No way to go on without it.
		panic(err)
	}
	return text
}

func saysSo(path string) {
	if err := os.Chdir(path); err != nil {
		panic(fmt.Sprintf("chdir must not fail: %v", err))
	}
}

func controlFlow(db *sql.DB) {
	if err := db.Ping(); err != nil {
		panic(failure{err})
	}
}

func orDie(err error) {
	if err != nil {
		panic(err)
	}
}

// setupDatabase runs before anything else.
func setupDatabase(db *sql.DB) {
	if err := db.Ping(); err != nil {
		panic(err)
	}
}

// ---- works in memory ----

func marshals(v any) []byte {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err)
	}
	return text
}

func random() []byte {
	b := make([]byte, 8)
	if _, err := rand.Read(b); err != nil {
		panic(err)
	}
	return b
}

func compiles(text string) *regexp.Regexp {
	re, err := regexp.Compile(text)
	if err != nil {
		panic(err)
	}
	return re
}

func buffered(b *bytes.Buffer) {
	if _, err := b.WriteString("x"); err != nil {
		panic(err)
	}
}

func makes(text string) *matcher {
	m, err := newMatcher(text)
	if err != nil {
		panic(err)
	}
	return m
}

// ---- comes from outside ----

func unmarshals(text []byte) (v map[string]any) {
	if err := json.Unmarshal(text, &v); err != nil {
		panic(err) // want panic-on-error
	}
	return v
}

func number(text string) int {
	n, err := strconv.Atoi(text)
	if err != nil {
		panic(err) // want panic-on-error
	}
	return n
}

func requests(url string) *http.Response {
	resp, err := http.Get(url)
	if err != nil {
		panic(fmt.Errorf("get: %w", err)) // want panic-on-error
	}
	return resp
}

func user(id int) string {
	name, err := LoadUser(id)
	if err != nil {
		panic(err) // want panic-on-error
	}
	return name
}

func checked(ctx context.Context, id int) {
	if err := check(ctx, id); err != nil {
		panic(err) // want panic-on-error
	}
}

func flushed(m *matcher) {
	if err := m.Flush(); err != nil {
		panic(err) // want panic-on-error
	}
}

func couldReturn(v any) ([]byte, error) {
	text, err := json.Marshal(v)
	if err != nil {
		panic(err) // want panic-on-error
	}
	return text, nil
}
