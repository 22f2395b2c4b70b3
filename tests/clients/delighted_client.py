"""The last published Delighted client for Python against a running server of ours.

What a program written for Delighted does must work after changing the base URL and the key, and nothing else:

    delighted_client.py http://127.0.0.1:8080/v1/ API_KEY

Prints a line for each thing that works; exits with 1 and a traceback at the first surprise. The workspace must be
fresh: the counts are compared.
"""

import datetime
import sys
import time
import warnings

# The package says on import that its service has ended. That is why we are here.
warnings.simplefilter("ignore", FutureWarning)

import delighted  # noqa: E402
from delighted.errors import (  # noqa: E402
    AuthenticationError,
    DelightedError,
    GeneralAPIError,
    ResourceValidationError,
)


def done(what):
    print("ok:", what, flush=True)


def equal(left, right):
    if left != right:
        raise AssertionError("{!r} is not {!r}".format(left, right))


def true(fact, *said):
    if not fact:
        raise AssertionError(" ".join(map(str, said)) or "expected to hold")


def raises(expected, status, call, *args, **kwargs):
    """Calls and returns the error, which must be of that class and carry that status."""
    try:
        answer = call(*args, **kwargs)
    except DelightedError as error:
        equal((type(error).__name__, error.response.status_code), (expected.__name__, status))
        return error
    raise AssertionError("expected {}, got {!r}".format(expected.__name__, answer))


def seconds(value):
    """Times of this dialect are whole seconds since 1970, as numbers; ours were made just now."""
    true(type(value) is int, "a time must be a whole number:", repr(value))
    true(abs(value - time.time()) < 24 * 3600 * 40, "not a time of these days:", value)
    return value


def wrong_keys():
    stranger = delighted.Client(api_key="wrong")
    raises(AuthenticationError, 401, delighted.Metrics.retrieve, client=stranger)
    done("a wrong key is an AuthenticationError")


def people():
    ann = delighted.Person.create(
        email="ann@example.com", name="Ann", properties={"branch": "Kazan", "order": 1001}, send=False
    )
    true(isinstance(ann.id, str) and ann.id, "ids are strings")
    equal((ann.email, ann.name, ann.survey_scheduled_at), ("ann@example.com", "Ann", None))
    equal(ann.properties["branch"], "Kazan")
    again = delighted.Person.create(email="ann@example.com", name="Ann B.", send=False)
    equal((again.id, again.name), (ann.id, "Ann B."))
    done("a person is created, and created again is the same person")

    bob = delighted.Person.create(email="bob@example.com", delay=3600)
    seconds(bob.survey_scheduled_at)
    true(bob.survey_scheduled_at > time.time() + 3000, "the delay was ignored")
    once_more = delighted.Person.create(email="bob@example.com", delay=60)
    true("survey_scheduled_at" in once_more, "a person who is not asked is an answer all the same")
    done("a delay plans the survey, and a second one too soon is no error")

    equal(delighted.SurveyRequest.delete_pending(person_email="bob@example.com"), {"ok": True})
    listed = {person.email: person for person in delighted.Person.list().auto_paging_iter()}
    equal(listed["bob@example.com"].next_survey_scheduled_at, None)
    done("a pending survey is taken back")

    for n in range(5):
        delighted.Person.create(email="many{}@example.com".format(n), send=False)
    paged = [person.email for person in delighted.Person.list(per_page=2).auto_paging_iter()]
    equal(paged, ["ann@example.com", "bob@example.com"] + ["many{}@example.com".format(n) for n in range(5)])
    equal([person.id for person in delighted.Person.list(email="ann@example.com").auto_paging_iter()], [ann.id])
    for person in delighted.Person.all(per_page=1):
        seconds(person.created_at)
    done("people are listed in order of creation, page by page along the Link header")

    raises(ResourceValidationError, 422, delighted.Person.create, email="nobody at all")
    raises(ResourceValidationError, 422, delighted.Person.create, name="No Address")
    done("a wrong address is a ResourceValidationError")
    return ann, bob


def responses(ann, bob):
    first = delighted.SurveyResponse.create(
        person=ann.id, score=9, comment="Всё хорошо", person_properties={"branch": "Kazan"}
    )
    true(isinstance(first.id, str), "ids are strings")
    equal((first.person, first.score, first.comment, first.survey_type), (ann.id, 9, "Всё хорошо", "nps"))
    equal((first.person_properties["branch"], first.notes, first.tags), ("Kazan", [], []))
    seconds(first.created_at)
    true(first.permalink.startswith("http"), "the permalink is an address")
    done("an answer is recorded")

    second = delighted.SurveyResponse.create(person=bob.id, score=2)
    equal(second.comment, None)
    equal(delighted.SurveyResponse.retrieve(first.id).person, ann.id)
    expanded = delighted.SurveyResponse.retrieve(first.id, expand=["person"])
    equal((expanded.person.id, expanded.person.email), (ann.id, "ann@example.com"))
    done("an answer is read, with the person expanded")

    expanded.score = 10
    expanded.person_properties = {"branch": "Omsk"}
    saved = expanded.save()
    equal((saved.id, saved.score), (first.id, 10))
    equal(delighted.SurveyResponse.retrieve(first.id).person_properties, {"branch": "Omsk"})
    seconds(delighted.SurveyResponse.retrieve(first.id).updated_at)
    done("an answer is put back whole with another score")

    equal([answer.id for answer in delighted.SurveyResponse.all()], [first.id, second.id])
    equal([answer.id for answer in delighted.SurveyResponse.all(order="desc")], [second.id, first.id])
    equal([answer.id for answer in delighted.SurveyResponse.all(per_page=1, page=2)], [second.id])
    equal([answer.id for answer in delighted.SurveyResponse.all(person_email="bob@example.com")], [second.id])
    with_people = delighted.SurveyResponse.all(expand=["person"])
    equal([answer.person.email for answer in with_people], ["ann@example.com", "bob@example.com"])
    now = datetime.datetime.now(datetime.timezone.utc)
    hour = datetime.timedelta(hours=1)
    equal(len(delighted.SurveyResponse.all(since=now - hour, until=now + hour)), 2)
    equal(delighted.SurveyResponse.all(since=now + hour), [])
    done("answers are listed: order, pages, person, since and until")

    for score in (11, -1, 7.5, "nine"):
        raises(ResourceValidationError, 422, delighted.SurveyResponse.create, person=ann.id, score=score)
    raises(ResourceValidationError, 422, delighted.SurveyResponse.create, person="999999", score=5)
    raises(GeneralAPIError, 404, delighted.SurveyResponse.retrieve, "999999")
    done("a wrong score or person is a ResourceValidationError, an unknown answer a 404")


