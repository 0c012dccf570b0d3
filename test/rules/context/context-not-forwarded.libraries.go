package app

import (
	"context"

	"github.com/gin-gonic/gin"
	"github.com/go-resty/resty/v2"
	"github.com/gocql/gocql"
	"github.com/gofiber/fiber/v2"
	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/jmoiron/sqlx"
	"github.com/labstack/echo/v4"
	"github.com/sirupsen/logrus"
	"github.com/spf13/cobra"
	"golang.org/x/sync/errgroup"
	"gorm.io/gorm"
)

func load(ctx context.Context) error { return ctx.Err() }

func ginHandler(c *gin.Context) {
	_ = load(context.Background()) // want context-not-forwarded "c.Request.Context()"
}

func echoHandler(c echo.Context) error {
	return load(context.Background()) // want context-not-forwarded "c.Request().Context()"
}

func fiberHandler(c *fiber.Ctx) error {
	return load(context.Background()) // want context-not-forwarded "c.UserContext()"
}

func asksForItsContext(cmd *cobra.Command) error { return run(cmd.Context()) }

func run(ctx context.Context) error { return ctx.Err() }

func command(cmd *cobra.Command, args []string) error {
	return load(context.Background()) // want context-not-forwarded:info "cmd.Context()"
}

type store struct {
	db   *gorm.DB
	sqlx *sqlx.DB
	pool *pgxpool.Pool
}

func (s *store) find(ctx context.Context, out any) error {
	return s.db.Where("a = ?", 1).Find(out).Error // want context-not-forwarded "WithContext(ctx)"
}

func (s *store) create(ctx context.Context, v any) error {
	return s.db.Create(v).Error // want context-not-forwarded
}

func (s *store) raw(ctx context.Context, v any) error {
	return s.db.Raw("SELECT 1").Scan(v).Error // want context-not-forwarded
}

func (s *store) local(ctx context.Context, v any) error {
	db := s.db
	return db.First(v).Error // want context-not-forwarded
}

func (s *store) get(ctx context.Context, out any) error {
	return s.sqlx.Get(out, "SELECT 1") // want context-not-forwarded "GetContext"
}

func (s *store) queryx(ctx context.Context) (*sqlx.Rows, error) {
	return s.sqlx.Queryx("SELECT 1") // want context-not-forwarded "QueryxContext"
}

func (s *store) pooled(ctx context.Context) error {
	_, err := s.pool.Exec(context.Background(), "SELECT 1") // want context-not-forwarded "Pass `ctx`"
	return err
}

func call(ctx context.Context, client *resty.Client) error {
	_, err := client.R().SetHeader("a", "b").Get("/") // want context-not-forwarded "SetContext(ctx)"
	return err
}

func cassandra(ctx context.Context, session *gocql.Session) error {
	return session.Query("SELECT 1").Exec() // want context-not-forwarded "WithContext(ctx)"
}

func logs(ctx context.Context) {
	logrus.WithContext(ctx).Info("starting")
	logrus.Info("started") // want context-not-forwarded:hint
}

func group(ctx context.Context) error {
	g, gctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return load(context.Background()) // want context-not-forwarded "Pass `gctx`"
	})
	_ = gctx
	return g.Wait()
}

// ---- silent ----

func (s *store) withContext(ctx context.Context, out any) error {
	return s.db.WithContext(ctx).Where("a = ?", 1).Find(out).Error
}

func (s *store) localWithContext(ctx context.Context, out any) error {
	db := s.db.WithContext(ctx)
	if err := db.Where("a = ?", 1).Find(out).Error; err != nil {
		return err
	}
	return db.Create(out).Error
}

func given(ctx context.Context, db *gorm.DB, out any) error {
	return db.Find(out).Error
}

func (s *store) dbFor(ctx context.Context) *gorm.DB { return s.db.WithContext(ctx) }

func (s *store) throughMethod(ctx context.Context, out any) error {
	return s.dbFor(ctx).Find(out).Error
}

func (s *store) inTransaction(ctx context.Context, out any) error {
	return s.db.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Create(out).Error
	})
}

func callWithContext(ctx context.Context, client *resty.Client) error {
	_, err := client.R().SetContext(ctx).Get("/")
	return err
}

func callThroughVariable(ctx context.Context, client *resty.Client) error {
	req := client.R()
	req.SetContext(ctx)
	_, err := req.Get("/")
	return err
}

func cassandraWithContext(ctx context.Context, session *gocql.Session) error {
	return session.Query("SELECT 1").WithContext(ctx).Exec()
}

func ginForwards(c *gin.Context) {
	_ = load(c.Request.Context())
}

func (s *store) queryxWithContext(ctx context.Context) (*sqlx.Rows, error) {
	return s.sqlx.QueryxContext(ctx, "SELECT 1")
}

func groupForwards(ctx context.Context) error {
	g, ctx := errgroup.WithContext(ctx)
	g.Go(func() error {
		return load(ctx)
	})
	return g.Wait()
}
