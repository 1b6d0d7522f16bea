"""Compares merged tables with the originals, value by value."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import dataclass
from itertools import zip_longest
from typing import Any

from real_input.cutting import Member
from real_input.packing import Delivery


@dataclass(frozen=True)
class Day:
    """What a run left on object storage for one day."""

    client: Any
    bucket: str
    prefix: str
    date: str

    def read(self, key: str) -> bytes:
        """An object below the day's folder."""
        found = self.client.get_object(Bucket=self.bucket, Key=f"{self.prefix}/{self.date}/{key}")
        return bytes(found["Body"].read())

    def json(self, key: str) -> Any:
        """A document below the day's folder."""
        return json.loads(self.read(key))

    def etag(self, key: str) -> str:
        """What a document may name to say which object it means."""
        head = self.client.head_object(Bucket=self.bucket, Key=f"{self.prefix}/{self.date}/{key}")
        return str(head["ETag"])


def normalised(column: str) -> str:
    """A column's name as columns are told apart by."""
    return "_".join(column.strip().lower().split())


def check_table(day: Day, delivery: Delivery, table: str) -> int:
    """Fails unless a merged table has every value of every row, in order; returns its rows."""
    text = day.read(f"merged/{table}/{table}_{day.date}.csv").decode("utf-8")
    header, *merged = csv.reader(io.StringIO(text, newline=""), strict=True)
    columns = [normalised(column) for column in header]
    members = delivery.of(table)
    assert columns == _first_seen(members), f"the columns of {table}"
    expected = ((row, member) for member in members for row in member.expected(columns))
    nothing: tuple[Any, Any] = (None, None)
    for number, (row, (wanted, member)) in enumerate(
        zip_longest(merged, expected, fillvalue=nothing), start=1
    ):
        if row is nothing or wanted is None or tuple(row) != wanted:
            source = member.delivered if member else None
            raise AssertionError(
                f"{table}, row {number}: {row}, expected {wanted}, from a member with {source}"
            )
    return len(merged)


def check_day(day: Day, delivery: Delivery, tables: list[str]) -> None:
    """Fails unless the day is complete, and counted as it is."""
    summary = day.json("summary.json")
    for table in tables:
        rows = check_table(day, delivery, table)
        counted = summary["tables"][table]
        assert rows == sum(len(member.rows) for member in delivery.of(table))
        assert (counted["delivered"], counted["merged"]) == (rows, rows), table
        assert (counted["quarantined"], counted["dropped"]) == (0, 0), table
        marker = day.json(f"merged/{table}/_SUCCESS")
        assert day.etag(f"merged/{table}/{table}_{day.date}.csv").strip('"') in json.dumps(marker)
    archives = summary["archives"]
    assert archives["listed"] == archives["extracted"] == len(delivery.archives)
    assert (archives["refused"], archives["missing"], archives["duplicate"]) == (0, 0, 0)
    members = sum(len(content) for content in delivery.archives.values())
    assert summary["members"]["extracted"] == members


def _first_seen(members: list[Member]) -> list[str]:
    seen: dict[str, None] = {}
    for member in members:
        seen.update(dict.fromkeys(normalised(column) for column in member.delivered))
    return list(seen)
