"""What a worker's end means to Airflow: its exit code and its line of result."""

from __future__ import annotations

import json
import logging
from dataclasses import dataclass
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from airflow.sdk import Asset, AssetAlias
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException

if TYPE_CHECKING:
    from airflow.sdk import Context

log = logging.getLogger(__name__)

RESULT_KEY = "result"


class ExitCode(IntEnum):
    """The workers' exit codes that the DAG tells apart; any other is retried."""

    DONE = 0
    CONFIGURATION = 2
    DATA = 65
    TEMPORARY = 75
    PERMISSION = 77
    EXEMPT = 99


_HOPELESS = {ExitCode.CONFIGURATION, ExitCode.DATA, ExitCode.PERMISSION}


@dataclass(frozen=True)
class WorkerOutcome:
    """How a worker ended."""

    exit_code: int
    message: str = ""
    status: str = ""
    published: tuple[str, ...] = ()
    """The tables that this run newly published, when the worker knows."""

    @classmethod
    def of(cls, exit_code: int, termination_message: str | None) -> WorkerOutcome:
        """Reads the worker's termination message, one line of JSON.

        A worker that died early left none, and one that is not JSON (Kubernetes cuts at 4 KiB, a
        crashed JVM prints what it likes) is still the best message there is.
        """
        text = (termination_message or "").strip()
        try:
            result = json.loads(text)
        except ValueError:
            if exit_code == ExitCode.DONE and text:
                log.warning("The worker's result is no JSON, its tables are unknown: %.200s", text)
            return cls(exit_code, message=text)
        if not isinstance(result, dict):
            return cls(exit_code, message=text)
        published = result.get("published")
        return cls(
            exit_code,
            message=str(result.get("message", "")),
            status=str(result.get("status", "")),
            published=tuple(map(str, published)) if isinstance(published, list) else (),
        )

    def as_xcom(self) -> dict[str, Any]:
        """What the UI shows of it."""
        return {
            "code": self.exit_code,
            "status": self.status,
            "message": self.message,
            "published": list(self.published),
        }

    def check(self) -> None:
        """Returns if the worker is done; else raises what makes Airflow skip, fail or retry."""
        if self.exit_code == ExitCode.DONE:
            return
        message = f"exit code {self.exit_code}: {self.message or 'the worker left no message'}"
        if self.exit_code == ExitCode.EXEMPT:
            raise AirflowSkipException(message)
        if self.exit_code in _HOPELESS:
            raise AirflowFailException(message)
        raise AirflowException(message)


def assets_of(partner: str) -> AssetAlias:
    """The outlet under which a partner's newly published tables become asset events.

    An alias, because a plain outlet would report all tables after every run, published or not.
    """
    return AssetAlias(f"tributary-{partner}")


def table_asset(partner: str, table: str) -> Asset:
    """The asset that a downstream DAG schedules on."""
    uri = f"tributary://{partner}/{table}"
    return Asset(name=uri, uri=uri)


def report(outcome: WorkerOutcome, context: Context) -> None:
    """Shows a worker's result in the UI and emits asset events if its task has the outlet."""
    context["ti"].xcom_push(key=RESULT_KEY, value=outcome.as_xcom())
    for outlet in context["task"].outlets:
        if isinstance(outlet, AssetAlias):
            partner = outlet.name.removeprefix("tributary-")
            events = context["outlet_events"][outlet]
            for table in outcome.published:
                events.add(table_asset(partner, table), extra={"run_id": context["run_id"]})
