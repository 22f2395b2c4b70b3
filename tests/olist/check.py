"""Compares what the server says with what plain Python makes of the same files: check.py FOLDER BASE KEY LINK

Every formula is written here anew: shares rounded from counts in integers, Wilson's interval, Newcombe's interval of a
difference, weeks that begin on Mondays. Exits with 1 at any difference.
"""

import collections
import datetime
import html
import http.cookiejar
import json
import math
import re
import statistics
import sys
import urllib.parse
import urllib.request

import orders

folder, base, key, link = sys.argv[1:]
Z = statistics.NormalDist().inv_cdf(0.975)
compared = different = 0


def compare(what, ours, theirs):
    global compared, different
    compared += 1
    same = ours == theirs
    different += not same
    print(f"{'same     ' if same else 'DIFFERENT'}  {what}: {ours}" + ("" if same else f" here, {theirs} there"))


# The independent computation.


def wilson(part, n):
    p, z2 = part / n, Z * Z
    centre, half = (p + z2 / (2 * n)) / (1 + z2 / n), Z * math.sqrt(p * (1 - p) / n + z2 / (4 * n * n)) / (1 + z2 / n)
    return (0.0 if part == 0 else centre - half), (1.0 if part == n else centre + half)


def points(fraction):
    return int(math.copysign(math.floor(abs(fraction) * 100 + 0.5), fraction))


def figure(answers):
    """Answers, score in per cent, lower and upper end; no score below five answers."""
    n, part = len(answers), sum(stars >= 4 for stars in answers)
    if n < 5:
        return n, None, None, None
    low, high = wilson(part, n)
    return n, (200 * part + n) // (2 * n), points(low), points(high)


def newcombe(a, b):
    """The first share minus the second, with its interval, in whole points."""
    (x, m), (y, n) = ((sum(stars >= 4 for stars in side), len(side)) for side in (a, b))
    p, q, (l1, u1), (l2, u2) = x / m, y / n, wilson(x, m), wilson(y, n)
    low = p - q - math.hypot(p - l1, u2 - q)
    return points(p - q), points(low), points(p - q + math.hypot(u1 - p, q - l2))


def grouped(rows, by):
    groups = collections.defaultdict(list)
    for row in rows:
        if by(row) is not None:
            groups[by(row)].append(row["stars"])
    return dict(groups)


def lateness(row):
    if row["late_by"] is None:
        return None
    day = datetime.timedelta(days=1)
    ends = [("on_time", datetime.timedelta(0)), ("up_to_1_day", day), ("up_to_3_days", 3 * day)]
    return next((name for name, end in ends if row["late_by"] <= end), "more_than_3_days")


rows = list(orders.reviews(folder))
everything = [row["stars"] for row in rows]
states = grouped(rows, lambda row: row["state"])
late = grouped(rows, lambda row: None if row["late_by"] is None else "no" if lateness(row) == "on_time" else "yes")
steps = grouped(rows, lateness)
days = [row["answered"].date() for row in rows]
monday = lambda day: day - datetime.timedelta(days=day.weekday())
weeks = grouped(rows, lambda row: monday(row["answered"].date()))
first, last = min(days), max(days)


# The API.


def get(path, **query):
    url = f"{base}{path}?{urllib.parse.urlencode(query, doseq=True)}"
    request = urllib.request.Request(url, headers={"Authorization": f"Bearer {key}"})
    with urllib.request.urlopen(request) as answer:
        return json.load(answer)


def said(report):
    interval = report["interval"] or {"low": None, "high": None}
    return report["n"], report["score"], interval["low"], interval["high"]


view = {"survey": "reviews", "from": str(first), "until": str(last)}
by_state = get("/v1/reports/segments", by="state", **view)
compare("API, overall", figure(everything), said(by_state["total"]))
histogram = [{"value": value, "count": everything.count(value)} for value in range(1, 6)]
compare("API, overall, stars", histogram, by_state["total"]["counts"])
span = {"survey": "reviews", "since": f"{first}T00:00:00-03:00", "until": f"{last}T23:59:59-03:00"}
compare("API, the score alone", figure(everything), said(get("/v1/reports/score", **span)))
compare("API, states", sorted(states), sorted(row["value"] for row in by_state["rows"]))
for row in by_state["rows"]:
    state = states.get(row["value"], [])
    compare(f"API, state {row['value']}", figure(state), said(row))
    compare(f"API, state {row['value']}, share", round(len(state) / len(rows), 9), round(row["share"], 9))

