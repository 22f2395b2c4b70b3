"""Asks people in several languages and verifies the signature of each mail, by the record that `check` printed."""

import base64
import json
import pathlib
import re
import sys
import time
import urllib.request

import dkim

api, key, outbox, check = sys.argv[1:]
outbox = pathlib.Path(outbox)

# `test._domainkey.shop.example. TXT "v=DKIM1; k=rsa; p=..." "..."`
line = re.search(r"^\s*(\S+_domainkey\S+)\. TXT (.*)$", pathlib.Path(check).read_text(), re.M)
name, record = line.group(1), "".join(re.findall(r'"([^"]*)"', line.group(2)))


def published(asked, timeout=5):
    return record.encode() if asked.decode().rstrip(".") == name else None


people = {"ann@example.com": "en", "anna@example.com": "ru", "jo@example.com": "de"}
for address, locale in people.items():
    body = json.dumps({"email": address, "name": "Анна Ли", "locale": locale}).encode()
    request = urllib.request.Request(api + "people", body, {"Content-Type": "application/json"})
    request.add_header("Authorization", "Basic " + base64.b64encode(f"{key}:".encode()).decode())
    urllib.request.urlopen(request, timeout=30).read()

deadline = time.monotonic() + 60
while len(mails := sorted(outbox.glob("*.eml"))) < len(people):
    assert time.monotonic() < deadline, f"only {len(mails)} mails in {outbox}"
    time.sleep(0.1)

for path in mails:
    mail = path.read_bytes()
    signed = re.search(rb"^DKIM-Signature:.*?\r\n(?![ \t])", mail, re.M | re.S).group(0)
    names = re.sub(rb"\s", b"", re.search(rb"\bh=([^;]*);", signed).group(1)).decode().split(":")
    for wanted in ("From", "To", "Subject", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post"):
        assert wanted in names, f"{wanted} is not signed in {path.name}"
    assert b"mailto:unsub+" in mail, f"no address that unsubscribes in {path.name}"
    assert dkim.verify(mail, dnsfunc=published), f"the signature of {path.name} does not hold"
    # A mail whose lines were folded otherwise on the way still holds; a changed one does not.
    assert dkim.verify(mail.replace(b"Subject: ", b"Subject:  "), dnsfunc=published), path.name
    for old, new in ((b"Subject: ", b"Subject: Re: "), (b"\r\n\r\n", b"\r\n\r\nmore\r\n")):
        assert not dkim.verify(mail.replace(old, new, 1), dnsfunc=published), f"a changed {path.name} holds"
    assert not dkim.verify(b"From: eve@evil.example\r\n" + mail, dnsfunc=published), "a second From holds"

print(f"dkimpy finds {len(mails)} mails signed by {record.split(';')[1].strip()} in order")
