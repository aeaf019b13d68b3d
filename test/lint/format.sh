#!/usr/bin/env bash
# Every C++ file stands as clang-format 14 writes it.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
find config net store actors desk sandbox test -name node_modules -prune -o -type f \( -name '*.hpp' -o -name '*.cpp' \) -print0 |
  xargs -0 -P "$(nproc)" -n 20 clang-format-14 --dry-run -Werror || { echo "run: clang-format-14 -i FILE"; exit 1; }
echo "every file is formatted"
