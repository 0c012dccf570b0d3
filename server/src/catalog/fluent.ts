/**
 * Types that answer themselves, so that calls can be chained; for libraries whose source is not at hand. Only methods that go
 * on are named by exception: what ends a chain has no call behind it that matters.
 */
interface FluentType {
  readonly pkg: string;
  readonly type: string;
  /** The type the methods give: the type itself where it is left out. */
  readonly gives?: string;
  /** Where only some methods do. */
  readonly methods?: readonly string[];
}

const FLUENT: readonly FluentType[] = [
  { pkg: "gorm.io/gorm", type: "DB" },
  { pkg: "github.com/go-resty/resty/v2", type: "Client", gives: "Request", methods: ["R", "NewRequest"] },
  { pkg: "github.com/go-resty/resty/v2", type: "Request" },
  { pkg: "github.com/gocql/gocql", type: "Session", gives: "Query", methods: ["Query"] },
  { pkg: "github.com/gocql/gocql", type: "Query" },
  {
    pkg: "cloud.google.com/go/spanner",
    type: "Client",
    gives: "ReadOnlyTransaction",
    methods: ["ReadOnlyTransaction"],
  },
  {
    pkg: "cloud.google.com/go/spanner",
    type: "ReadOnlyTransaction",
    methods: ["WithTimestampBound", "WithBeginTransactionOption"],
  },
];

/** The type's name that a method of a fluent type gives; undefined where it is not known. */
export function fluentResult(pkg: string, type: string, method: string): string | undefined {
  const found = FLUENT.find(
    (each) => each.pkg === pkg && each.type === type && (each.methods === undefined || each.methods.includes(method)),
  );
  return found === undefined ? undefined : (found.gives ?? found.type);
}

/** Functions of libraries whose result's type is needed though their source is not at hand. */
const FUNCTION_RESULTS: readonly (readonly [pkg: string, name: string, resultPkg: string, result: string])[] = [
  ["go.opentelemetry.io/otel", "Tracer", "go.opentelemetry.io/otel/trace", "Tracer"],
  ["go.opentelemetry.io/otel", "Meter", "go.opentelemetry.io/otel/metric", "Meter"],
  ["golang.org/x/time/rate", "NewLimiter", "golang.org/x/time/rate", "Limiter"],
  ["github.com/rs/zerolog", "New", "github.com/rs/zerolog", "Logger"],
  ["github.com/go-resty/resty/v2", "New", "github.com/go-resty/resty/v2", "Client"],
];

/** The named type that a library's function gives; undefined where it is not known. */
export function functionResult(pkg: string, name: string): { readonly pkg: string; readonly name: string } | undefined {
  const found = FUNCTION_RESULTS.find((each) => each[0] === pkg && each[1] === name);
  return found === undefined ? undefined : { pkg: found[2], name: found[3] };
}
