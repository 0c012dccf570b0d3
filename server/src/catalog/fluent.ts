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
];

/** The type's name that a method of a fluent type gives; undefined where it is not known. */
export function fluentResult(pkg: string, type: string, method: string): string | undefined {
  const found = FLUENT.find(
    (each) => each.pkg === pkg && each.type === type && (each.methods === undefined || each.methods.includes(method)),
  );
  return found === undefined ? undefined : (found.gives ?? found.type);
}
