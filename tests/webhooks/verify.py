"""The package `standardwebhooks` of PyPI verifies what arrived, under the old secret and the new one, and the vectors.

    verify.py FILE
"""

import datetime
import json
import sys

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

with open(sys.argv[1], encoding="utf-8") as kept:
    arrived = json.load(kept)

for callback in arrived["callbacks"]:
    for secret in arrived["secrets"]:
        said = Webhook(secret).verify(callback["body"], callback["headers"])
        assert set(said) == {"type", "timestamp", "data"}, said
    for wrong in (
        lambda: Webhook(arrived["secrets"][0]).verify(callback["body"] + " ", callback["headers"]),
        lambda: Webhook("whsec_" + "A" * 44).verify(callback["body"], callback["headers"]),
    ):
        try:
            wrong()
        except WebhookVerificationError:
            continue
        raise AssertionError("a forged callback was taken")

VECTORS = [
    ("whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD", "msg_27UH4WbU6Z5A5EzD8u03UvzRbpk", 1649367553,
     '{"email":"test@example.com","username":"test_user"}', "v1,tZ1I4/hDygAJgO5TYxiSd6Sd0kDW6hPenDe+bTa3Kkw="),
    ("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "msg_p5jXN8AQM9LWM0D4loKWxJek", 1614265330,
     '{"test": 2432232314}', "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="),
]
for secret, message_id, at, body, signature in VECTORS:
    moment = datetime.datetime.fromtimestamp(at, tz=datetime.timezone.utc)
    assert Webhook(secret).sign(message_id, moment, body) == signature
print(f"standardwebhooks for Python: {len(arrived['callbacks'])} callbacks, each under both secrets; {len(VECTORS)} vectors")
