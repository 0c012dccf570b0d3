// case: novet
package app

import (
	"context"

	"cloud.google.com/go/spanner"
)

// What a transaction of a library gives that is not at hand may be the transaction.
func readOnly(client *spanner.Client, bound spanner.TimestampBound) *spanner.ReadOnlyTransaction {
	return client.ReadOnlyTransaction().WithTimestampBound(bound)
}

func closed(ctx context.Context, client *spanner.Client, stmt spanner.Statement) {
	tx := client.ReadOnlyTransaction()
	defer tx.Close()
	defer tx.Query(ctx, stmt).Stop()
}

func forgotten(client *spanner.Client, bound spanner.TimestampBound) {
	client.ReadOnlyTransaction().WithTimestampBound(bound) // want sql-tx-not-finished
}
