#!/usr/bin/env bash
# clang-tidy 14 over the code that decides: the conversation core, protocol state machines, limits, parsers, settings.
# usage: tidy.sh BUILD_FOLDER
set -uo pipefail
build="$(cd "$1" && pwd)"
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
files=$(ls actors/conversation/{machine,moves,names,phrases,texts,work}.cpp actors/timer_wheel.cpp actors/codec.cpp actors/discord/inbound.cpp \
  net/discord/{gateway_session,rate_limiter,split,text,watermark,close_code,payload_reader}.cpp net/twilio/{signature,retry,rate,webhook,identity,event_id}.cpp \
  net/http/{message,url,router,redirect}.cpp config/{schema,load,hours,value,apply,check}.cpp 2>/dev/null)
printf '%s\n' $files | xargs -P "$(nproc)" -n 2 clang-tidy-14 --quiet -p "$build" 2>/dev/null || { echo "clang-tidy found something"; exit 1; }
echo "clang-tidy: $(printf '%s\n' $files | wc -l) files are clean"
