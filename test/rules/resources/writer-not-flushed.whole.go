// Writers that are given everything at once, and hold nothing back.
package app

import (
	"encoding/csv"
	"encoding/xml"
	"io"

	"github.com/klauspost/compress/zstd"
)

func allRows(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w)
	out.Comma = ';'
	return out.WriteAll(rows)
}

func headAndRows(w io.Writer, head []string, rows [][]string) error {
	out := csv.NewWriter(w)
	if err := out.Write(head); err != nil {
		return err
	}
	if err := out.WriteAll(rows); err != nil {
		return err
	}
	return out.Error()
}

func rowByRow(w io.Writer, rows [][]string) error {
	out := csv.NewWriter(w) // want writer-not-flushed
	for _, row := range rows {
		if err := out.Write(row); err != nil {
			return err
		}
	}
	return nil
}

func indented(w io.Writer, value any) error {
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	return enc.Encode(value)
}

func tokens(w io.Writer, start xml.StartElement) error {
	enc := xml.NewEncoder(w) // want writer-not-flushed
	if err := enc.EncodeToken(start); err != nil {
		return err
	}
	return enc.EncodeToken(start.End())
}

func compressed(text []byte) ([]byte, error) {
	enc, err := zstd.NewWriter(nil)
	if err != nil {
		return nil, err
	}
	return enc.EncodeAll(text, nil), nil
}

func streamed(w io.Writer, text []byte) error {
	enc, err := zstd.NewWriter(w) // want writer-not-flushed
	if err != nil {
		return err
	}
	_, err = enc.Write(text)
	return err
}
