"""The `airflow` block of a partner file: how this partner's tasks run."""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from datetime import timedelta
from typing import Any

from tributary_dags.partner_document import InvalidValues, Problem

WORKER_COMMANDS = ("wait", "extract", "merge", "summarize", "verify", "clean")

_DURATION = re.compile(r"(\d+)(s|m|h)")
_SECONDS = {"s": 1, "m": 60, "h": 3600}
_WEB_ADDRESS = re.compile(r"https?://[^\s?#]+")
_QUANTITY = re.compile(r"\d+(\.\d+)?(m|[KMGT]i?)?")


@dataclass(frozen=True)
class Resources:
    """CPU and memory of one container; memory is its limit too, so that it is killed alone."""

    cpu: str
    memory: str


_DEFAULT_RESOURCES = {
    "wait": Resources("250m", "512Mi"),
    "extract": Resources("2", "2Gi"),
    "merge": Resources("4", "8Gi"),
    "summarize": Resources("500m", "1Gi"),
    "verify": Resources("1", "1Gi"),
    "clean": Resources("250m", "512Mi"),
}


@dataclass(frozen=True, kw_only=True)
class AirflowSettings:
    """How a partner's tasks run; every key has a default::

    airflow:
      executor: pod
      schedule: daily
      image: registry.example/tributary-workers:0.1.0
      namespace: tributary
      service-account: tributary-worker
      driver-service-account: tributary-driver
      image-pull-policy: IfNotPresent
      kubernetes-connection: kubernetes_default
      partners-config-map: tributary-partners
      secrets: [tributary-storage]
      mounted-secrets: {overseas-1-sftp: /secrets}
      temporary-space: 1Gi
      resources: {merge: {cpu: 8, memory: 32Gi}}
      retries: 3
      retry-delay: 1m
      max-retry-delay: 15m
      max-active-runs: 2
      report-url: https://reports.example/partners
    """

    executor: str = "pod"
    """`pod`: a KubernetesPodOperator each; `process`: a process beside Airflow."""
    schedule: str = "daily"
    """`daily` (the run for a day starts when it has ended) or `manual`."""
    image: str | None = None
    """The workers' image; without it the environment's TRIBUTARY_IMAGE."""
    namespace: str | None = None
    service_account: str = "tributary-worker"
    driver_service_account: str = "tributary-driver"
    """Of merge pods whose `spark.master` is Kubernetes: it may start executors."""
    image_pull_policy: str = "IfNotPresent"
    kubernetes_connection: str = "kubernetes_default"
    partners_config_map: str = "tributary-partners"
    secrets: tuple[str, ...] = ()
    """Secrets whose keys become environment variables of the workers."""
    mounted_secrets: Mapping[str, str] = field(default_factory=dict)
    """Secrets mounted as files: secret to folder."""
    temporary_space: str = "1Gi"
    resources: Mapping[str, Resources] = field(default_factory=lambda: dict(_DEFAULT_RESOURCES))
    retries: int = 3
    retry_delay: timedelta = timedelta(minutes=1)
    max_retry_delay: timedelta = timedelta(minutes=15)
    max_active_runs: int = 2
    report_url: str | None = None
    """Where a browser finds what lies under `storage`; without it Airflow shows the pages."""

    def __post_init__(self) -> None:
        problems = []
        for name, choices in _CHOICES.items():
            value = getattr(self, name)
            if value not in choices:
                problems.append(Problem(_key(name), f"{value!r}: one of {', '.join(choices)}"))
        for name, (least, most) in _RANGES.items():
            value = getattr(self, name)
            if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
                problems.append(Problem(_key(name), f"{value!r}: a number from {least} to {most}"))
        if not _QUANTITY.fullmatch(str(self.temporary_space)):
            problems.append(
                Problem("temporary-space", f"{self.temporary_space!r}: a size like 1Gi")
            )
        if self.report_url is not None and not _WEB_ADDRESS.fullmatch(self.report_url):
            problems.append(
                Problem("report-url", f"{self.report_url!r}: an address like https://host/folder")
            )
        if problems:
            raise InvalidValues(problems)

    @classmethod
    def of(cls, block: Mapping[str, Any]) -> AirflowSettings:
        """The settings of an `airflow` block.

        :raises InvalidValues: for unknown keys and bad values, all of them at once
        """
        values: dict[str, Any] = {}
        problems: list[Problem] = []
        names = {_key(f.name): f.name for f in fields(cls)}
        for key, value in block.items():
            if key not in names:
                close = difflib.get_close_matches(str(key), names, 1)
                hint = f"did you mean {close[0]}?" if close else f"one of {', '.join(names)}"
                problems.append(Problem(str(key), f"is no key of this block; {hint}"))
                continue
            try:
                values[names[key]] = _converted(names[key], value)
            except InvalidValues as e:
                problems += [
                    Problem(f"{key}.{p.key}" if p.key else str(key), p.message) for p in e.problems
                ]
        try:
            settings = cls(**values)
        except InvalidValues as e:
            raise InvalidValues(problems + e.problems) from None
        if problems:
            raise InvalidValues(problems)
        return settings


