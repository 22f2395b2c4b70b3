"""Registers an endpoint, rotates its secret, lets the server call it, and keeps what arrived with the secrets.

    receive.py BASE_URL API_KEY FILE
"""

import http.server
import json
import sys
import threading
import urllib.request

base, key, file = sys.argv[1:]
arrived, done = [], threading.Event()


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"]))
        headers = {name.lower(): value for name, value in self.headers.items()}
        arrived.append({"headers": headers, "body": body.decode("utf-8")})
        self.send_response(204)
        self.end_headers()
        if len(arrived) == 2:
            done.set()

    def log_message(self, *_):
        pass


def call(path, body):
    request = urllib.request.Request(base + path, json.dumps(body).encode(), {
        "authorization": f"Bearer {key}", "content-type": "application/json"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        return json.load(answer)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/hook"
made = call("webhooks", {"url": url, "events": ["case.opened"]})
rotated = call(f"webhooks/{made['id']}/rotate", {})
call(f"webhooks/{made['id']}/test", {})
call("cases", {"person": {"email": "ann@example.com", "name": "Анна 😀"}, "note": "the parcel is wet"})
assert done.wait(60), "two callbacks were expected"
with open(file, "w", encoding="utf-8") as kept:
    json.dump({"secrets": [made["secret"], rotated["secret"]], "callbacks": arrived}, kept)
