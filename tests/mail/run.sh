#!/usr/bin/env bash
# Has every kind of mail in every language read by a parser that is not ours: first the samples, then what a running
# server writes to people of ten languages.
#
#   tests/mail/run.sh
#
# SURVEY_SERVER and SURVEY_MAILS name the binaries of the server and of the example `mails`; without them, they are built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}

if [ -z "${SURVEY_SERVER:-}" ] || [ -z "${SURVEY_MAILS:-}" ]; then
    (cd "$root" && cargo build -p survey-server --bin survey-server --example mails)
    SURVEY_SERVER=$target/debug/survey-server
    SURVEY_MAILS=$target/debug/examples/mails
fi

work=$(mktemp -d)
server=
finish() {
    status=$?
    if [ -n "$server" ]; then
        kill "$server" 2>/dev/null || true
        wait "$server" 2>/dev/null || true
    fi
    if [ "$status" -ne 0 ] && [ -s "$work/server.log" ]; then
        echo "--- the end of the server's log:" >&2
        tail -n 40 "$work/server.log" >&2
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

"$SURVEY_MAILS" "$work/samples"
python3 "$here/check.py" "$work/samples"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export SURVEY_DATABASE_URL=sqlite://$work/survey.db
export SURVEY_BIND=127.0.0.1:$port
export SURVEY_PUBLIC_URL=http://127.0.0.1:$port
unset SURVEY_SMTP_URL

cd "$work"
"$SURVEY_SERVER" serve >server.log 2>&1 &
server=$!
key=
for _ in $(seq 300); do
    kill -0 "$server" || { echo "the server ended before it was ready" >&2; exit 1; }
    if python3 -c "import urllib.request as r; r.urlopen('$SURVEY_PUBLIC_URL/readyz', timeout=5)" 2>/dev/null; then
        key=$("$SURVEY_SERVER" api-key create --name mails)
        break
    fi
    sleep 0.2
done
[ -n "$key" ] || { echo "the server was not ready within a minute" >&2; exit 1; }
python3 "$here/ask.py" "$SURVEY_PUBLIC_URL" "$key" "$work"
python3 "$here/check.py" "$work/outbox"
