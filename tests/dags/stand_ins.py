"""What takes the place of Airflow's own objects where none runs."""

from __future__ import annotations

from datetime import UTC, datetime
from types import SimpleNamespace
from typing import Any


def run_of(partition_key: str | None = None, run_after: datetime | None = None) -> SimpleNamespace:
    """A stand-in for Airflow's DAG run."""
    return SimpleNamespace(
        partition_key=partition_key,
        run_after=run_after or datetime(2025, 3, 18, 1, tzinfo=UTC),
    )


def context_of(task: Any, params: dict[str, Any] | None = None, map_index: int = -1) -> Any:
    """What templates see while a task is rendered."""
    return {
        "dag": task.dag,
        "task": task,
        "run_id": "manual__1",
        "dag_run": run_of(),
        "params": {"process_date": None, "tables": None, "force": False, **(params or {})},
        "ti": SimpleNamespace(
            map_index=map_index,
            try_number=2,
            task_id=task.task_id,
            dag_id=task.dag_id,
            run_id="manual__1",
        ),
        "expanded_ti_count": None,
    }
