/**
 * Import paths under which the same API is found: older majors, moved repositories. The facts are written for the
 * path on the right.
 */
const SAME_API: readonly (readonly [from: string, to: string])[] = [
  ["github.com/jackc/pgx/v4", "github.com/jackc/pgx/v5"],
  ["github.com/jackc/pgconn", "github.com/jackc/pgx/v5/pgconn"],
  ["go.mongodb.org/mongo-driver/mongo", "go.mongodb.org/mongo-driver/v2/mongo"],
  ["github.com/go-redis/redis/v8", "github.com/redis/go-redis/v9"],
  ["github.com/go-redis/redis/v9", "github.com/redis/go-redis/v9"],
  ["github.com/Shopify/sarama", "github.com/IBM/sarama"],
  ["github.com/streadway/amqp", "github.com/rabbitmq/amqp091-go"],
  ["nhooyr.io/websocket", "github.com/coder/websocket"],
  ["github.com/dgraph-io/badger", "github.com/dgraph-io/badger/v4"],
  ["github.com/dgraph-io/badger/v2", "github.com/dgraph-io/badger/v4"],
  ["github.com/dgraph-io/badger/v3", "github.com/dgraph-io/badger/v4"],
  ["github.com/boltdb/bolt", "go.etcd.io/bbolt"],
  ["github.com/coreos/bbolt", "go.etcd.io/bbolt"],
  ["github.com/cockroachdb/pebble/v2", "github.com/cockroachdb/pebble"],
  ["github.com/elastic/go-elasticsearch/v7", "github.com/elastic/go-elasticsearch/v9"],
  ["github.com/elastic/go-elasticsearch/v8", "github.com/elastic/go-elasticsearch/v9"],
  ["github.com/opensearch-project/opensearch-go", "github.com/elastic/go-elasticsearch/v9"],
  ["github.com/opensearch-project/opensearch-go/v2", "github.com/elastic/go-elasticsearch/v9"],
  ["gopkg.in/DataDog/dd-trace-go.v1", "github.com/DataDog/dd-trace-go/v2"],
  ["go.elastic.co/apm", "go.elastic.co/apm/v2"],
  ["github.com/aws/aws-xray-sdk-go", "github.com/aws/aws-xray-sdk-go/v2"],
  ["github.com/confluentinc/confluent-kafka-go", "github.com/confluentinc/confluent-kafka-go/v2"],
  ["github.com/minio/minio-go/v6", "github.com/minio/minio-go/v7"],
  ["github.com/ClickHouse/clickhouse-go", "github.com/ClickHouse/clickhouse-go/v2"],
  ["github.com/go-xorm/xorm", "xorm.io/xorm"],
  ["github.com/go-pg/pg/v9", "github.com/go-pg/pg/v10"],
  ["github.com/avast/retry-go", "github.com/avast/retry-go/v4"],
  ["github.com/avast/retry-go/v3", "github.com/avast/retry-go/v4"],
  ["github.com/avast/retry-go/v5", "github.com/avast/retry-go/v4"],
  ["github.com/cenkalti/backoff", "github.com/cenkalti/backoff/v4"],
  ["github.com/cenkalti/backoff/v3", "github.com/cenkalti/backoff/v4"],
  ["github.com/sony/gobreaker/v2", "github.com/sony/gobreaker"],
  ["github.com/georgysavva/scany", "github.com/georgysavva/scany/v2"],
  ["github.com/redis/go-redis/v8", "github.com/redis/go-redis/v9"],
  ["github.com/moby/moby/client", "github.com/docker/docker/client"],
  ["go.etcd.io/etcd/clientv3", "go.etcd.io/etcd/client/v3"],
  ["golang.org/x/net/context", "context"],
  ["github.com/pierrec/lz4", "github.com/pierrec/lz4/v4"],
  ["github.com/pierrec/lz4/v3", "github.com/pierrec/lz4/v4"],
];

const BY_FROM: ReadonlyMap<string, string> = new Map(SAME_API);

/**
 * The path the facts of this package are written for: the path itself, or the one its API was carried on under. Packages
 * below a listed path follow it (`github.com/jackc/pgx/v4/pgxpool`), except those that are themselves another major.
 */
export function factPath(path: string): string {
  const exact = BY_FROM.get(path);
  if (exact !== undefined) return exact;
  for (let slash = path.lastIndexOf("/"); slash > 0; slash = path.lastIndexOf("/", slash - 1)) {
    const to = BY_FROM.get(path.slice(0, slash));
    if (to === undefined) continue;
    return /^\/v\d+(\/|$)/.test(path.slice(slash)) ? path : to + path.slice(slash);
  }
  return path;
}
