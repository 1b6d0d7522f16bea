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
    def partition_key(self) -> str | None:
        """The day that the schedule or a backfill made this run for."""

    @property
    def run_after(self) -> datetime:
        """When the run may start."""


def process_date(run: Run, params: Mapping[str, Any], zone: ZoneInfo) -> str:
    """The ISO date that a run processes.

    The parameter `process_date`, else the run's partition (that of the schedule; a backfill from A
    to B makes exactly A to B), else the day before the run in the partner's zone. It depends on
    nothing that changes later, so each task works it out for itself: a task cleared next week gets
    the same day.
    """
    given = params.get("process_date")
    if given:
        return _checked(str(given), run, zone).isoformat()
    if run.partition_key:
        return date.fromisoformat(run.partition_key).isoformat()
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
