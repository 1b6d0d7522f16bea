"""Compares what a run left with what the generator of the sample knows must come out."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from pathlib import Path
from typing import Any

COUNTS = ("members", "delivered", "merged", "quarantined", "dropped")


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
