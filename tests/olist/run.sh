#!/usr/bin/env bash
# Has the figures of the API and of the pages compared with an independent computation in plain Python, on real orders and
# the reviews that followed them (Olist's public dataset, whose three CSV files are not part of this repository).
#
#   tests/olist/run.sh FOLDER
#
# FOLDER holds olist_customers_dataset.csv, olist_orders_dataset.csv and olist_order_reviews_dataset.csv. SURVEY_SERVER names
# the binary of the server; without it, it is built.
set -euo pipefail
export PYTHONDONTWRITEBYTECODE=1
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
data=${1:-}
if [ -z "$data" ] || [ ! -f "$data/olist_order_reviews_dataset.csv" ]; then
    echo "skipped: give the folder with the three CSV files of the dataset"
    exit 0
fi
data=$(cd "$data" && pwd)

if [ -z "${SURVEY_SERVER:-}" ]; then
    (cd "$root" && cargo build -p survey-server --bin survey-server)
    SURVEY_SERVER=${CARGO_TARGET_DIR:-$root/target}/debug/survey-server
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

python3 "$here/convert.py" "$data" "$work/reviews.csv"

port=$(python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])')
export SURVEY_DATABASE_URL=${SURVEY_DATABASE_URL:-sqlite://$work/survey.db}
export SURVEY_BIND=127.0.0.1:$port
export SURVEY_PUBLIC_URL=http://127.0.0.1:$port
export SURVEY_RATE_LIMIT=off
unset SURVEY_SMTP_URL

cd "$work"
"$SURVEY_SERVER" serve >server.log 2>&1 &
server=$!
key=
for _ in $(seq 300); do
    kill -0 "$server" || { echo "the server ended before it was ready" >&2; exit 1; }
    if python3 -c "import urllib.request as r; r.urlopen('$SURVEY_PUBLIC_URL/readyz', timeout=5)" 2>/dev/null; then
        key=$("$SURVEY_SERVER" api-key create --name olist)
        break
    fi
    sleep 0.2
done
[ -n "$key" ] || { echo "the server was not ready within a minute" >&2; exit 1; }
python3 "$here/furnish.py" "$SURVEY_PUBLIC_URL" "$key"
"$SURVEY_SERVER" import responses reviews.csv --survey reviews
again=$("$SURVEY_SERVER" import responses reviews.csv --survey reviews)
echo "again: $again"
case "$again" in
"0 responses imported"*) ;;
*) echo "DIFFERENT  a second import of the same file added something" && exit 1 ;;
esac
link=$("$SURVEY_SERVER" user create --email analyst@example.com --role manager | grep -o 'http[^ ]*')
python3 "$here/check.py" "$data" "$SURVEY_PUBLIC_URL" "$key" "$link"
