import type { AcquireFact } from "../schema.ts";
import { acquires } from "./acquires.ts";

export const messaging: readonly AcquireFact[] = [
  // Unsubscribe does not close the connection.
  ...acquires(
    {
      pkg: "github.com/redis/go-redis/v9",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*redis.PubSub",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    [
      "Client.Subscribe",
      "Client.PSubscribe",
      "Client.SSubscribe",
      "ClusterClient.Subscribe",
      "ClusterClient.PSubscribe",
      "ClusterClient.SSubscribe",
    ],
  ),
  // Unsubscribe does not close the connection.
  ...acquires(
    {
      pkg: "github.com/redis/go-redis/v9",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*redis.PubSub",
      release: ["Close"],
      errorResult: false,
      severity: "error",
      interfaceMethod: true,
    },
    ["UniversalClient.Subscribe", "UniversalClient.PSubscribe"],
  ),
  // Gives the connection back.
  ...acquires(
    {
      pkg: "github.com/redis/go-redis/v9",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*redis.Conn",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Client.Conn"],
  ),
  // Process-long.
  ...acquires(
    {
      pkg: "github.com/redis/go-redis/v9",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*redis.Client",
      release: ["Close"],
      errorResult: false,
      severity: "info",
    },
    ["NewClient", "NewFailoverClient"],
  ),
  // Pool.Get has no error result; the pool is exhausted when Close is missed.
  ...acquires(
    {
      pkg: "github.com/gomodule/redigo/redis",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "redis.Conn",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Pool.Get"],
  ),
  // Pool.Get has no error result; the pool is exhausted when Close is missed.
  ...acquires(
    {
      pkg: "github.com/gomodule/redigo/redis",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "redis.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Pool.GetContext", "Dial", "DialContext", "DialURL"],
  ),
  // Goroutines and a group membership.
  ...acquires(
    {
      pkg: "github.com/segmentio/kafka-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*kafka.Reader",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["NewReader"],
  ),
  // WriteMessages comes back when all is written, unless the writer is an asynchronous one. Process-long as a rule.
  ...acquires(
    {
      pkg: "github.com/segmentio/kafka-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*kafka.Writer",
      release: ["Close"],
      errorResult: false,
      severity: "info",
    },
    ["NewWriter"],
  ),
  ...acquires(
    {
      pkg: "github.com/segmentio/kafka-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kafka.Conn",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["Dial", "DialContext", "DialLeader", "DialPartition", "Dialer.Dial", "Dialer.DialContext", "Dialer.DialLeader"],
  ),
  // Holds the read lock of the conn; no error result.
  ...acquires(
    {
      pkg: "github.com/segmentio/kafka-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 1,
      type: "*kafka.Batch",
      release: ["Close"],
      errorResult: false,
      severity: "error",
    },
    ["Conn.ReadBatch", "Conn.ReadBatchWith"],
  ),
  ...acquires(
    {
      pkg: "github.com/segmentio/kafka-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kafka.ConsumerGroup",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewConsumerGroup"],
  ),
  // Old import path github.com/Shopify/sarama.
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.Client",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["NewClient"],
  ),
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.Consumer",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["NewConsumer", "NewConsumerFromClient"],
  ),
  // Must be closed before the Consumer.
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.PartitionConsumer",
      release: ["Close", "AsyncClose"],
      errorResult: true,
      severity: "error",
      interfaceMethod: true,
    },
    ["Consumer.ConsumePartition"],
  ),
  // Documented to leak otherwise: not collected automatically.
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.SyncProducer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewSyncProducer", "NewSyncProducerFromClient"],
  ),
  // As above.
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.AsyncProducer",
      release: ["Close", "AsyncClose"],
      errorResult: true,
      severity: "error",
    },
    ["NewAsyncProducer", "NewAsyncProducerFromClient"],
  ),
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.ConsumerGroup",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewConsumerGroup", "NewConsumerGroupFromClient"],
  ),
  ...acquires(
    {
      pkg: "github.com/IBM/sarama",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "sarama.ClusterAdmin",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["NewClusterAdmin", "NewClusterAdminFromClient"],
  ),
  // Close has no result.
  ...acquires(
    {
      pkg: "github.com/twmb/franz-go/pkg/kgo",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kgo.Client",
      release: ["Close", "CloseAllowingRebalance"],
      errorResult: true,
      severity: "error",
    },
    ["NewClient"],
  ),
  // cgo handle.
  ...acquires(
    {
      pkg: "github.com/confluentinc/confluent-kafka-go/v2/kafka",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kafka.Consumer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewConsumer"],
  ),
  // Flush first; Close has no result.
  ...acquires(
    {
      pkg: "github.com/confluentinc/confluent-kafka-go/v2/kafka",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kafka.Producer",
      release: ["Close"],
      errorResult: true,
      severity: "error",
    },
    ["NewProducer"],
  ),
  ...acquires(
    {
      pkg: "github.com/confluentinc/confluent-kafka-go/v2/kafka",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*kafka.AdminClient",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    // One that is made from a consumer or a producer uses the connections of that one.
    ["NewAdminClient"],
  ),
  // Process-long as a rule.
  ...acquires(
    {
      pkg: "github.com/nats-io/nats.go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*nats.Conn",
      release: ["Close", "Drain"],
      errorResult: true,
      severity: "warning",
    },
    ["Connect", "Options.Connect"],
  ),
  // Conn.Close or Drain ends all of them: most programs subscribe once and for good.
  ...acquires(
    {
      pkg: "github.com/nats-io/nats.go",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "*nats.Subscription",
      release: ["Unsubscribe", "Drain", "AutoUnsubscribe"],
      errorResult: true,
      severity: "info",
    },
    [
      "Conn.Subscribe",
      "Conn.SubscribeSync",
      "Conn.QueueSubscribe",
      "Conn.QueueSubscribeSync",
      "Conn.ChanSubscribe",
      "Conn.ChanQueueSubscribe",
    ],
  ),
  ...acquires(
    {
      pkg: "github.com/nats-io/nats.go/jetstream",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "jetstream.ConsumeContext",
      release: ["Stop", "Drain"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["Consumer.Consume"],
  ),
  ...acquires(
    {
      pkg: "github.com/nats-io/nats.go/jetstream",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "jetstream.MessagesContext",
      release: ["Stop", "Drain"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["Consumer.Messages"],
  ),
  ...acquires(
    {
      pkg: "github.com/nats-io/nats.go/jetstream",
      rule: "resource-not-closed",
      result: 0,
      results: 2,
      type: "jetstream.KeyWatcher",
      release: ["Stop"],
      errorResult: true,
      severity: "warning",
      interfaceMethod: true,
    },
    ["KeyValue.Watch", "KeyValue.WatchAll"],
  ),
  ...acquires(
    {
      pkg: "github.com/rabbitmq/amqp091-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*amqp.Connection",
      release: ["Close", "CloseDeadline"],
      errorResult: true,
      severity: "warning",
    },
    ["Dial", "DialConfig", "DialTLS"],
  ),
  // Connection.Close closes its channels.
  ...acquires(
    {
      pkg: "github.com/rabbitmq/amqp091-go",
      rule: "net-conn-not-closed",
      result: 0,
      results: 2,
      type: "*amqp.Channel",
      release: ["Close"],
      errorResult: true,
      severity: "warning",
    },
    ["Connection.Channel"],
  ),
];