trend = get("/v1/reports/trend", bucket="week", **span)["points"]
compare("API, weeks", len(trend), (monday(last) - monday(first)).days // 7 + 1)
for week in trend:
    start = datetime.date.fromisoformat(week["start"])
    compare(f"API, week of {start}", figure(weeks.get(monday(start), [])), said(week))

by_late = {row["value"]: row for row in get("/v1/reports/segments", by="late", **view)["rows"]}
for word in ("yes", "no"):
    compare(f"API, late {word}", figure(late[word]), said(by_late[word]))
between = get("/v1/reports/compare", a="late:yes", b="late:no", **view)["difference"]
compare("API, late against on time", newcombe(late["yes"], late["no"]), (between["points"], between["low"], between["high"]))
punctual = get("/v1/reports/loyalty", **view)["punctual"]
for group in punctual["groups"]:
    compare(f"API, {group['late']}", figure(steps.get(group["late"], [])), said(group))
compare("API, without both times", sum(row["late_by"] is None for row in rows), punctual["unknown"])
within = get("/v1/reports/segments", by="late", segment="state:SP", **view)
paulista = grouped([row for row in rows if row["state"] == "SP"], lambda row: None if row["late_by"] is None else "no" if lateness(row) == "on_time" else "yes")
for row in within["rows"]:
    compare(f"API, late {row['value']} within SP", figure(paulista[row["value"]]), said(row))

# The pages, as somebody signed in sees them.

browser = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
browser.addheaders = [("Sec-Fetch-Site", "same-origin"), ("Accept", "text/html")]


def page(address, **query):
    with browser.open(f"{address}?{urllib.parse.urlencode(query)}" if query else address) as answer:
        return answer.read().decode()


def post(address, shown, **fields):
    token = re.search(r'name="_csrf" value="([^"]+)"', shown).group(1)
    with browser.open(address, urllib.parse.urlencode({"_csrf": token, **fields}).encode()) as answer:
        return answer.read().decode()


def plain(markup):
    return " ".join(html.unescape(re.sub(r"<[^>]*>", " ", markup)).split())


def numbers(text):
    """Whole numbers as an English page writes them: 8,225 and −7."""
    return [int(found.replace(",", "").replace("−", "-")) for found in re.findall(r"[−-]?\d[\d,]*", text)]


link = base + urllib.parse.urlsplit(link).path
post(link, page(link), password="a long enough password")
sign_in = f"{base}/admin/sign-in"
post(sign_in, page(sign_in), email="analyst@example.com", password="a long enough password")

overview = page(f"{base}/admin", **view)
score = re.search(r'<p class="score.*?</p>', overview, re.S).group(0)
value, low, high, n = numbers(plain(score))
compare("page, overview", figure(everything), (n, value, low, high))
shown = re.search(r'<figure data-chart="trend".*?</figure>', overview, re.S).group(0)
lines = re.findall(r"<tr ([^>]*)>", shown)
attribute = lambda line, name: (lambda found: int(found.group(1)) if found else None)(re.search(rf'data-{name}="(-?\d+)"', line))
drawn = [tuple(attribute(line, name) for name in ("count", "value", "low", "high")) for line in lines]
starts = [monday(first) + datetime.timedelta(weeks=week) for week in range((monday(last) - monday(first)).days // 7 + 1)]
compare("page, weeks", [figure(weeks.get(start, [])) for start in starts], drawn)

table = page(f"{base}/admin/segments", by="state", sort="value", **view)
table = re.search(r'segments-table.*?</table>', table, re.S).group(0)
names = set()
for line in re.findall(r"<tr[^>]*>(.*?)</tr>", table.split("<tbody>")[1], re.S):
    cells = [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)]
    name = next(cell.split()[0] for cell in cells if re.match(r"[A-Z]{2}\b", cell))
    at = next(place for place, cell in enumerate(cells) if cell.split()[:1] == [name])
    found = numbers(cells[at + 2]) if "%" in cells[at + 2] else [None, None, None]
    names.add(name)
    compare(f"page, state {name}", figure(states[name]), (numbers(cells[at + 1])[0], *found[:3]))
compare("page, states", len(states), len(names))

loyalty = page(f"{base}/admin/loyalty", **view)
table = loyalty.split("<tbody>")[-1]
lines = re.findall(r"<tr[^>]*>(.*?)</tr>", table, re.S)
expected = [steps.get(word, []) for word in ("on_time", "up_to_1_day", "up_to_3_days", "more_than_3_days")] + [late["yes"]]
for name, answers, line in zip(("on time", "1 day", "1 to 3", "more", "late"), expected, lines, strict=True):
    cells = [plain(cell) for cell in re.findall(r"<td[^>]*>(.*?)</td>", line, re.S)]
    compare(f"page, {name}", figure(answers), (numbers(cells[1])[0], *numbers(cells[3])[:3]))

print(f"{compared} figures compared, {different} different")
sys.exit(1 if different else 0)
