import type { ContextVariantFact } from "../schema.ts";
import { suffixed, takesContext } from "./variants.ts";

export const messaging: readonly ContextVariantFact[] = [
  ...suffixed({ pkg: "github.com/gomodule/redigo/redis", kind: "replace" }, "Context", [
    "Dial",
    "DialURL",
    "Script.Do",
    "PubSubConn.Receive",
  ]),
  // Returns an error besides the connection.
  ...suffixed({ pkg: "github.com/gomodule/redigo/redis", kind: "replace", mechanical: false }, "Context", ["Pool.Get"]),
  ...suffixed({ pkg: "github.com/nats-io/nats.go", kind: "replace" }, "WithContext", ["Conn.Flush"]),
  // The variant has no timeout argument: the context carries it. A call with its own timeout is bounded already.
  ...suffixed(
    { pkg: "github.com/nats-io/nats.go", kind: "replace", mechanical: false, report: "info" },
    "WithContext",
    ["Conn.Request", "Conn.RequestMsg", "EncodedConn.Request", "Subscription.NextMsg"],
  ),
  ...suffixed({ pkg: "github.com/rabbitmq/amqp091-go", kind: "replace" }, "WithContext", [
    "Channel.Consume",
    "Channel.Publish",
    "Channel.PublishWithDeferredConfirm",
  ]),
  ...suffixed({ pkg: "github.com/rabbitmq/amqp091-go", kind: "replace", mechanical: false }, "Context", [
    "DeferredConfirmation.Wait",
  ]),
  ...suffixed({ pkg: "github.com/segmentio/kafka-go", kind: "replace" }, "Context", ["Dial", "Dialer.Dial"]),
  {
    pkg: "github.com/gomodule/redigo/redis",
    recv: "Conn",
    name: "Do",
    kind: "restructure",
    variant: "redis.DoContext(conn, ctx, cmd, args…)",
  },
  {
    pkg: "github.com/gomodule/redigo/redis",
    recv: "Conn",
    name: "Receive",
    kind: "restructure",
    variant: "redis.ReceiveContext(conn, ctx)",
  },
  ...takesContext("github.com/redis/go-redis/v9", ["Client.Get"]),
  ...takesContext("github.com/segmentio/kafka-go", ["Reader.ReadMessage", "Writer.WriteMessages"]),
  {
    pkg: "github.com/IBM/sarama",
    recv: "SyncProducer",
    name: "SendMessage",
    kind: "none",
    variant: "",
  },
];
