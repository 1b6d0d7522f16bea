"""A real Airflow with fake workers, as the tests see it."""

from __future__ import annotations

import json
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from tributary_dags.local.local_airflow import LocalAirflow

T = TypeVar("T")

# Long enough for a loaded machine; a test that passes never waits for it.
PATIENCE_SECONDS = 90


class RunningAirflow:
    """Plans what workers play, starts runs, and tells what came of them."""

    def __init__(self, airflow: LocalAirflow, folder: Path) -> None:
        self.airflow = airflow
        self.api = airflow.api
        self._folder = folder

    @property
    def lake(self) -> Path:
        """What the partners' `storage` names."""
        return self._folder / "lake"

    def plan(self, date: str, **steps: list[dict[str, Any]]) -> None:
        """What workers play for a date, by command (`merge`) or call (`merge --table a`)."""
        (self._folder / f"{date}.json").write_text(json.dumps(steps), encoding="utf-8")

    def calls(self, date: str) -> list[dict[str, str]]:
        """How workers were called for a date."""
        file = self._folder / f"{date}.calls"
        return [json.loads(line) for line in file.read_text().splitlines()] if file.exists() else []

    def commands(self, date: str) -> list[str]:
        """The calls for a date, sorted."""
        return sorted(call["call"] for call in self.calls(date))

    def dates(self) -> set[str]:
        """All dates that workers were ever called for."""
        return {file.stem for file in self._folder.glob("*.calls")}

    def trigger(self, date: str | None, dag_id: str = "tributary_single", **conf: Any) -> str:
        """Starts a run by hand."""
        return self.api.trigger(dag_id, {"process_date": date, **conf} if date else conf)

    def finish(self, run_id: str, dag_id: str = "tributary_single") -> str:
        """Waits for a run's end and returns its state."""

        def ended() -> str | None:
            state = str(self.api.run(dag_id, run_id)["state"])
            return state if state in ("success", "failed") else None

        return self.eventually(ended)

    def states(self, run_id: str, dag_id: str = "tributary_single") -> dict[str, str]:
        """The states of a run's tasks; mapped ones are named like `merge[1]`."""
        return {
            ti["task_id"] + (f"[{ti['map_index']}]" if ti["map_index"] >= 0 else ""): ti["state"]
            for ti in self.api.task_instances(dag_id, run_id)
        }

    def eventually(self, look: Callable[[], T | None]) -> T:
        """Looks until there is something to see."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if (found := look()) is not None:
                return found
            self.airflow.check_running()
            time.sleep(0.2)
        raise AssertionError(f"not within {PATIENCE_SECONDS} seconds")
