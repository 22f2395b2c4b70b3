#!/usr/bin/env bash
# Has an independent verifier (dkimpy) check the signatures of mails that the server wrote, by the record that
# "survey-server check" says to publish: once with an RSA key, once with an Ed25519 key.
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

venv=$target/dkim-venv
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
    if [ "$status" -ne 0 ]; then
        for log in "$work"/*/server.log; do
            echo "--- the end of the server's log:" >&2
            tail -n 40 "$log" >&2
        done
    fi
    rm -rf "$work"
    exit "$status"
}
trap finish EXIT

# An Ed25519 key as OpenSSL writes it: without its public half.
ed25519='-----BEGIN PRIVATE KEY-----
MC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g
-----END PRIVATE KEY-----'

for kind in rsa ed25519; do
    mkdir "$work/$kind"
    cd "$work/$kind"
    case $kind in
    rsa) cp "$root/tests/mail/rsa.pem" dkim.pem ;;
    ed25519) printf '%s\n' "$ed25519" >dkim.pem ;;
    esac
    port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
    export SURVEY_DATABASE_URL=sqlite://$work/$kind/survey.db SURVEY_BIND=127.0.0.1:$port
    export SURVEY_PUBLIC_URL=http://127.0.0.1:$port SURVEY_OUTBOX_DIR=$work/$kind/outbox
    export SURVEY_DKIM_KEY=$work/$kind/dkim.pem SURVEY_DKIM_SELECTOR=test SURVEY_BOUNCE_DOMAIN=bounces.shop.example
    export SURVEY_MAIL_FROM='Велодвор <survey@shop.example>'
    unset SURVEY_SMTP_URL
    "$SURVEY_SERVER" serve >server.log 2>&1 &
    server=$!
    for _ in $(seq 300); do
        kill -0 "$server" || { echo "the server ended before it was ready" >&2; exit 1; }
        python3 -c "import urllib.request as r; r.urlopen('$SURVEY_PUBLIC_URL/readyz', timeout=5)" 2>/dev/null && break
        sleep 0.2
    done
    key=$("$SURVEY_SERVER" api-key create --name mail)
    "$SURVEY_SERVER" check >check.txt
    "$venv/bin/python" "$here/verify.py" "$SURVEY_PUBLIC_URL/v1/" "$key" "$SURVEY_OUTBOX_DIR" check.txt
    kill "$server"
    wait "$server" || true
    server=
done
