// Package resources reads and writes what the shop keeps outside the database.
package resources

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
)

// Size tells how large a file is.
func Size(name string) (int64, error) {
	file, err := os.Open(name)
	if err != nil {
		return 0, err
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Fetch gets a page of a partner.
func Fetch(ctx context.Context, client *http.Client, url string) ([]byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return nil, err
	}
	response, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer response.Body.Close()
	return io.ReadAll(response.Body)
}

// Greet says hello to a partner's server.
func Greet(ctx context.Context, address string) error {
	var dialer net.Dialer
	conn, err := dialer.DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	defer conn.Close()
	_, err = fmt.Fprintln(conn, "hello")
	return err
}

// Print writes lines to a printer.
func Print(printer io.Writer, lines []string) error {
	out := bufio.NewWriter(printer)
	for _, line := range lines {
		if _, err := out.WriteString(line); err != nil {
			return err
		}
	}
	return out.Flush()
}

// Save writes a receipt.
func Save(name, text string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if _, err := file.WriteString(text); err != nil {
		_ = file.Close()
		return err
	}
	return file.Close()
}
