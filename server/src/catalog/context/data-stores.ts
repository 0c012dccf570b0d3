import type { ContextVariantFact } from "../schema.ts";
import { chained, takesContext } from "./variants.ts";

export const dataStores: readonly ContextVariantFact[] = [
  ...chained({ pkg: "github.com/gocql/gocql", kind: "chain", chainMethod: "WithContext" }, [
    "Query.Exec",
    "Query.Iter",
    "Query.Scan",
    "Query.MapScan",
    "Query.ScanCAS",
    "Query.MapScanCAS",
  ]),
  {
    pkg: "github.com/bradfitz/gomemcache/memcache",
    recv: "Client",
    name: "Get",
    kind: "none",
    variant: "",
  },
  ...takesContext("go.mongodb.org/mongo-driver/v2/mongo", ["Collection.Find"]),
  {
    pkg: "go.mongodb.org/mongo-driver/mongo",
    name: "NewClient",
    kind: "restructure",
    variant: "mongo.Connect(ctx, opts)",
  },
  {
    pkg: "github.com/elastic/go-elasticsearch/v8",
    recv: "Client",
    name: "Search",
    kind: "option",
    variant: "es.Search(es.Search.WithContext(ctx), …)",
  },
];
