"""Replies of storage on bad days: refused, lost and cut, while the request may have been done."""

from __future__ import annotations

from pathlib import Path

import pytest

from faults.faulty_day import ALL, FaultyDay, differences
from fixtures.moody_s3 import Mood, MoodyS3, Plan, Request
from fixtures.openssh_server import OpenSshServer
from fixtures.versitygw import VersityGateway

pytestmark = pytest.mark.slow

# What the SDK asks at most for one call of ours; see S3Settings.
ATTEMPTS = 8


@pytest.fixture
def day(
    reference: dict[str, str],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    moody: MoodyS3,
    tmp_path: Path,
) -> FaultyDay:
    assert reference
    return FaultyDay(openssh_server, versitygw, tmp_path, openssh_server.address, moody.endpoint)


def every(nth: int, mood: Mood, *kinds: str) -> Plan:
    """One request of so many, of some kinds or of all."""

    def plan(request: Request) -> Mood:
        chosen = not kinds or request.kind in kinds
        return mood if chosen and request.number % nth == 0 else Mood.GOOD

    return plan


def conditional(mood: Mood, nth: int) -> Plan:
    """One of so many writes that depend on what is there."""

    def plan(request: Request) -> Mood:
        chosen = request.conditional and request.kind in ("PUT", "COMPLETE")
        return mood if chosen and request.number % nth == 0 else Mood.GOOD

    return plan


def once_each(mood: Mood, kind: str) -> Plan:
    """The first request of a kind for each object."""
    seen: set[str] = set()

    def plan(request: Request) -> Mood:
        if request.kind != kind or request.path in seen:
            return Mood.GOOD
        seen.add(request.path)
        return mood

    return plan


def first_of(*plans: Plan) -> Plan:
    """Several plans at once: the first that has something against a request."""

    def plan(request: Request) -> Mood:
        moods = [each(request) for each in plans]
        return next((mood for mood in moods if mood is not Mood.GOOD), Mood.GOOD)

    return plan


MIXED = {
    "every fifth request is slowed down, every seventh ends in an internal error": first_of(
        every(5, Mood.SLOW_DOWN), every(7, Mood.INTERNAL_ERROR)
    ),
    "every change is done, and its first reply lost": first_of(
        *(once_each(Mood.REPLY_LOST, kind) for kind in ("PUT", "BEGIN", "COMPLETE", "DELETE"))
    ),
    "every third read and every second listing are cut in their middle": first_of(
        every(3, Mood.REPLY_CUT, "GET"), every(2, Mood.REPLY_CUT, "LIST")
    ),
    "every third conditional write is refused": conditional(Mood.CONDITION_FAILED, 3),
}
ALONE = {
    "every fifth request is told to slow down": every(5, Mood.SLOW_DOWN),
    "every seventh request ends in an internal error": every(7, Mood.INTERNAL_ERROR),
    "every write is done, and its first reply lost": once_each(Mood.REPLY_LOST, "PUT"),
    "every completion is done, and its first reply lost": once_each(Mood.REPLY_LOST, "COMPLETE"),
    "every upload is begun, and its first reply lost": once_each(Mood.REPLY_LOST, "BEGIN"),
    "every deletion is done, and its first reply lost": once_each(Mood.REPLY_LOST, "DELETE"),
    "every third read is cut in its middle": every(3, Mood.REPLY_CUT, "GET"),
    "every second listing is cut in its middle": every(2, Mood.REPLY_CUT, "LIST"),
    "every third conditional write is done, and its reply lost": conditional(Mood.REPLY_LOST, 3),
}
PLANS = {**MIXED, **(ALONE if ALL else {})}


@pytest.mark.parametrize("plan", PLANS.values(), ids=PLANS.keys())
def test_the_day_ends_right_or_with_75(
    plan: Plan, day: FaultyDay, moody: MoodyS3, reference: dict[str, str]
) -> None:
    moody.begin(plan)
    ended = day.run()
    planned = {mood.value: count for mood, count in moody.moods.items()}
    bad = sum(count for mood, count in moody.moods.items() if mood is not Mood.GOOD)
    assert bad > 0, f"the plan never came true: {planned}"
    assert ended.code in (0, 75), f"{planned}\n{ended.errors}"
    if ended.code == 75:
        moody.begin(lambda _: Mood.GOOD)
        again = day.run()
        assert again.code == 0, again.errors
    assert differences(day.data(), reference) == []
    assert day.uploads() == []


def test_repetitions_are_bounded_and_told(
    day: FaultyDay, moody: MoodyS3, reference: dict[str, str]
) -> None:
    for command in ("wait", "extract"):
        ended = day.run(command)
        assert ended.code == 0, ended.errors
    moody.begin(lambda request: Mood.SLOW_DOWN if "/merged/booking/" in request.path else Mood.GOOD)
    ended = day.run("merge")
    assert ended.code == 75, ended.errors
    assert f"after {ATTEMPTS} attempts" in ended.last_line
    assert "503" in ended.last_line

    [record] = [record for record in day.records() if record["task"] == "merge"]
    assert record["exitCode"] == 75
    numbers = record["numbers"]
    asked = sum(moody.requests.values())
    # The record itself is written after it counts.
    assert 0 < asked - numbers["storage-requests"] <= 2
    # One layer repeats: all but one attempt of each call that failed.
    slowed = moody.moods[Mood.SLOW_DOWN]
    assert numbers["storage-repeats"] <= slowed
    assert numbers["storage-repeats"] >= slowed * (ATTEMPTS - 1) / ATTEMPTS - 1

    moody.begin(lambda _: Mood.GOOD)
    assert day.run().code == 0
    assert differences(day.data(), reference) == []
