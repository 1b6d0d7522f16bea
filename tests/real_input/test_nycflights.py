"""The real-input test's own data: it must not lose what it then looks for."""

from __future__ import annotations

from random import Random

import pytest

from real_input.cutting import Member, cut
from real_input.nycflights import MISSING, Table, tables

pytestmark = pytest.mark.slow


@pytest.fixture(scope="session")
def originals() -> list[Table]:
    return tables()


@pytest.fixture(scope="session")
def members(originals: list[Table]) -> list[Member]:
    random = Random(2013)
    return [member for table in originals for member in cut(table, random)]


def test_members_hold_every_value(originals: list[Table], members: list[Member]) -> None:
    """The test itself must not lose what it then looks for."""
    assert len(members) > 400
    assert len({member.delivered for member in members}) > 50
    for table in originals:
        own = [member for member in members if member.table is table]
        assert sorted(row for member in own for row in member.rows) == sorted(table.rows)
        for member in own:
            left_out = [c for c in table.columns if c not in member.delivered]
            places = [table.columns.index(column) for column in left_out]
            assert all(row[place] == MISSING for row in member.rows for place in places)
    assert any(len(member.delivered) < len(member.table.columns) for member in members)
