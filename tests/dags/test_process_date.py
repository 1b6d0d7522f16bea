from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from airflow.sdk.exceptions import AirflowFailException
from stand_ins import run_of

from tributary_dags.process_date import process_date

SEOUL = ZoneInfo("Asia/Seoul")
NEW_YORK = ZoneInfo("America/New_York")


def test_the_parameter_goes_first() -> None:
    run = run_of(partition_key="2025-01-01")

    assert process_date(run, {"process_date": "2025-03-17"}, SEOUL) == "2025-03-17"


def test_the_partition_goes_before_the_clock() -> None:
    assert process_date(run_of(partition_key="2025-03-10"), {}, SEOUL) == "2025-03-10"


@pytest.mark.parametrize(
    ("zone", "run_after", "expected"),
    [
        (SEOUL, datetime(2025, 3, 17, 14, 59, tzinfo=UTC), "2025-03-16"),
        (SEOUL, datetime(2025, 3, 17, 15, 0, tzinfo=UTC), "2025-03-17"),
        (NEW_YORK, datetime(2025, 3, 17, 3, 59, tzinfo=UTC), "2025-03-15"),
        (NEW_YORK, datetime(2025, 3, 10, 4, 30, tzinfo=UTC), "2025-03-09"),  # a day of 23 hours
    ],
)
def test_else_yesterday_at_the_partners(zone: ZoneInfo, run_after: datetime, expected: str) -> None:
    assert process_date(run_of(run_after=run_after), {"process_date": None}, zone) == expected


@pytest.mark.parametrize("given", ["17.03.2025", "2025-02-30", "tomorrow"])
def test_no_date(given: str) -> None:
    with pytest.raises(AirflowFailException, match="is no date"):
        process_date(run_of(), {"process_date": given}, SEOUL)


def test_the_future_is_refused_at_the_partners_clock() -> None:
    run = run_of(run_after=datetime(2025, 3, 17, 16, tzinfo=UTC))
    params: dict[str, Any] = {"process_date": "2025-03-18"}

    assert process_date(run, params, SEOUL) == "2025-03-18"
    with pytest.raises(AirflowFailException, match="lies in the future"):
        process_date(run, params, NEW_YORK)
