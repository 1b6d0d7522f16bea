"""Which day a run processes."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from airflow.sdk.exceptions import AirflowFailException


class Run(Protocol):
    """What is asked of Airflow's DAG run."""

    @property
    def data_interval_start(self) -> datetime | None:
        """Start of the interval that the run covers, if it has one."""

    @property
    def run_after(self) -> datetime:
        """When the run may start."""


def process_date(run: Run, params: Mapping[str, Any], zone: ZoneInfo) -> str:
    """The ISO date that a run processes.

    The parameter `process_date`, else the day of the data interval (a backfill from A to B gives
    exactly A to B), else the day before the run in the partner's zone. It depends on nothing that
    changes later, so each task works it out for itself: a task cleared next week gets the same day.
    """
    given = params.get("process_date")
    if given:
        return _checked(str(given), run, zone).isoformat()
    if run.data_interval_start is not None:
        return run.data_interval_start.astimezone(zone).date().isoformat()
    return (_today(run, zone) - timedelta(days=1)).isoformat()


def _checked(given: str, run: Run, zone: ZoneInfo) -> date:
    try:
        day = date.fromisoformat(given)
    except ValueError:
        raise AirflowFailException(f"process_date {given!r} is no date; write 2025-03-17") from None
    if day > _today(run, zone):
        raise AirflowFailException(
            f"process_date {given} lies in the future (in {zone.key}); nothing can be delivered yet"
        )
    return day


def _today(run: Run, zone: ZoneInfo) -> date:
    return (run.run_after or datetime.now(UTC)).astimezone(zone).date()