_CHOICES = {
    "executor": ("pod", "process"),
    "schedule": ("daily", "manual"),
    "image_pull_policy": ("Always", "IfNotPresent", "Never"),
}
_RANGES = {"retries": (0, 20), "max_active_runs": (1, 50)}
_TEXTS = (
    "image",
    "namespace",
    "service_account",
    "driver_service_account",
    "kubernetes_connection",
    "partners_config_map",
    "report_url",
)


def _key(name: str) -> str:
    return name.replace("_", "-")


def _bad(message: str, key: str = "") -> InvalidValues:
    return InvalidValues([Problem(key, message)])


def _converted(name: str, value: Any) -> Any:
    if name in ("retry_delay", "max_retry_delay"):
        return _duration(value)
    if name == "secrets":
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            raise _bad(f"{value!r}: a list of secrets' names")
        return tuple(value)
    if name == "mounted_secrets":
        if not isinstance(value, dict) or not all(str(v).startswith("/") for v in value.values()):
            raise _bad(f"{value!r}: secrets' names with the folders they are mounted at")
        return value
    if name == "resources":
        return _resources(value)
    if name in _TEXTS and not isinstance(value, str):
        raise _bad(f"{value!r}: a text")
    return value


def _duration(value: Any) -> timedelta:
    match = _DURATION.fullmatch(str(value))
    if not match:
        raise _bad(f"{value!r}: a time like 30s, 5m or 1h")
    return timedelta(seconds=int(match[1]) * _SECONDS[match[2]])


def _resources(value: Any) -> dict[str, Resources]:
    if not isinstance(value, dict):
        raise _bad(f"{value!r}: like {{merge: {{cpu: 8, memory: 32Gi}}}}")
    result = dict(_DEFAULT_RESOURCES)
    problems = []
    for command, wanted in value.items():
        if command not in WORKER_COMMANDS:
            problems.append(Problem(command, f"one of {', '.join(WORKER_COMMANDS)}"))
        elif not isinstance(wanted, dict) or not set(wanted) <= {"cpu", "memory"}:
            problems.append(Problem(command, f"{wanted!r}: like {{cpu: 8, memory: 32Gi}}"))
        else:
            default = _DEFAULT_RESOURCES[command]
            cpu = str(wanted.get("cpu", default.cpu))
            memory = str(wanted.get("memory", default.memory))
            for key, quantity in (("cpu", cpu), ("memory", memory)):
                if not _QUANTITY.fullmatch(quantity):
                    problems.append(Problem(f"{command}.{key}", f"{quantity!r}: like 500m or 8Gi"))
            result[command] = Resources(cpu, memory)
    if problems:
        raise InvalidValues(problems)
    return result
