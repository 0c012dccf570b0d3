// Package store keeps the orders of the shop in a database.
package store

import (
	"context"
	"database/sql"
	"fmt"
	"os"
	"path/filepath"
	"time"
)

// Order is one order of a customer.
type Order struct {
	ID       int64
	Customer string
	Total    int
}

// Store reads and writes orders.
type Store struct {
	db *sql.DB
}

// New makes a store on an open database.
func New(db *sql.DB) *Store {
	return &Store{db: db}
}

// OrdersOf lists the orders of a customer.
func (s *Store) OrdersOf(ctx context.Context, customer string) ([]Order, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT id, customer, total FROM orders WHERE customer = $1", customer)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var orders []Order
	for rows.Next() {
		var order Order
		if err := rows.Scan(&order.ID, &order.Customer, &order.Total); err != nil {
			return nil, fmt.Errorf("read order: %w", err)
		}
		orders = append(orders, order)
	}
	return orders, rows.Err()
}

// Customers lists everybody who ever ordered.
func (s *Store) Customers(ctx context.Context) ([]string, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT DISTINCT customer FROM orders")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var names []string
	for rows.Next() {
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, rows.Err()
}

// Export writes the receipt of each order into a folder.
func (s *Store) Export(orders []Order, folder string) error {
	for _, order := range orders {
		name := filepath.Join(folder, fmt.Sprintf("%d.txt", order.ID))
		if err := writeReceipt(name, order); err != nil {
			return err
		}
	}
	return nil
}

func writeReceipt(name string, order Order) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	defer file.Close()
	if _, err := fmt.Fprintf(file, "%s owes %d\n", order.Customer, order.Total); err != nil {
		return err
	}
	return file.Sync()
}

// Template reads the text around a receipt.
func Template(name string) ([]byte, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	text := make([]byte, 4096)
	n, err := file.Read(text)
	return text[:n], err
}

// Place writes an order.
func (s *Store) Place(ctx context.Context, order Order) error {
	_, err := s.db.ExecContext(ctx, "INSERT INTO orders (customer, total) VALUES ($1, $2)", order.Customer, order.Total)
	return err
}

// Count counts the orders, or gives up after a second.
func (s *Store) Count(ctx context.Context) (int, error) {
	ctx, cancel := context.WithTimeout(ctx, time.Second)
	defer cancel()
	var count int
	err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM orders").Scan(&count)
	return count, err
}
