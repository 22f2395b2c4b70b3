#!/usr/bin/env bash
# Runs the client libraries of others against a server of ours: a fresh database, a free port, a new key.
#
#   tests/clients/run.sh [DATABASE_URL]
#
# SURVEY_SERVER names the server binary; without it, it is built.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}

if [ -z "${SURVEY_SERVER:-}" ]; then
    (cd "$root" && cargo build -p survey-server --bin survey-server)
    SURVEY_SERVER=$target/debug/survey-server
fi

venv=$target/clients-venv
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
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

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export SURVEY_DATABASE_URL=${1:-sqlite://$work/survey.db}
export SURVEY_BIND=127.0.0.1:$port
export SURVEY_PUBLIC_URL=http://127.0.0.1:$port
# Only needed with PostgreSQL; a throw-away key of a throw-away database.
export SURVEY_SECRET_KEY=a-secret-of-32-characters-or-more-for-one-test-run
unset SURVEY_SMTP_URL

cd "$work"
case $SURVEY_DATABASE_URL in postgres*) "$SURVEY_SERVER" migrate ;; esac
"$SURVEY_SERVER" serve >server.log 2>&1 &
server=$!
for _ in $(seq 300); do
    kill -0 "$server" || { echo "the server ended before it was ready" >&2; exit 1; }
    if python3 -c "import urllib.request as r; r.urlopen('$SURVEY_PUBLIC_URL/readyz', timeout=5)" 2>/dev/null; then
        ready=1
        break
    fi
    sleep 0.2
done
[ -n "${ready:-}" ] || { echo "the server was not ready within a minute" >&2; exit 1; }

key=$("$SURVEY_SERVER" api-key create --name clients)
"$venv/bin/python" "$here/delighted_client.py" "$SURVEY_PUBLIC_URL/v1/" "$key"
