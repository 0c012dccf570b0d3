#!/bin/sh
# gostable from a clone of its repository: builds it on the first run, then runs it in the current folder.
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$root/dist/cli.cjs" ]; then
  (cd "$root" && npm ci --silent && node scripts/build.mjs --only cli.cjs,scan-worker.cjs >/dev/null) >&2 || exit 2
fi
exec node "$root/dist/cli.cjs" "$@"
