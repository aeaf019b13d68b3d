#!/usr/bin/env bash
# Rules that a reader could check by eye, checked by a script. Prints each place that breaks one; exit code 1 if any.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/../.."
bad=0
report() { [ -z "$2" ] || { printf '%s\n' "$1"; printf '    %s\n' $2; bad=1; }; }
files() { find config net store actors desk sandbox test/unit test/scenario test/support -name node_modules -prune -o -type f \( -name '*.hpp' -o -name '*.cpp' \) -print 2>/dev/null; }
code() { find "$@" -type f \( -name '*.hpp' -o -name '*.cpp' \) 2>/dev/null; }
including() { xargs -r grep -lE "$1" 2>/dev/null; }

# 1. Size: 400 lines, tests 500.
report 'files that are too long (split by idea):' "$(for f in $(files); do
  n=$(wc -l <"$f"); limit=400; [[ $f = test/* ]] && limit=500; [ "$n" -gt $limit ] && echo "$n:$f"; done)"
# 2. Headers: pragma once, and no Beast or Asio in a header that others include.
report 'headers without #pragma once:' "$(find config net store actors desk sandbox -name '*.hpp' | xargs grep -L '^#pragma once')"
report 'public headers with Beast or Asio:' "$(code actors store desk config | grep 'hpp$' | including '#include <boost/(beast|asio)'
  ls net/runtime.hpp net/http/{client,server,message}.hpp net/websocket/{client,connection}.hpp net/discord/{rest,gateway}.hpp net/twilio/rest.hpp net/chatbot/bot.hpp | including '#include <boost/(beast|asio)')"
# 3. Who may include whom (the folders' READMEs say why).
report 'config includes something of ours:' "$(code config | including '#include "(net|store|actors|desk|sandbox)/')"
report 'net includes actors, store or CAF:' "$(code net | including '#include ("(actors|store|desk|sandbox)/|<caf/)')"
report 'store includes net, actors or CAF:' "$(code store | including '#include ("(net|actors|desk|sandbox)/|<caf/)')"
report 'desk includes more than config, or Boost in a header:' "$(code desk | including '#include ("(net|store|actors|sandbox)/|<caf/)'; code desk | grep 'hpp$' | including '#include <boost/')"
report 'sandbox includes actors or store:' "$(code sandbox | including '#include "(actors|store|desk)/')"
report 'actors include Boost (codec.cpp, JSON of the desk and of the API, of audits and exports excepted):' "$(code actors | grep -vE 'actors/(codec|field_codec|cases/[a-z_]+|twilio/[a-z_]+|edge/(letters|articles)_page|audit/page|privacy/pages)\.[ch]pp' | including '#include <boost/')"
core=$(ls actors/conversation/*.?pp actors/gates/*.?pp | grep -vE '_actor|record')
report 'the conversation core or the gates include more than the standard library and themselves:' "$(grep -lE '#include (<(caf|boost)|"(net|store|config|desk|sandbox)/|"actors/([^acgl]|a[^l]|c[^o]|g[^a]|l[^o]))' $core)"
report 'words of a vendor in the conversation core:' "$(grep -lniE 'discord|twilio|flex[^c]|guild|snowflake' $core | grep -v README)"
# 4. Left open, waits, paths, prints of secrets.
report 'left open in the code:' "$(files | xargs grep -nE 'TODO|FIXME|XXX' | grep -v XXXXXX | tr ' ' '_')"
report 'tests that wait on the clock:' "$(find test/unit test/scenario test/e2e test/contract test/browser -type f \( -name '*.cpp' -o -name '*.hpp' -o -name '*.mjs' \) 2>/dev/null | xargs -r grep -nE 'sleep_for|sleep_until|usleep|waitForTimeout' | tr ' ' '_')"
report 'secrets near a log call:' "$(code config net store actors desk | xargs grep -nE 'log::[a-z]+\(.*(reveal\(|\.text\b|content)' | tr ' ' '_')"
report 'paths of somebody'"'"'s machine:' "$(git grep -nE '(^|[^A-Za-z0-9._-])/(home|root|work)/' -- . ':!test/lint/rules.sh' 2>/dev/null | tr ' ' '_')"
# 5. Every folder says what it is for.
report 'folders without a README:' "$(for d in config net net/http net/websocket net/discord net/twilio net/chatbot store actors actors/conversation actors/twilio desk sandbox; do [ -f $d/README.md ] || echo $d; done)"
[ $bad = 0 ] && echo "all rules hold"
exit $bad
