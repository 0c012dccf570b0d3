#!/bin/sh
# gostable from a clone of its repository: builds it on the first run, then runs it in the current folder.
root=$(cd "$(dirname "$0")/.." && pwd)
if [ ! -f "$root/dist/cli.cjs" ]; then
  # What builds it is among the development dependencies, which npm leaves out where NODE_ENV says "production".
  (cd "$root" && npm ci --include=dev --loglevel=error && node scripts/build.mjs --only cli.cjs,scan-worker.cjs) >/dev/null || exit 2
fi
exec node "$root/dist/cli.cjs" "$@"
