"""Reads mails of ours with Python's own parser and says what another program would stumble over.

    python3 check.py FOLDER...

Each FOLDER holds .eml files. Where it has an expected.json, each mail must also say what is written there; the others
(a server's outbox) are checked for what every mail of ours has. Exits with 1 and a line for each fault.
"""

import email
import email.policy
import json
import pathlib
import re
import sys
from datetime import datetime
from html.parser import HTMLParser

MOST_HTML = 90_000  # Gmail cuts at about 102 kB.
RIGHT_TO_LEFT = {"ar"}

faults = []


def fault(path, sentence):
    faults.append(f"{path}: {sentence}")


class Page(HTMLParser):
    """What the checks need of an HTML part."""

    def __init__(self):
        super().__init__()
        self.html, self.links, self.charset, self.tables = {}, [], None, []

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "html":
            self.html = attrs
        if tag == "a" and "href" in attrs:
            self.links.append(attrs["href"])
        if tag == "meta" and "charset" in attrs:
            self.charset = attrs["charset"]
        if tag == "table":
            self.tables.append(attrs)


def header(message, path, name):
    values = message.get_all(name, [])
    if len(values) != 1:
        fault(path, f"{name} is there {len(values)} times, not once")
    value = str(values[0]) if values else ""
    if "=?" in value:
        fault(path, f"{name} is not decoded: {value}")
    if re.search(r"[\x00-\x1f\x7f]", value):
        fault(path, f"{name} has a control character: {value!r}")
    return value


def raw_header(raw, name):
    """As it is on the wire, unfolded."""
    head = raw.split(b"\r\n\r\n", 1)[0].decode("ascii", "replace")
    found = re.search(rf"^{name}: ([^\r\n]*(?:\r\n[ \t][^\r\n]*)*)", head, re.MULTILINE | re.IGNORECASE)
    return re.sub(r"\r\n[ \t]+", " ", found.group(1)) if found else None


def wire(path, raw):
    if b"\n" in raw.replace(b"\r\n", b"") or b"\r" in raw.replace(b"\r\n", b""):
        fault(path, "a line does not end with CR LF")
    for number, line in enumerate(raw.split(b"\r\n"), 1):
        if len(line) > 998:
            fault(path, f"line {number} has {len(line)} octets")
        if any(octet > 126 for octet in line):
            fault(path, f"line {number} has an octet above 126")
    head = raw.split(b"\r\n\r\n", 1)[0]
    for number, line in enumerate(head.split(b"\r\n"), 1):
        if line.startswith((b" ", b"\t")) and not line.strip():
            fault(path, f"line {number} of the head is folded into nothing")


def parts(path, message):
    if message.get_content_type() != "multipart/alternative":
        fault(path, f"is {message.get_content_type()}, not multipart/alternative")
    found = list(message.iter_parts())
    if len(found) == 2 and found[1].get_content_type() == "multipart/related":
        html, *pictures = found[1].iter_parts()
        shown = html.get_content()
        for picture in pictures:
            name = (picture["Content-ID"] or "").strip("<>")
            if picture.get_content_type() != "image/png" or not picture.get_content().startswith(b"\x89PNG"):
                fault(path, f"the part {name} is no picture")
            if f"cid:{name}" not in shown:
                fault(path, f"the picture {name} is not shown")
        found[1] = html
    kinds = [part.get_content_type() for part in found]
    if kinds != ["text/plain", "text/html"]:
        fault(path, f"has the parts {kinds}, not text and then HTML")
        return "", ""
    for part in found:
        if (part.get_content_charset() or "").lower() != "utf-8":
            fault(path, f"{part.get_content_type()} is in {part.get_content_charset()}, not utf-8")
        if part.defects:
            fault(path, f"{part.get_content_type()} has the defects {part.defects}")
    text, html = (part.get_content() for part in found)
    if "\ufffd" in text + html:
        fault(path, "a letter was lost on the way")
    return text, html


