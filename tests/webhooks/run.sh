#!/usr/bin/env bash
# Has the public packages of Standard Webhooks (PyPI, npm) and the PHP code of docs/callbacks.md verify what a server of ours
# really sends while a secret is being changed: either secret must do. The page's code for Rust, Node and Python runs in the
# tests of the crate.
#
# SURVEY_SERVER names the server binary; without it, it is built. Without php the PHP code is left out, and that is said.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
target=${CARGO_TARGET_DIR:-$root/target}

if [ -z "${SURVEY_SERVER:-}" ]; then
    (cd "$root" && cargo build -p survey-server --bin survey-server)
    SURVEY_SERVER=$target/debug/survey-server
fi

venv=$target/webhooks-venv
if ! cmp -s "$here/requirements.txt" "$venv/installed.txt"; then
    rm -rf "$venv"
    python3 -m venv "$venv"
    "$venv/bin/pip" install --quiet --disable-pip-version-check -r "$here/requirements.txt"
    cp "$here/requirements.txt" "$venv/installed.txt"
fi
node=$target/webhooks-node
if ! cmp -s "$here/package.json" "$node/installed.json"; then
    rm -rf "$node"
    mkdir -p "$node"
    cp "$here/package.json" "$node/"
    (cd "$node" && npm install --silent --no-audit --no-fund --ignore-scripts)
    cp "$here/package.json" "$node/installed.json"
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
export SURVEY_DATABASE_URL=sqlite://$work/survey.db SURVEY_BIND=127.0.0.1:$port
export SURVEY_PUBLIC_URL=http://127.0.0.1:$port SURVEY_OUTBOX_DIR=$work/outbox
export SURVEY_OUTBOUND_ALLOW_CIDRS=127.0.0.0/8
unset SURVEY_SMTP_URL
cd "$work"
"$SURVEY_SERVER" serve >server.log 2>&1 &
server=$!
for _ in $(seq 300); do
    kill -0 "$server" || { echo "the server ended before it was ready" >&2; exit 1; }
    python3 -c "import urllib.request as r; r.urlopen('$SURVEY_PUBLIC_URL/readyz', timeout=5)" 2>/dev/null && break
    sleep 0.2
done
key=$("$SURVEY_SERVER" api-key create --name webhooks)
python3 "$here/receive.py" "$SURVEY_PUBLIC_URL/v1/" "$key" "$work/arrived.json"
"$venv/bin/python" "$here/verify.py" "$work/arrived.json"
NODE_PATH=$node/node_modules node "$here/verify.js" "$work/arrived.json"
if command -v php >/dev/null; then
    sed -n '/^```php$/,/^```$/p' "$root/docs/callbacks.md" | sed '1d;$d' >page.php
    php "$here/verify.php" page.php "$work/arrived.json"
else
    echo "SKIPPED: php is not installed, so its code in docs/callbacks.md was not run"
fi
