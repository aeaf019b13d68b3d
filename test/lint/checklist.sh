#!/usr/bin/env bash
# Every item from 10 to 36 of the founding document's checklist is named by a test: "checklist 14, 15" in its title or in a
# comment of its file. Prints the items that are not; exit code 1 if any.
# usage: checklist.sh [--list]     --list also prints which files name each item
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
first=10 last=36

# Each line FILE NUMBER. A list goes on with commas and "and", not over the end of a line.
named() {
  find test \( -name node_modules -o -name lint \) -prune -o -type f \( -name '*.test.mjs' -o -path 'test/unit/*.cpp' -o -path 'test/scenario/*.cpp' \) -print |
    xargs grep -oiE 'checklist [0-9]+((, and |, | and )[0-9]+)*' |
    awk -F: '{ n = split($2, word, /[^0-9]+/); for (i = 2; i <= n; ++i) if (word[i] != "") print $1, word[i] }' | sort -u
}

all=$(named)
missing=""
for ((item = first; item <= last; ++item)); do
  files=$(awk -v n="$item" '$2 == n { print $1 }' <<<"$all")
  [ -n "$files" ] || missing+=" $item"
  if [ "${1:-}" = --list ]; then printf '%s:\n' "$item"; printf '    %s\n' ${files:-nobody}; fi
done
if [ -n "$missing" ]; then
  printf 'items of the checklist that no test names:%s\n' "$missing"
  exit 1
fi
echo "every item from $first to $last is named by a test"
