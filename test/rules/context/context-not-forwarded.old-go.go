//case: go=1.20

package app

import "context"

func audit(ctx context.Context) {}

func handle(ctx context.Context) {
	go audit(context.Background()) // want context-not-forwarded "from Go 1.21"
}
