// case: novet
package app

import (
	"context"
	"io"

	"github.com/klauspost/compress/s2"
	"github.com/segmentio/kafka-go"
)

func indexed(w io.Writer, data []byte) ([]byte, error) {
	z := s2.NewWriter(w)
	if _, err := z.Write(data); err != nil {
		return nil, err
	}
	return z.CloseIndex()
}

func forgotten(w io.Writer, data []byte) error {
	z := s2.NewWriter(w) // want writer-not-flushed
	_, err := z.Write(data)
	return err
}

// It writes what it is given before it comes back.
func publish(ctx context.Context, config kafka.WriterConfig, message kafka.Message) error {
	w := kafka.NewWriter(config)
	return w.WriteMessages(ctx, message)
}