def metrics():
    found = delighted.Metrics.retrieve()
    equal(
        {key: found[key] for key in ("nps", "promoter_count", "passive_count", "detractor_count", "response_count")},
        {"nps": 0, "promoter_count": 1, "passive_count": 0, "detractor_count": 1, "response_count": 2},
    )
    equal((found.promoter_percent, found.passive_percent, found.detractor_percent), (50.0, 0.0, 50.0))
    hour = datetime.timedelta(hours=1)
    later = delighted.Metrics.retrieve(since=datetime.datetime.now(datetime.timezone.utc) + 24 * hour)
    equal(later.response_count, 0)
    done("the metrics count what was answered")


def autopilot():
    for platform in ("email", "sms"):
        found = delighted.AutopilotConfiguration.retrieve(platform)
        equal((found.platform_id, found.active), (platform, False))
        true(found.frequency > 0 and found.created_at and found.updated_at, found)
    done("the autopilots are read")

    membership = delighted.AutopilotMembership.forEmail()
    joined = membership.create(person_email="auto@example.com", person_name="Auto", properties={"branch": "Kazan"})
    equal((joined.person["email"], joined.person["name"], joined.properties), ("auto@example.com", "Auto", {"branch": "Kazan"}))
    again = membership.create(person_id=joined.person["id"], properties={"order": 7})
    equal(again.properties, {"order": 7})
    for n in range(4):
        membership.create(person_email="auto{}@example.com".format(n))
    listed = [member.person["email"] for member in membership.list(per_page=2).auto_paging_iter()]
    equal(listed, ["auto@example.com"] + ["auto{}@example.com".format(n) for n in range(4)])
    one = list(membership.list(person_email="auto2@example.com").auto_paging_iter())
    equal([member.person["email"] for member in one], ["auto2@example.com"])
    done("people join the autopilot and are listed page by page")

    equal(membership.delete(person_id=joined.person["id"])["person"]["email"], "auto@example.com")
    for n in range(4):
        membership.delete(person_email="auto{}@example.com".format(n))
    equal(list(membership.list().auto_paging_iter()), [])
    raises(GeneralAPIError, 404, membership.delete, person_email="auto0@example.com")
    raises(ResourceValidationError, 422, membership.delete)
    raises(ResourceValidationError, 422, membership.create, person_email="nobody at all")
    by_text = delighted.AutopilotMembership.forSms()
    by_text.create(person_phone_number="+77010000000")
    by_text.delete(person_phone_number="+77010000000")
    for n in range(4):
        delighted.Person.delete(email="auto{}@example.com".format(n))
    done("people leave the autopilot")


def leaving(ann, bob):
    equal(dict(delighted.Unsubscribe.create(person_email="ann@example.com")), {"ok": True})
    gone = delighted.Unsubscribe.all()
    equal([(one.person_id, one.email, one.name) for one in gone], [(ann.id, "ann@example.com", "Ann B.")])
    seconds(gone[0].unsubscribed_at)
    asked = delighted.Person.create(email="ann@example.com")
    equal(asked.survey_scheduled_at, None)
    done("who unsubscribed is listed, and is not asked again")

    equal(delighted.Bounce.all(), [])
    equal(delighted.Bounce.all(since=0, per_page=5, page=1), [])
    done("bounces are listed")

    equal(delighted.Person.delete(email="many0@example.com"), {"ok": True})
    equal(delighted.Person.delete(id=bob.id), {"ok": True})
    raises(GeneralAPIError, 404, delighted.Person.delete, id=bob.id)
    left = [person.email for person in delighted.Person.list(per_page=100).auto_paging_iter()]
    true("bob@example.com" not in left and "many0@example.com" not in left, left)
    equal(delighted.Metrics.retrieve().response_count, 1)
    done("a deleted person is gone, with the answers")


def main():
    delighted.api_base_url, delighted.api_key = sys.argv[1:]
    wrong_keys()
    ann, bob = people()
    responses(ann, bob)
    metrics()
    autopilot()
    leaving(ann, bob)
    print("the Delighted client", delighted.__version__, "finds everything in order")


main()
