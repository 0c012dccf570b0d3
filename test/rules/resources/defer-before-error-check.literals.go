package app

import (
	"database/sql"
	"log"
	"net/http"
	"os"
)

// ---- a literal that does nothing else ----

func blank(url string) error {
	resp, err := http.Get(url)
	defer func() { _ = resp.Body.Close() }() // want defer-before-error-check "`resp.Body.Close()`"
	if err != nil {
		return err
	}
	return nil
}

func plain(db *sql.DB) error {
	rows, err := db.Query("SELECT 1")
	defer func() { // want defer-before-error-check
		rows.Close()
	}()
	if err != nil {
		return err
	}
	return rows.Err()
}

// ---- a literal that looks first, or does more ----

func looks(url string) error {
	resp, err := http.Get(url)
	defer func() {
		if resp != nil {
			resp.Body.Close()
		}
	}()
	if err != nil {
		return err
	}
	return nil
}

func leavesEarly(url string) error {
	resp, err := http.Get(url)
	defer func() {
		if err != nil {
			return
		}
		resp.Body.Close()
	}()
	if err != nil {
		return err
	}
	return nil
}

func behind(path string) error {
	f, err := os.Open(path)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return nil
}

func another(path string) error {
	f, err := os.Open(path)
	defer func() { log.Print("done") }()
	if err != nil {
		return err
	}
	return f.Close()
}
