package app

import (
	"context"
	"log/slog"
)

func logs(ctx context.Context, logger *slog.Logger) {
	slog.Info("started")
	logger.Error("failed", "code", 1)
}
