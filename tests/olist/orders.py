"""The orders and their reviews, joined: one row a review."""

import csv
import datetime


def table(folder, name):
    with open(f"{folder}/olist_{name}_dataset.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def moment(text):
    return datetime.datetime.fromisoformat(text) if text else None


def reviews(folder):
    customers = {row["customer_id"]: row for row in table(folder, "customers")}
    orders = {row["order_id"]: row for row in table(folder, "orders")}
    for review in table(folder, "order_reviews"):
        order = orders[review["order_id"]]
        customer = customers[order["customer_id"]]
        promised = moment(order["order_estimated_delivery_date"])
        delivered = moment(order["order_delivered_customer_date"])
        # The dataset promises a day; it is kept until that day ends.
        late_by = None
        if promised and delivered:
            ends = datetime.datetime.combine(promised.date(), datetime.time()) + datetime.timedelta(days=1)
            late_by = delivered - (ends - datetime.timedelta(milliseconds=1))
        yield {
            "id": f"{review['review_id']}-{review['order_id']}",
            "customer": customer["customer_unique_id"],
            "answered": moment(review["review_answer_timestamp"]),
            "stars": int(review["review_score"]),
            "comment": "\n".join(
                part for part in (review["review_comment_title"].strip(), review["review_comment_message"].strip()) if part
            ),
            "state": customer["customer_state"],
            "city": customer["customer_city"],
            "promised": promised,
            "delivered": delivered,
            "late_by": late_by,
        }
