"""Partner files and contexts for tests without a scheduler."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from tributary_dags.partner_file import PartnerFile

WritePartner = Callable[..., PartnerFile]


@pytest.fixture
def write_partner(tmp_path: Path) -> WritePartner:
    """Writes a partner file and reads it."""

    def write(text: str = "", name: str = "acme") -> PartnerFile:
        path = tmp_path / f"{name}.yaml"
        path.write_text(f"partner: {name}\n{text}", encoding="utf-8")
        return PartnerFile.read(path)

    return write


def run_of(
    interval_start: datetime | None = None, run_after: datetime | None = None
) -> SimpleNamespace:
    """A stand-in for Airflow's DAG run."""
    return SimpleNamespace(
        data_interval_start=interval_start,
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
