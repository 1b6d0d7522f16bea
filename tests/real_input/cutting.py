"""Cuts tables into members the way exporters do, and loses nothing.

A column is left out of a member only where all of the member's values of it are missing in the
original, so that what must come back is known for every field.
"""

from __future__ import annotations

import csv
import io
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from real_input.nycflights import MISSING, Table

# Rows of a member: hundreds of members in all.
_ROWS = {"flights": 1100, "weather": 280, "planes": 80, "airports": 45, "airlines": 3}


@dataclass(frozen=True)
class Member:
    """A piece of a table under a header of its own."""

    table: Table
    delivered: tuple[str, ...]
    """The columns in the member's order; the table's others were left out."""
    rows: Sequence[tuple[str, ...]]
    """Whole rows of the table."""
    data: bytes

    def expected(self, columns: Sequence[str]) -> Iterator[tuple[str, ...]]:
        """What must be in the merged table, in the order of its columns."""
        places = [
            self.table.columns.index(column) if column in self.delivered else None
            for column in columns
        ]
        for row in self.rows:
            yield tuple("" if place is None else row[place] for place in places)


def cut(table: Table, random: Random) -> list[Member]:
    """All of a table, in members."""
    members = []
    size = _ROWS[table.name]
    for missing, rows in _by_missing(table).items():
        for start in range(0, len(rows), size):
            left_out = missing if random.random() < 0.6 else frozenset[str]()
            members.append(_member(table, rows[start : start + size], left_out, random))
    random.shuffle(members)
    return members


def _by_missing(table: Table) -> dict[frozenset[str], list[tuple[str, ...]]]:
    """Rows that lack the same columns together, as cancelled flights have no times."""
    groups: dict[frozenset[str], list[tuple[str, ...]]] = defaultdict(list)
    for row in table.rows:
        missing = (c for c, v in zip(table.columns, row, strict=True) if v == MISSING)
        groups[frozenset(missing)].append(row)
    return groups


def _member(
    table: Table, rows: list[tuple[str, ...]], left_out: frozenset[str], random: Random
) -> Member:
    columns = [column for column in table.columns if column not in left_out]
    if random.random() < 0.2:
        random.shuffle(columns)
    places = [table.columns.index(column) for column in columns]
    line_end = random.choice(["\n", "\n", "\n", "\r\n"])
    text = io.StringIO()
    if random.random() < 0.1:
        writer = csv.writer(text, lineterminator=line_end, quoting=csv.QUOTE_ALL)
    else:
        writer = csv.writer(text, lineterminator=line_end)
    writer.writerow(_respelled(columns, random))
    writer.writerows([row[place] for place in places] for row in rows)
    written = text.getvalue()
    if random.random() < 0.1:
        written = written.removesuffix(line_end)
    mark = "\ufeff" if random.random() < 0.05 else ""
    return Member(table, tuple(columns), rows, (mark + written).encode())


def _respelled(columns: list[str], random: Random) -> list[str]:
    how = random.random()
    if how < 0.05:
        return [column.upper() for column in columns]
    if how < 0.1:
        return [column.replace("_", " ").title() for column in columns]
    return columns
