"""Airflow in pods: scheduler, triggerer, DAG processor and API server, each a deployment."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from cluster.kubectl import Kubectl, Manifest, eventually
from cluster.servers import USER, restricted, secret
from tributary_dags.local.airflow_api import AirflowApi, AirflowUnreachable

SERVICE_ACCOUNT = "airflow"
PORT = 8080
_SETTINGS = "airflow-settings"
_ADMIN = "admin"

_DAEMONS = {
    "api-server": ["api-server"],
    "scheduler": ["scheduler"],
    "dag-processor": ["dag-processor"],
    "triggerer": ["triggerer"],
}


@dataclass
class AirflowInPods:
    """An Airflow that runs workers in the namespaces that it is allowed to.

    :param image: with the DAGs in it
    :param worker_image: what the DAGs' pods run
    :param environment: more of it, such as storage for the pages
    """

    kubectl: Kubectl
    image: str
    worker_image: str
    database: str
    environment: dict[str, str]
    password: str = field(default_factory=lambda: secrets.token_hex(12), repr=False)
    _api: AirflowApi | None = None
    _logs_of_lost_pods: str = ""

    @property
    def api(self) -> AirflowApi:
        """The REST API, while `forwarded`."""
        assert self._api is not None
        return self._api

    def start(self) -> None:
        """Prepares the database, starts the daemons and waits until they are up."""
        self.kubectl.apply(
            {
                "apiVersion": "v1",
                "kind": "ServiceAccount",
                "metadata": {"name": SERVICE_ACCOUNT},
            },
            secret(_SETTINGS, self._environment()),
            secret("airflow-passwords", {"passwords.json": json.dumps({_ADMIN: self.password})}),
            _service(),
        )
        migration = self._pod("migration", ["db", "migrate"])
        migration["spec"]["restartPolicy"] = "Never"
        name = {"metadata": {"name": "migration"}}
        self.kubectl.apply({"apiVersion": "v1", "kind": "Pod", **migration, **name})
        eventually(lambda: _ended(self.kubectl.get("pod", "migration")), "the database is migrated")
        self.kubectl.apply(*(self._deployment(name, words) for name, words in _DAEMONS.items()))
        self.kubectl.rolled_out(*(f"airflow-{name}" for name in _DAEMONS))

    @contextmanager
    def forwarded(self) -> Iterator[None]:
        """Makes the API reachable from here."""
        with self.kubectl.forwarded("service/airflow-api-server", PORT) as port:
            self._api = AirflowApi(f"http://127.0.0.1:{port}", _ADMIN, self.password)
            eventually(self._healthy, "all daemons of Airflow are healthy")
            yield

    def command(self, *words: str) -> str:
        """Runs `airflow WORDS` in the scheduler's pod."""
        return self.kubectl.execute(self.pod("scheduler"), "airflow", *words)

    def pod(self, daemon: str) -> str:
        """The running pod of a daemon."""
        pods = self.kubectl.list("pod", f"app=airflow-{daemon}")
        alive = [p for p in pods if "deletionTimestamp" not in p["metadata"]]
        return str(alive[0]["metadata"]["name"])

    def lose_scheduler(self) -> None:
        """Deletes the scheduler's pod; its deployment makes another."""
        self._logs_of_lost_pods += self._logs("scheduler")
        self.kubectl.delete_pods(self.pod("scheduler"))

    def logs(self) -> str:
        """What tasks and their triggers logged, all of it."""
        return self._logs_of_lost_pods + self._logs("scheduler") + self._logs("triggerer")

    def _logs(self, daemon: str) -> str:
        script = "find /opt/airflow/logs -type f -exec cat {} +"
        return self.kubectl.execute(self.pod(daemon), "sh", "-c", script)

    def _healthy(self) -> bool | None:
        try:
            health = self.api.health()
        except AirflowUnreachable:
            return None
        daemons = ("metadatabase", "scheduler", "triggerer", "dag_processor")
        return True if all(health[d]["status"] == "healthy" for d in daemons) else None

    def _environment(self) -> dict[str, str]:
        settings = {
            "CORE__EXECUTOR": "LocalExecutor",
            "CORE__PARALLELISM": "4",
            "CORE__DAGS_ARE_PAUSED_AT_CREATION": "False",
            "CORE__EXECUTION_API_SERVER_URL": f"http://airflow-api-server:{PORT}/execution/",
            "CORE__SIMPLE_AUTH_MANAGER_USERS": f"{_ADMIN}:admin",
            "CORE__SIMPLE_AUTH_MANAGER_PASSWORDS_FILE": "/tmp/passwords.json",
            "DATABASE__SQL_ALCHEMY_CONN": self.database,
            "API__PORT": str(PORT),
            "API__WORKERS": "1",
            "API__SECRET_KEY": secrets.token_hex(32),
            "API_AUTH__JWT_SECRET": secrets.token_hex(32),
            "SCHEDULER__USE_JOB_SCHEDULE": "False",
            "SCHEDULER__SCHEDULER_IDLE_SLEEP_TIME": "0.5",
            "DAG_PROCESSOR__PARSING_PROCESSES": "1",
            "DAG_PROCESSOR__MIN_FILE_PROCESS_INTERVAL": "30",
            "WORKERS__SOCKET_CLEANUP_TIMEOUT": "1",
            "LOGGING__LOGGING_LEVEL": "INFO",
            "USAGE_DATA_COLLECTION__ENABLED": "False",
        }
        return {
            **{f"AIRFLOW__{name}": value for name, value in settings.items()},
            "AIRFLOW_CONN_KUBERNETES_DEFAULT": json.dumps(
                {"conn_type": "kubernetes", "extra": {"in_cluster": True}}
            ),
            "TRIBUTARY_IMAGE": self.worker_image,
            **self.environment,
        }

    def _deployment(self, name: str, words: list[str]) -> Manifest:
        labels = {"app": f"airflow-{name}"}
        return {
            "apiVersion": "apps/v1",
            "kind": "Deployment",
            "metadata": {"name": f"airflow-{name}"},
            "spec": {
                "selector": {"matchLabels": labels},
                "strategy": {"type": "Recreate"},
                "template": {"metadata": {"labels": labels}, **self._pod(name, words)},
            },
        }

    def _pod(self, name: str, words: list[str]) -> Manifest:
        container: Manifest = {
            "name": "airflow",
            "image": self.image,
            "imagePullPolicy": "IfNotPresent",
            "args": ["airflow", *words],
            "envFrom": [{"secretRef": {"name": _SETTINGS}}],
            "securityContext": restricted(),
            "volumeMounts": [
                {"name": "tmp", "mountPath": "/tmp"},
                {"name": "logs", "mountPath": "/opt/airflow/logs"},
                {"name": "passwords", "mountPath": "/passwords", "readOnly": True},
                {"name": "partners", "mountPath": "/etc/tributary/partners", "readOnly": True},
            ],
        }
        if name == "api-server":
            # Airflow opens the file for writing, and a secret is mounted read-only.
            start = "cp /passwords/passwords.json /tmp/ && exec airflow api-server"
            container["args"] = ["sh", "-c", start]
            probe = {"path": "/api/v2/version", "port": PORT}
            container["readinessProbe"] = {"httpGet": probe, "periodSeconds": 2}
        return {
            "spec": {
                "serviceAccountName": SERVICE_ACCOUNT,
                "securityContext": {"fsGroup": USER},
                "terminationGracePeriodSeconds": 5,
                "containers": [container],
                "volumes": [
                    {"name": "tmp", "emptyDir": {}},
                    {"name": "logs", "emptyDir": {}},
                    {"name": "passwords", "secret": {"secretName": "airflow-passwords"}},
                    {"name": "partners", "configMap": {"name": "tributary-partners"}},
                ],
            }
        }


def _ended(pod: Manifest) -> bool | None:
    phase: Any = pod["status"].get("phase")
    assert phase != "Failed", "the database was not migrated"
    return True if phase == "Succeeded" else None


def _service() -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": "airflow-api-server"},
        "spec": {"selector": {"app": "airflow-api-server"}, "ports": [{"port": PORT}]},
    }
