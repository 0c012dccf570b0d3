export type MetricKind = "counter" | "gauge" | "histogram" | "summary" | "unknown";

/** What is wrong with a metric's name, as the data of a message; undefined where nothing is. */
export interface NameProblem {
  readonly id: "total-missing" | "total-wrong" | "reserved" | "camel" | "colon" | "unit" | "type-word";
  readonly part: string;
  readonly wanted: string;
}

/** Units whose base is another, with that base. */
const UNITS: readonly (readonly [unit: RegExp, base: string])[] = [
  [/^(milli|micro|nano|pico)seconds?$/, "seconds"],
  [/^(minutes?|hours?|weeks?)$/, "seconds"],
  [/^(ms|msec|msecs|us|usec|ns|nsec|sec|secs)$/, "seconds"],
  [/^(kilo|mega|giga|tera|peta|kibi|mebi|gibi|tebi|pebi)bytes?$/, "bytes"],
  [/^(kb|mb|gb|tb|kib|mib|gib|tib)$/, "bytes"],
  [/^(milli|centi|kilo)met(er|re)s?$/, "meters"],
  [/^(milli|kilo)grams?$/, "grams"],
  [/^(milli|kilo)volts?$/, "volts"],
  [/^(milli|kilo)joules?$/, "joules"],
  [/^(fahrenheit|kelvin)$/, "celsius"],
];

/**
 * The first thing that is wrong with a name of Prometheus, by the rules of its own linter, promlint. `tail` is what is known of
 * the end of the name; `whole` says whether it is all of it.
 */
export function prometheusProblem(tail: string, kind: MetricKind, whole: boolean): NameProblem | undefined {
  if (whole && /[a-z][A-Z]/.test(tail)) return { id: "camel", part: tail, wanted: snakeCase(tail) };
  if (tail.includes(":")) return { id: "colon", part: ":", wanted: "" };
  return suffixProblem(tail, kind) ?? unitProblem(tail) ?? typeWordProblem(tail, kind);
}

function suffixProblem(tail: string, kind: MetricKind): NameProblem | undefined {
  if (kind === "counter")
    return tail.endsWith("_total") ? undefined : { id: "total-missing", part: tail, wanted: "_total" };
  if (kind === "unknown") return undefined;
  if (tail.endsWith("_total")) return { id: "total-wrong", part: "_total", wanted: kind };
  const reserved = /_(bucket|count|sum)$/.exec(tail)?.[0];
  return reserved === undefined ? undefined : { id: "reserved", part: reserved, wanted: kind };
}

/** Only the last word speaks for the unit: `_minutes` is one, `minutes_left` may be a noun. */
function unitProblem(tail: string): NameProblem | undefined {
  const words = tail.replace(/_total$/, "").split("_");
  const last = words.at(-1) ?? "";
  const unit = words.length < 2 ? undefined : UNITS.find(([name]) => name.test(last));
  return unit === undefined ? undefined : { id: "unit", part: last, wanted: unit[1] };
}

function typeWordProblem(tail: string, kind: MetricKind): NameProblem | undefined {
  const last = tail.split("_").at(-1) ?? "";
  return kind !== "unknown" && last === kind ? { id: "type-word", part: last, wanted: kind } : undefined;
}

/** The first thing that is wrong with a name of OpenTelemetry, whose words are set off by dots and whose unit has a place of its own. */
export function otelProblem(name: string, whole: boolean): NameProblem | undefined {
  if (whole && /[a-z][A-Z]/.test(name)) return { id: "camel", part: name, wanted: snakeCase(name) };
  const words = name.split(/[._]/);
  const last = words.at(-1) ?? "";
  const unit = words.length < 2 ? undefined : UNITS.find(([each]) => each.test(last));
  return unit === undefined ? undefined : { id: "unit", part: last, wanted: unit[1] };
}

function snakeCase(name: string): string {
  return name.replace(/([a-z0-9])([A-Z])/g, "$1_$2").toLowerCase();
}
