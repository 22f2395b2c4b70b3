"""The reviews as a file that the import command takes: convert.py FOLDER FILE"""

import csv
import datetime
import sys

import orders

with open(sys.argv[2], "w", encoding="utf-8", newline="") as file:
    out = csv.writer(file)
    heading = ["id", "external_id", "answered_at", "stars", "comment"]
    properties = ["state", "city", "late", "promised_at", "delivered_at"]
    out.writerow(heading + [f"properties.{name}" for name in properties])
    count = 0
    for review in orders.reviews(sys.argv[1]):
        late = "" if review["late_by"] is None else "yes" if review["late_by"] > datetime.timedelta(0) else "no"
        out.writerow([
            review["id"],
            review["customer"],
            review["answered"],
            review["stars"],
            review["comment"],
            review["state"],
            review["city"],
            late,
            review["promised"].date() if review["promised"] else "",
            review["delivered"] or "",
        ])
        count += 1
print(f"{count} reviews converted")
