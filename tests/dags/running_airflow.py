"""A real Airflow with fake workers, as the tests see it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fixtures.airflow_runs import AirflowRuns
from tributary_dags.local.local_airflow import LocalAirflow


class RunningAirflow(AirflowRuns):
    """Plans what workers play, starts runs, and tells what came of them."""

    def __init__(self, airflow: LocalAirflow, folder: Path) -> None:
        super().__init__(airflow.api)
        self.airflow = airflow
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

    def check_running(self) -> None:
        """Fails with the log of a daemon that ended."""
        self.airflow.check_running()
