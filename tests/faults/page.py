"""The section of tests/FAULTS.md on lines, storage and crashes, made of what the tests try.

`PYTHONPATH=dags:tests python -m faults.page` writes it anew.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from faults.test_lines import CUT_OFF, ENDURED, SOME
from faults.test_replies import ALONE, ATTEMPTS, MIXED

PAGE = Path(__file__).resolve().parents[1] / "FAULTS.md"
BEGIN = "<!-- lines: made by PYTHONPATH=dags:tests python -m faults.page -->"
END = "<!-- end of lines -->"
FOLLOWING = "## What remains open"

INTRODUCTION = f"""\
## Lines, storage and crashes

A day from OpenSSH to a real S3 server, through Toxiproxy or through a proxy in bad moods. The
final bytes are those of a day that nothing happened to, and no upload is left pending. The
ordinary tests try the first of each kind, `TRIBUTARY_FAULTS=all` all; of storage at most
{ATTEMPTS} attempts of a request are made, of the partner's server six in a row that bring nothing.
The tests are in [tests/faults](faults) and [tests/kill](kill).
"""
KILLS = (
    ("`wait` killed at any moment, then run again", "one list"),
    ("`extract` killed at commits and at any moment, again and again", "the same bytes"),
    ("`merge` killed at commits and at any moment, a reader looking on", "old or new, never mixed"),
    ("`summarize` killed at any moment, then run again", "one summary, and the day verifies"),
)
TOGETHER = (
    ("each task twice at the same time", "one result; a loser ends with 75"),
    ("two whole days of one date, overlapping", "one result; a loser ends with 75"),
    ("a reader during slow publications", "the complete table, or none"),
    ("an archive replaced between freezing and reading", "refused whole, `changed-since-frozen`"),
)


def rows() -> Iterator[tuple[str, str, str]]:
    """Where, what is tried, and what must come of it."""
    for place in ("partner", "storage"):
        for toxics in ENDURED:
            yield place, ", ".join(map(str, toxics)), "ends right"
        for toxic in SOME:
            yield place, str(toxic), "ends right, or 75 and right at the next attempt"
        for toxic in CUT_OFF:
            yield place, str(toxic), "75 within its limits, right at the next attempt"
    for plan in {**MIXED, **ALONE}:
        yield "storage", plan, "ends right, or 75 and right at the next attempt"
    for tried, outcome in KILLS:
        yield "worker", tried, outcome
    for tried, outcome in TOGETHER:
        yield "worker", tried, outcome


def section() -> str:
    """The whole section."""
    lines = [f"| {place} | {tried} | {outcome} | 0 |" for place, tried, outcome in rows()]
    table = ["| where | tried | outcome | bytes lost |", "|---|---|---|---|", *lines]
    return "\n".join([INTRODUCTION, BEGIN, "", *table, "", END, "", ""])


def page(text: str) -> str:
    """The page with its section as it must be."""
    begin = text.find(INTRODUCTION.splitlines()[0])
    end = text.index(FOLLOWING)
    return text[: begin if begin >= 0 else end] + section() + text[end:]


if __name__ == "__main__":
    PAGE.write_text(page(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
