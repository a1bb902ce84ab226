#!/usr/bin/env bash
# npm test: everything that a submission must pass. The servers that the tests start come first.
set -euo pipefail
cd "$(dirname "$0")/.."
bash scripts/install-servers.sh
sh scripts/install-containers.sh
npm run --silent build
npm run --silent build:executable -- host
npm run --silent typecheck
npm run --silent lint
npx --no-install knip
npx --no-install publint --strict
npx --no-install vitest run "$@"
