// The Err of a scanner over an iterator closes the iterator.
package app

import "github.com/gocql/gocql"

func names(session *gocql.Session) (names []string, err error) {
	scanner := session.Query("SELECT name FROM users").Iter().Scanner()
	for scanner.Next() {
		var name string
		if err := scanner.Scan(&name); err != nil {
			_ = scanner.Err()
			return nil, err
		}
		names = append(names, name)
	}
	return names, scanner.Err()
}

func ofAnIterator(session *gocql.Session) error {
	iter := session.Query("SELECT name FROM users").Iter()
	scanner := iter.Scanner()
	for scanner.Next() {
	}
	return scanner.Err()
}

func first(session *gocql.Session) (name string) {
	iter := session.Query("SELECT name FROM users").Iter() // want sql-rows-not-closed
	iter.Scan(&name)
	return name
}
