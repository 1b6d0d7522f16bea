"""The one factory of worker tasks: pods or processes, with the same command line."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Any

from airflow.sdk import BaseOperator

from tributary_dags.partner_file import PartnerFile
from tributary_dags.worker_command import RUN_IDENTITY, Instance, arguments

RUN_AS_VARIABLE = "TRIBUTARY_TASKS_RUN_AS"


class WorkerTasks:
    """Makes a partner's worker tasks.

    The environment's TRIBUTARY_TASKS_RUN_AS (`pod` or `process`) goes before the partner file's
    `airflow.executor`: where Airflow runs knows better than the file what there is to run on.
    """

    def __init__(self, partner: PartnerFile) -> None:
        self._partner = partner
        self._kind = os.environ.get(RUN_AS_VARIABLE) or partner.airflow.executor
        if self._kind not in ("pod", "process"):
            raise ValueError(f"{RUN_AS_VARIABLE}={self._kind}: must be `pod` or `process`")

    def task(self, task_id: str, command: str, **settings: Any) -> BaseOperator:
        """One container."""
        kind, own = self._operator(command)
        if command == "merge" and self._kind == "pod":
            own["drives_executors"] = self._partner.drives_executors()
        return kind(task_id=task_id, **own, **settings)

    def mapped(
        self, task_id: str, command: str, instances: Sequence[Instance], **settings: Any
    ) -> Any:
        """One container per instance, each shown by its name and cleared on its own."""
        kind, own = self._operator(command)
        return kind.partial(
            task_id=task_id, map_index_template="{{ task.instance }}", **own, **settings
        ).expand_kwargs([self._own(instance) for instance in instances])

    def _own(self, instance: Instance) -> dict[str, Any]:
        own: dict[str, Any] = {
            "instance": instance.name,
            "instance_arguments": list(instance.arguments),
        }
        if self._kind == "process":
            return own
        return {**own, "drives_executors": instance.drives_executors}

    def _operator(self, command: str) -> tuple[type[BaseOperator], dict[str, Any]]:
        common: dict[str, Any] = {
            "arguments": arguments(command, self._partner),
            "env_vars": dict(RUN_IDENTITY),
        }
        # Imported where it is needed: the Kubernetes provider costs every task process a second.
        if self._kind == "process":
            from tributary_dags.process_operator import WorkerProcessOperator

            return WorkerProcessOperator, common
        from tributary_dags.pod_operator import WorkerPodOperator
        from tributary_dags.pod_settings import pod_settings

        settings = pod_settings(self._partner, command)
        environment = {**settings["env_vars"], **common["env_vars"]}
        return WorkerPodOperator, {**common, **settings, "env_vars": environment}
