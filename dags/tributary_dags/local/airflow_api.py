"""The few calls of Airflow's REST API that the demo and the tests make."""

from __future__ import annotations

import json
import urllib.error
import urllib.parse
import urllib.request
from typing import Any


class AirflowUnreachable(Exception):
    """No answer."""


class AirflowRefused(Exception):
    """An answer that says no."""

    def __init__(self, status: int, body: str) -> None:
        super().__init__(f"Airflow answered {status}: {body[:500]}")
        self.status = status


class AirflowApi:
    """A client that logs in by itself."""

    def __init__(self, url: str, user: str, password: str) -> None:
        self._url = url
        self._login = {"username": user, "password": password}
        self._token: str | None = None

    def health(self) -> dict[str, dict[str, Any]]:
        """The daemons' health by name."""
        answer: dict[str, dict[str, Any]] = self._call("GET", "/api/v2/monitor/health", None, {})
        return answer

    def warm_up(self) -> None:
        """Makes the API server load what the first task would otherwise wait for."""
        self._call("GET", "/execution/health", None, {})
        self.get("/version")

    def dag_is_known(self, dag_id: str) -> bool:
        """Whether the DAG has been parsed and can run."""
        try:
            return not self.get(f"/dags/{dag_id}")["is_stale"]
        except AirflowRefused as e:
            if e.status == 404:
                return False
            raise

    def trigger(self, dag_id: str, conf: dict[str, Any], run_id: str | None = None) -> str:
        """Starts a run and returns its id."""
        body: dict[str, Any] = {"conf": conf, "logical_date": None}
        if run_id:
            body["dag_run_id"] = run_id
        return str(self.post(f"/dags/{dag_id}/dagRuns", body)["dag_run_id"])

    def run(self, dag_id: str, run_id: str) -> dict[str, Any]:
        """A run."""
        return self.get(f"/dags/{dag_id}/dagRuns/{urllib.parse.quote(run_id)}")

    def runs(self, dag_id: str) -> list[dict[str, Any]]:
        """All runs of a DAG, oldest first."""
        runs: list[dict[str, Any]] = self.get(f"/dags/{dag_id}/dagRuns?limit=100&order_by=id")[
            "dag_runs"
        ]
        return runs

    def task_instances(self, dag_id: str, run_id: str) -> list[dict[str, Any]]:
        """All task instances of a run, mapped ones each."""
        run = urllib.parse.quote(run_id)
        answer = self.get(f"/dags/{dag_id}/dagRuns/{run}/taskInstances?limit=1000")
        instances: list[dict[str, Any]] = answer["task_instances"]
        return instances

    def clear(self, dag_id: str, body: dict[str, Any]) -> None:
        """Clears task instances (a real clear, unless the body says otherwise)."""
        self.post(f"/dags/{dag_id}/clearTaskInstances", {"dry_run": False, **body})

    def get(self, path: str) -> dict[str, Any]:
        """GET below /api/v2."""
        return self._authorized("GET", path, None)

    def post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """POST below /api/v2."""
        return self._authorized("POST", path, body)

    def patch(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        """PATCH below /api/v2."""
        return self._authorized("PATCH", path, body)

    def authorization(self) -> dict[str, str]:
        """The header of a request that is logged in."""
        if self._token is None:
            self._token = str(self._call("POST", "/auth/token", self._login, {})["access_token"])
        return {"Authorization": f"Bearer {self._token}"}

    def _authorized(self, method: str, path: str, body: dict[str, Any] | None) -> dict[str, Any]:
        try:
            answer: dict[str, Any] = self._call(
                method, f"/api/v2{path}", body, self.authorization()
            )
        except AirflowRefused as e:
            if e.status != 401:
                raise
            self._token = None  # expired, in a demo that has been up for a day
            return self._authorized(method, path, body)
        return answer

    def _call(
        self, method: str, path: str, body: dict[str, Any] | None, headers: dict[str, str]
    ) -> Any:
        request = urllib.request.Request(  # noqa: S310
            self._url + path,
            data=None if body is None else json.dumps(body).encode(),
            headers={**headers, "Content-Type": "application/json"},
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=30) as response:  # noqa: S310
                return json.load(response)
        except urllib.error.HTTPError as e:
            raise AirflowRefused(e.code, e.read().decode(errors="replace")) from None
        except OSError as e:
            raise AirflowUnreachable(f"{self._url}: {e}") from None
