"""Airflow's settings for one machine: SQLite, tasks as local processes, nothing scheduled."""

from __future__ import annotations

import json
import os
import secrets
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from tributary_dags.local.ports import HOST

USER = "admin"
PASSWORD = "tributary"  # noqa: S105  (reachable from this machine alone)

DAGS_FOLDER = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class AirflowSettings:
    """Where an Airflow keeps its state, and where it listens."""

    home: Path
    port: int
    parallel_tasks: int = 4

    @property
    def url(self) -> str:
        """The address of UI and API."""
        return f"http://{HOST}:{self.port}"

    @property
    def database(self) -> Path:
        """The metadata database."""
        return self.home / "airflow.db"

    def write_password(self) -> None:
        """Writes the file that knows the only user's password."""
        self.home.mkdir(parents=True, exist_ok=True)
        file = self.home / "passwords.json"
        file.write_text(json.dumps({USER: PASSWORD}), encoding="utf-8")
        file.chmod(0o600)

    def environment(self, extra: Mapping[str, str]) -> dict[str, str]:
        """The environment of Airflow's daemons and of the `airflow` command."""
        inherited = {k: v for k, v in os.environ.items() if not k.startswith("AIRFLOW")}
        # Compiling all of Airflow again for each daemon and command takes 3 seconds of each.
        inherited.pop("PYTHONDONTWRITEBYTECODE", None)
        path = [str(Path(sys.executable).parent), inherited.get("PATH", "")]
        settings = {f"AIRFLOW__{key}": value for key, value in self._settings().items()}
        return {
            **inherited,
            "PATH": os.pathsep.join(path),
            "AIRFLOW_HOME": str(self.home),
            "PYTHONPATH": str(DAGS_FOLDER),
            "PYTHONWARNINGS": "ignore",
            "TRIBUTARY_TASKS_RUN_AS": "process",
            **settings,
            **extra,
        }

    def _settings(self) -> dict[str, str]:
        return {
            "CORE__DAGS_FOLDER": str(DAGS_FOLDER),
            "CORE__PLUGINS_FOLDER": str(DAGS_FOLDER / "plugins"),
            "CORE__LOAD_EXAMPLES": "False",
            "CORE__EXECUTOR": "LocalExecutor",
            "CORE__PARALLELISM": str(self.parallel_tasks),
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "CORE__EXECUTION_API_SERVER_URL": f"{self.url}/execution/",
            "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{USER}:admin",
            "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": str(self.home / "passwords.json"),
            "DATABASE__SQL_ALCHEMY_CONN": f"sqlite:///{self.database}",
            "API__HOST": HOST,
            "API__PORT": str(self.port),
            "API__BASE_URL": self.url,
            "API__WORKERS": "1",
            "API__SECRET_KEY": secrets.token_hex(32),
            "API_AUTH__JWT_SECRET": secrets.token_hex(32),
            # Runs come from the command line, the UI and backfills: a demo starts none by itself.
            "SCHEDULER__USE_JOB_SCHEDULE": "False",
            # The short waits that make a small run quick; in production their defaults are right.
            "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.2",
            "DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "30",
            "DAG_PROCESSOR__REFRESH_INTERVAL": "30",
            # A task's slot stays taken until its sockets close, seconds after its end.
            "WORKERS__SOCKET_CLEANUP_TIMEOUT": "1",
            "LOGGING__BASE_LOG_FOLDER": str(self.home / "logs"),
            "LOGGING__LOGGING_LEVEL": "INFO",
            "USAGE_DATA_COLLECTION__ENABLED": "False",
        }
