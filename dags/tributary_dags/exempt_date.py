"""Skipping what always runs, on dates that the partner's calendar exempts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from airflow.sdk.exceptions import AirflowSkipException

if TYPE_CHECKING:
    from airflow.sdk import Context


def skip_if_skipped(task_id: str | None, context: Context) -> None:
    """Skips the present task if another one of its run was skipped.

    Tasks with the trigger rule `all_done` would otherwise check a day that has no delivery.
    """
    if task_id is None:
        return
    ti = context["ti"]
    states = ti.get_task_states(dag_id=ti.dag_id, task_ids=[task_id], run_ids=[ti.run_id])
    if states.get(ti.run_id, {}).get(task_id) == "skipped":
        raise AirflowSkipException(
            f"{task_id} was skipped, so there is nothing to do for this date"
        )
