import type { Finding } from "../analyze/finding.ts";

const PREFIX = "untitled:";

/** A document that was never saved lies in no directory. The engine is told of one that holds it alone. */
export function engineUri(uri: string): string {
  return uri.startsWith(PREFIX) ? `untitled:/${uri.slice(PREFIX.length).replace(/[^\w-]+/g, "_")}/untitled.go` : uri;
}

/** A finding with every place in the document itself named as the editor names it. */
export function findingIn(uri: string, finding: Finding): Finding {
  if (!uri.startsWith(PREFIX)) return finding;
  const own = engineUri(uri);
  const named = <Place extends { readonly uri: string }>(place: Place): Place =>
    place.uri === own ? { ...place, uri } : place;
  return {
    ...named(finding),
    related: finding.related.map(named),
    fixes: finding.fixes.map((fix) => ({ ...fix, edits: fix.edits.map(named) })),
  };
}
