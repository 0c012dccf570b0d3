package app

import (
	"context"
	"database/sql"
)

type store struct{ db *sql.DB }

// query asks for the error of the rows behind what it runs.
func (s *store) query(ctx context.Context, text string, each func(*sql.Rows) error) error {
	rows, err := s.db.QueryContext(ctx, text)
	if err != nil {
		return err
	}
	defer rows.Close()
	if err := each(rows); err != nil {
		return err
	}
	return rows.Err()
}

func (s *store) names(ctx context.Context) (names []string, err error) {
	err = s.query(ctx, "SELECT name FROM a", func(rows *sql.Rows) error {
		for rows.Next() { // want sql-rows-err-unchecked:info
			var name string
			if err := rows.Scan(&name); err != nil {
				return err
			}
			names = append(names, name)
		}
		return nil
	})
	return names, err
}

func read(rows *sql.Rows) (names []string, err error) {
	for rows.Next() { // want sql-rows-err-unchecked:warning
		var name string
		if err := rows.Scan(&name); err != nil {
			return nil, err
		}
		names = append(names, name)
	}
	return names, nil
}
