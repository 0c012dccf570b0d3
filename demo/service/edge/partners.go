package edge

import (
	"context"
	"os/exec"
	"time"

	"github.com/golang-jwt/jwt/v5"
	"github.com/sony/gobreaker"
	"google.golang.org/grpc"
)

// PriceRequest asks for a price.
type PriceRequest struct{ Article string }

// PriceReply holds a price.
type PriceReply struct{ Cents int64 }

// PricesClient asks the service of prices.
type PricesClient interface {
	Price(ctx context.Context, in *PriceRequest, opts ...grpc.CallOption) (*PriceReply, error)
}

// Refresh asks for a price when the program starts.
func Refresh(prices PricesClient) (*PriceReply, error) {
	return prices.Price(context.Background(), &PriceRequest{Article: "tea"})
}

// Guarded runs a step unless it has failed too often.
func Guarded(breaker *gobreaker.CircuitBreaker, step func() (any, error)) {
	breaker.Execute(step)
}

// Customer reads the token of a customer.
func Customer(text string, keys jwt.Keyfunc) (*jwt.Token, error) {
	return jwt.Parse(text, keys)
}

// Beep rings the bell of the shop.
func Beep(ctx context.Context) error {
	bell := exec.CommandContext(ctx, "bell")
	return bell.Start()
}
