"""Airflow as child processes of this one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path

from tributary_dags.local.airflow_api import AirflowApi, AirflowUnreachable
from tributary_dags.local.airflow_settings import PASSWORD, USER, AirflowSettings
from tributary_dags.local.child_process import ChildProcess, stop_all

_DAEMONS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler", "--skip-serve-logs"],
    "dag-processor": ["dag-processor"],
}
_TRIGGERER = {"triggerer": ["triggerer", "--skip-serve-logs"]}


class AirflowFailed(Exception):
    """A daemon of Airflow ended, or is not healthy in time."""


class LocalAirflow:
    """Starts Airflow's daemons, waits until they are healthy, and stops them without a trace.

    `airflow standalone` would leave its children running when it is told to stop.

    :param template: a migrated, empty database is kept here and copied, which saves ten seconds
    :param triggerer: only deferrable tasks need one, and local processes are none
    """

    def __init__(
        self,
        settings: AirflowSettings,
        environment: Mapping[str, str],
        *,
        template: Path | None = None,
        triggerer: bool = False,
    ) -> None:
        self.settings = settings
        self.environment = settings.environment(environment)
        self.api = AirflowApi(settings.url, USER, PASSWORD)
        self._template = template
        self._daemons = {**_DAEMONS, **(_TRIGGERER if triggerer else {})}
        self._children: list[ChildProcess] = []

    def start(self) -> None:
        """Starts the daemons; `wait_until_healthy` says when they are of use."""
        self.settings.write_password()
        if not self.settings.database.exists():
            self._create_database()
        for name, arguments in self._daemons.items():
            self._children.append(
                ChildProcess(
                    name,
                    [sys.executable, "-m", "airflow", *arguments],
                    self.environment,
                    self.settings.home / "logs" / f"{name}.log",
                    folder=self.settings.home,
                )
            )

    def wait_until_healthy(self, timeout_seconds: float = 120) -> None:
        """Returns when all daemons work.

        :raises AirflowFailed: with the end of the log of the one to blame
        """
        end = time.monotonic() + timeout_seconds
        missing = set(self._daemons)
        cold = True
        while missing:
            self.check_running()
            if time.monotonic() > end:
                raise AirflowFailed(
                    f"Airflow's {', '.join(sorted(missing))} not healthy in time; "
                    f"logs are in {self.settings.home / 'logs'}"
                )
            time.sleep(0.2)
            try:
                health = self.api.health()
                if cold:  # the others are still starting
                    self.api.warm_up()
                    cold = False
            except AirflowUnreachable:
                continue
            healthy = {n.replace("_", "-") for n, h in health.items() if h["status"] == "healthy"}
            missing = set(self._daemons) - {"api-server"} - healthy

    def check_running(self) -> None:
        """Returns if no daemon has ended.

        :raises AirflowFailed: with the end of its log
        """
        for child in self._children:
            if not child.is_running():
                raise AirflowFailed(
                    f"Airflow's {child.name} ended with code {child.process.returncode}:\n"
                    f"{child.tail()}\nThe whole log: {child.log}"
                )

    def stop(self) -> None:
        """Stops the daemons and the tasks that they run."""
        # The API server goes last: the others report their end to it.
        first = [child for child in self._children if child.name != "api-server"]
        stop_all(first)
        stop_all([child for child in self._children if child not in first])
        self._children.clear()

    def run_command(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Runs `airflow ARGUMENTS` against this Airflow."""
        # Warnings on standard output would break `-o json`.
        environment = {**self.environment, "AIRFLOW__LOGGING__LOGGING_LEVEL": "ERROR"}
        return subprocess.run(
            [sys.executable, "-m", "airflow", *arguments],
            env=environment,
            cwd=self.settings.home,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    def _create_database(self) -> None:
        name = f"airflow-{version('apache-airflow')}.db"
        template = self._template / name if self._template else None
        if template and template.exists():
            shutil.copyfile(template, self.settings.database)
            return
        done = self.run_command("db", "migrate")
        if done.returncode != 0:
            raise AirflowFailed(f"airflow db migrate failed:\n{done.stdout}{done.stderr}")
        if template:
            template.parent.mkdir(parents=True, exist_ok=True)
            unfinished = template.with_suffix(f".{self.settings.port}")
            shutil.copyfile(self.settings.database, unfinished)
            unfinished.replace(template)
