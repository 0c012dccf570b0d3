import type { FileUnit } from "../../analyze/unit.ts";

const NEVER_BUILT = /^\/\/go:build (ignore|none|never|gen|generate|mage)[ \t]*\r?$/m;

/** True for a file that is in no build, and run by hand with `go run`: who does so sees that it hangs, and ends it. */
export function isScript({ text }: FileUnit): boolean {
  const at = text.search(/^package /m);
  return NEVER_BUILT.test(at < 0 ? "" : text.slice(0, at));
}
