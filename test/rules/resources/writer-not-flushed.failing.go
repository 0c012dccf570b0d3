package app

import (
	"archive/tar"
	"bufio"
	"io"
	"log"
	"net/http"
)

// ---- what fails anyway need not be whole ----

func pipe(in io.Reader) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		tw := tar.NewWriter(pw)
		for {
			if err := tw.WriteHeader(&tar.Header{Name: "x"}); err != nil {
				_ = pw.CloseWithError(err)
				return
			}
			n, err := io.Copy(tw, in)
			if err != nil {
				_ = pw.CloseWithError(err)
				return
			}
			if n == 0 {
				break
			}
		}
		_ = pw.CloseWithError(tw.Close())
	}()
	return pr
}

func respond(w http.ResponseWriter, r *http.Request, write func(io.Writer) error) {
	b := bufio.NewWriter(w)
	if err := write(b); err != nil {
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	if err := b.Flush(); err != nil {
		log.Print(err)
	}
}

func bare(w io.Writer) (err error) {
	b := bufio.NewWriter(w)
	if _, err = b.WriteString("x"); err != nil {
		return
	}
	return b.Flush()
}

// ---- what succeeds must be ----

func skipped(w io.Writer, lines []string) {
	b := bufio.NewWriter(w) // want writer-not-flushed
	for _, line := range lines {
		if _, err := b.WriteString(line); err != nil {
			return
		}
	}
	if len(lines) > 3 {
		return
	}
	if err := b.Flush(); err != nil {
		log.Print(err)
	}
}

func onlyIfWrong(w io.Writer) {
	b := bufio.NewWriter(w) // want writer-not-flushed
	if _, err := b.WriteString("x"); err != nil {
		log.Print(err)
	}
}
