/** Assertions for both hosts: the browser's worker has no node:assert. */
export function equal<Value>(actual: Value, expected: Value): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`expected ${b}, got ${a}`);
}

export function ok(value: unknown, what: string): asserts value {
  if (value === undefined || value === null || value === false) throw new Error(`missing: ${what}`);
}

export function includes(text: string, part: string): void {
  if (!text.includes(part)) throw new Error(`${JSON.stringify(part)} is not in ${JSON.stringify(text.slice(0, 400))}`);
}
