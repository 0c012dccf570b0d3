// case: novet
package app

import (
	"github.com/dgraph-io/badger/v4"
	"github.com/syndtr/goleveldb/leveldb"
)

// ---- a store in the process: no connection is taken, but what it keeps for readers ----

func set(db *badger.DB, key, value []byte) error {
	txn := db.NewTransaction(true) // want resource-not-closed:warning
	if err := txn.Set(key, value); err != nil {
		return err
	}
	return txn.Commit()
}

// Commit discards, whatever comes of it.
func commits(db *badger.DB) error {
	txn := db.NewTransaction(true)
	return txn.Commit()
}

func discards(db *badger.DB, key []byte) error {
	txn := db.NewTransaction(false)
	defer txn.Discard()
	_, err := txn.Get(key)
	return err
}

func first(db *leveldb.DB) []byte {
	iter := db.NewIterator(nil, nil) // want resource-not-closed:warning
	if !iter.Next() {
		return nil
	}
	key := iter.Key()
	iter.Release()
	return key
}

func each(db *leveldb.DB, visit func([]byte)) error {
	iter := db.NewIterator(nil, nil)
	defer iter.Release()
	for iter.Next() {
		visit(iter.Key())
	}
	return iter.Error()
}
