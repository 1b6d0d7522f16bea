"""Compares what a run left with what the generator of the sample knows must come out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from decimal import Decimal, localcontext
from fractions import Fraction
from pathlib import Path
from typing import Any

COUNTS = ("members", "delivered", "merged", "quarantined", "dropped")
NULLS = ("", "NULL", "\\N")
NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
DISTINCT_EXACTLY = 512
DISTINCT_ABOUT = 0.06  # four standard errors of the sketch


def expected_day(file: Path, date: str) -> dict[str, Any]:
    """The figures of one day, as `tributary-embedded sample --expected` wrote them."""
    day: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))["days"][date]
    return day


def check_table(expected: dict[str, Any], merged: bytes) -> None:
    """Fails unless a merged table has the expected columns and every value of every row."""
    header, *rows = csv.reader(io.StringIO(merged.decode("utf-8"), newline=""), strict=True)
    assert header == expected["columns"]
    assert len(rows) == expected["merged"]
    names = ["_".join(column.strip().lower().split()) for column in header]
    places = sorted(range(len(names)), key=names.__getitem__)
    total = 0
    in_order = hashlib.sha256()
    for row in rows:
        fields = (f"{names[place]}={row[place]}\0" for place in places if row[place])
        digest = hashlib.sha256("".join(fields).encode()).digest()
        in_order.update(digest)
        total += int.from_bytes(digest, "big")
    assert f"{total % 2**256:064x}" == expected["rows-sum"], "other rows"
    assert in_order.hexdigest() == expected["rows-sha256"], "the rows in another order"


def check_metrics(metadata: dict[str, Any], merged: bytes) -> int:
    """Fails unless what was measured of each column is what its values are; counts the columns."""
    header, *rows = csv.reader(io.StringIO(merged.decode("utf-8"), newline=""), strict=True)
    assert [column["name"] for column in metadata["columns"]] == header
    assert metadata["rows"] == len(rows)
    for place, column in enumerate(metadata["columns"]):
        values = [row[place] for row in rows if row[place] not in NULLS]
        where = f"{metadata['table']}.{column['name']}"
        assert column["nulls"] == len(rows) - len(values), where
        measured = dict(column["metrics"])
        distinct, expected = measured.pop("distinct"), len(set(values))
        tolerated = DISTINCT_ABOUT * expected if expected > DISTINCT_EXACTLY else 0
        assert abs(distinct - expected) <= tolerated, where
        assert measured == _measured(values), where
    return len(header)


def _is_number(value: str) -> bool:
    """What is longer, or has a huge exponent, is a text of digits."""
    found = NUMBER.fullmatch(value)
    return found is not None and len(value) <= 64 and abs(int((found[2] or "e0")[1:])) <= 200


def _measured(values: list[str]) -> dict[str, Any]:
    numbers = [value for value in values if _is_number(value)]
    lengths = [len(value.encode()) for value in values]
    measured: dict[str, Any] = {
        "values": len(values),
        "numbers": len(numbers),
        "shortest": min(lengths, default=0),
        "longest": max(lengths, default=0),
    }
    if numbers:
        with localcontext(prec=1000):  # so that no sum is rounded
            total = sum((Decimal(number) for number in numbers), Decimal())
        measured["mean"] = float(Fraction(total) / len(numbers))
    if not values:
        return measured
    measured["meanLength"] = float(Fraction(sum(lengths), len(values)))
    if len(numbers) == len(values):
        # Of several texts for one number the shortest.
        measured["least"] = min(values, key=lambda v: (Decimal(v), len(v), v))
        measured["greatest"] = min(values, key=lambda v: (-Decimal(v), len(v), v))
    else:
        measured["least"] = min(values, key=str.encode)
        measured["greatest"] = max(values, key=str.encode)
    return measured


def check_summary(expected: dict[str, Any], summary: dict[str, Any]) -> None:
    """Fails unless a day was counted as it was delivered."""
    archives, members = expected["archives"], expected["members"]
    refused, duplicates = len(archives["refused"]), len(archives["duplicate"])
    assert summary["archives"] == {
        "listed": archives["listed"],
        "extracted": archives["listed"] - refused,
        "refused": refused,
        "missing": 0,
        "duplicate": duplicates,
    }
    assert summary["members"] == {
        "extracted": members["delivered"] + members["duplicate"],
        "ignored": members["ignored"],
        "refused": 0,
    }
    refusals = [{k: r[k] for k in ("archive", "reason")} for r in summary["refusals"]]
    assert refusals == archives["refused"]
    counted = {name: [table[k] for k in COUNTS] for name, table in summary["tables"].items()}
    assert counted == {
        name: [table[k] for k in COUNTS] for name, table in expected["tables"].items()
    }


def malformed(expected: dict[str, Any], quarantine: bytes) -> None:
    """Fails unless the quarantine names each malformed record's reason."""
    reader = csv.DictReader(io.StringIO(quarantine.decode("utf-8", "replace"), newline=""))
    found: dict[str, int] = {}
    for record in reader:
        if record["reason"] not in ("duplicate-row", "key-collision"):
            found[record["reason"]] = found.get(record["reason"], 0) + 1
    assert found == expected["malformed"]
