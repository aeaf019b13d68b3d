#!/usr/bin/env bash
# clang-tidy 14 over the code that decides: the conversation core, protocol state machines, limits, parsers, settings.
# usage: tidy.sh BUILD_FOLDER
set -uo pipefail
build="$(cd "$1" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
files=$(ls actors/conversation/{machine,moves,names,phrases,texts,work}.cpp actors/timer_wheel.cpp actors/codec.cpp actors/discord/inbound.cpp actors/reconcile/losses.cpp actors/audit/{compare,gap,journal_view}.cpp store/postgres/judge.cpp store/sqlite/explain.cpp \
  net/discord/{gateway_session,gateway_session_steps,rate_limiter,split,text,watermark,close_code,json_fields}.cpp net/twilio/{signature,retry,rate,webhook,identity,event_id}.cpp \
  net/http/{message,url,router,redirect}.cpp config/{schema,load,hours,value,apply,check}.cpp) || exit 1
# Plain flags instead of the build's: its precompiled headers and some of its warnings are g++'s own.
caf="$(sed -n 's/^CAF_DIR:[A-Z]*=//p' "$build/CMakeCache.txt")"
caf="${caf%/lib*}/include"
flags=(-std=c++20 -I. -isystem "$caf" -DFLEXCORD_VERSION='"0"' -Wall -Wextra -Wno-missing-field-initializers)
one() { clang-tidy-14 --quiet "$@" -- "${flags[@]}" 2>/dev/null; }
failed=0
out="$(mktemp -d)"
trap 'rm -rf "$out"' EXIT
for f in $files; do
  one "$f" >"$out/$(basename "$f")" &
  while [ "$(jobs -rp | wc -l)" -ge "$(nproc)" ]; do wait -n || failed=1; done
done
while [ -n "$(jobs -rp)" ]; do wait -n || failed=1; done
cat "$out"/*
[ $failed = 0 ] || { echo "clang-tidy found something"; exit 1; }
echo "clang-tidy: $(printf '%s\n' $files | wc -l) files are clean"
