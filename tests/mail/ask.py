"""Has a running server ask one person in each language, and waits until every mail lies in its outbox.

    python3 ask.py URL KEY FOLDER

Checks that each mail is in the person's language, and that somebody whose language nobody here speaks is written to in
the workspace's.
"""

import base64
import email
import email.policy
import json
import pathlib
import sys
import time
import urllib.request

LOCALES = {
    "en-GB": "en", "ru-KZ": "ru", "de-AT": "de", "es-MX": "es", "fr": "fr",
    "pt-BR": "pt", "tr": "tr", "kk": "kk", "uk": "uk", "ar-EG": "ar", "zh-Hans": "en",
}


def main(url, key, folder):
    people = {}
    for locale, language in LOCALES.items():
        address = f"{locale.lower()}@example.com"
        people[address] = language
        body = json.dumps({"email": address, "name": "Ann Lee", "properties": {"locale": locale}}).encode()
        request = urllib.request.Request(f"{url}/v1/people.json", body, {"Content-Type": "application/json"})
        request.add_header("Authorization", "Basic " + base64.b64encode(f"{key}:".encode()).decode())
        with urllib.request.urlopen(request, timeout=30) as answer:
            assert answer.status in (200, 201), answer.status
    outbox = pathlib.Path(folder) / "outbox"
    for _ in range(600):
        found = sorted(outbox.rglob("*.eml")) if outbox.exists() else []
        if len(found) >= len(people):
            break
        time.sleep(0.1)
    wrong = []
    for path in found:
        message = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        address = message["To"].addresses[0].addr_spec
        html = message.get_body(("html",)).get_content()
        language = people.pop(address)
        if f'<html lang="{language}"' not in html:
            wrong.append(f"{address} is not written to in {language}")
    wrong += [f"{address} got no mail" for address in people]
    for sentence in wrong:
        print(sentence, file=sys.stderr)
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
