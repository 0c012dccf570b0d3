package post

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"io"
)

type logger struct {
	packs bool
	level int
	done  bool
}

// A field that decides twice decides alike, whatever the loop in between runs.
func (l *logger) post(messages []string) ([]byte, error) {
	var buffer bytes.Buffer
	var writer io.Writer = &buffer
	var packed *gzip.Writer
	var err error
	if l.packs {
		packed, err = gzip.NewWriterLevel(&buffer, l.level)
		if err != nil {
			return nil, err
		}
		writer = packed
	}
	for _, message := range messages {
		event, err := json.Marshal(message)
		if err != nil {
			return nil, err
		}
		if _, err := writer.Write(event); err != nil {
			return nil, err
		}
	}
	if l.packs {
		if err := packed.Close(); err != nil {
			return nil, err
		}
	}
	return buffer.Bytes(), nil
}

// What the loop asks again in each turn is there to change.
func (l *logger) until(w io.Writer, next func() string) error {
	packed := gzip.NewWriter(w) // want writer-not-flushed
	if l.done {
		return packed.Close()
	}
	for !l.done {
		if _, err := packed.Write([]byte(next())); err != nil {
			return err
		}
	}
	if !l.done {
		return packed.Close()
	}
	return nil
}