def check(path, expected=None):
    raw = path.read_bytes()
    wire(path, raw)
    message = email.message_from_bytes(raw, policy=email.policy.default)
    if message.defects:
        fault(path, f"has the defects {message.defects}")
    text, html = parts(path, message)

    subject, sender = header(message, path, "Subject"), header(message, path, "From")
    recipient = header(message, path, "To")
    if not subject or "@" not in sender or "@" not in recipient:
        fault(path, f"lacks Subject, From or To: {subject!r} {sender!r} {recipient!r}")
    if not re.fullmatch(r"<[^<>@\s]+@[^<>@\s]+>", header(message, path, "Message-ID")):
        fault(path, f"Message-ID is {message['Message-ID']}")
    header(message, path, "Date")
    if getattr(message["Date"], "datetime", None) is None:
        fault(path, f"Date is {message['Date']}")
    if header(message, path, "Auto-Submitted") != "auto-generated":
        fault(path, f"Auto-Submitted is {message['Auto-Submitted']}")
    if header(message, path, "MIME-Version") != "1.0":
        fault(path, f"MIME-Version is {message['MIME-Version']}")

    if message["List-Unsubscribe"] is not None:
        listed(path, message, raw, text)

    page = Page()
    page.feed(html)
    if len(html.encode()) >= MOST_HTML:
        fault(path, f"the HTML has {len(html.encode())} bytes")
    language = page.html.get("lang")
    direction = "rtl" if language in RIGHT_TO_LEFT else "ltr"
    if page.html.get("dir") != direction:
        fault(path, f"lang is {language} and dir {page.html.get('dir')}")
    # Some mail programs drop <html>: a table inside says it again.
    if not any(table.get("dir") == direction and table.get("lang") == language for table in page.tables):
        fault(path, "no table says the language and its direction")
    if page.charset != "utf-8":
        fault(path, f"the HTML says it is in {page.charset}")
    for link in page.links:
        if link.startswith("http") and link not in text:
            fault(path, f"the text part lacks the link {link}")
    if expected:
        compare(path, message, text, html, page, expected)


def listed(path, message, raw, text):
    plain = raw_header(raw, "List-Unsubscribe")
    if "=?" in plain:
        fault(path, f"List-Unsubscribe is encoded: {plain}")
    addresses = re.findall(r"<([^<>\s]+)>", plain)
    if len([one for one in addresses if one.startswith("http")]) != 1 or ", ".join(f"<{one}>" for one in addresses) != plain:
        fault(path, f"List-Unsubscribe is {plain}")
    if not any(one in text for one in addresses):
        fault(path, "the text part does not say where one unsubscribes")
    if header(message, path, "List-Unsubscribe-Post") != "List-Unsubscribe=One-Click":
        fault(path, f"List-Unsubscribe-Post is {message['List-Unsubscribe-Post']}")
    if not re.search(r"<[^<>\s]+>$", header(message, path, "List-ID")):
        fault(path, f"List-ID is {message['List-ID']}")


def compare(path, message, text, html, page, expected):
    for name, said in (("Subject", str(message["Subject"])), ("Message-ID", str(message["Message-ID"]))):
        wanted = expected[name.lower().replace("-", "_")]
        if said != wanted:
            fault(path, f"{name} is {said!r}, not {wanted!r}")
    for name in ("From", "To"):
        addresses = message[name].addresses
        if [one.display_name for one in addresses] != [expected[name.lower()]]:
            fault(path, f"{name} is {message[name]}, not {expected[name.lower()]}")
    if message["Date"].datetime != datetime.fromisoformat(expected["date"].replace("Z", "+00:00")):
        fault(path, f"Date is {message['Date']}")
    for kind, said in (("text", text), ("html", html)):
        if said.replace("\r\n", "\n").strip() != expected[kind].replace("\r\n", "\n").strip():
            fault(path, f"the {kind} part did not arrive as it was written")
    for link in expected["links"]:
        if link not in text or link not in page.links:
            fault(path, f"a part lacks the link {link}")
    if (page.html.get("lang"), page.html.get("dir")) != (expected["lang"], expected["dir"]):
        fault(path, f"lang and dir are {page.html.get('lang')} and {page.html.get('dir')}")
    if bool(expected["unsubscribe"]) != (message["List-Unsubscribe"] is not None):
        fault(path, "List-Unsubscribe is there or not, and should be the other way")


def main(folders):
    count, languages = 0, set()
    for folder in map(pathlib.Path, folders):
        written = folder / "expected.json"
        expected = {}
        if written.exists():
            expected = {one["file"]: one for one in json.loads(written.read_text("utf-8"))}
            languages |= {one["lang"] for one in expected.values()}
        found = sorted(folder.rglob("*.eml"))
        for missing in expected.keys() - {str(path.relative_to(folder)) for path in found}:
            fault(folder / missing, "is not there")
        for path in found:
            check(path, expected.get(str(path.relative_to(folder))))
        count += len(found)
        if not found:
            fault(folder, "has no mails")
    for sentence in faults:
        print(sentence, file=sys.stderr)
    print(f"{count} mails read, {len(languages)} languages, {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
