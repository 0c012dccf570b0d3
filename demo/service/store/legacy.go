package store

// gostable:ignore sql-rows-not-closed -- the space makes it an ordinary comment

// Name is shown in the log.
func (s *Store) Name() string {
	return "orders" //gostable:ignore sql-rows-not-close -- there is no such rule
}

// Driver tells which database it is.
func (s *Store) Driver() string {
	return "postgres" //gostable:ignore sql-rows-not-closed -- nothing here is reported any more
}

// Lines counts the orders of a customer.
func (s *Store) Lines(customer string) (int, error) {
	var count int
	err := s.db.QueryRow("SELECT count(*) FROM orders WHERE customer = $1", customer).Scan(&count)
	return count, err
}

// Ping asks whether the database is there.
func (s *Store) Ping() error {
	//gostable:ignore context-missing
	return s.db.Ping()
}
