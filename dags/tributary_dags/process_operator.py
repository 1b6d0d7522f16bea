"""A worker as a process beside Airflow: the embedded default."""

from __future__ import annotations

import os
import shlex
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, ClassVar

from airflow.sdk import BaseOperator

from tributary_dags.exempt_date import skip_if_skipped
from tributary_dags.worker_command import without_empty
from tributary_dags.worker_outcome import report
from tributary_dags.worker_process import WorkerProcess

if TYPE_CHECKING:
    from airflow.sdk import Context

COMMAND_VARIABLE = "TRIBUTARY_COMMAND"

# Airflow kills a task's process five seconds after it asked it to stop.
_GRACE_SECONDS = 4.0


class WorkerProcessOperator(BaseOperator):
    """Runs `tributary` with the same arguments, environment and exit codes as the pod operator.

    :param arguments: the command line after `tributary` (templated)
    :param env_vars: what is added to Airflow's own environment (templated)
    :param instance: the name of a mapped instance, for `map_index_template`
    :param instance_arguments: a mapped instance's own arguments, put last
    :param skip_with: a task whose being skipped skips this one too
    """

    template_fields: Sequence[str] = ("arguments", "env_vars")
    template_fields_renderers: ClassVar[dict[str, str]] = {"env_vars": "py"}
    ui_color = "#dfe9f3"

    def __init__(
        self,
        *,
        arguments: Sequence[str],
        env_vars: Mapping[str, str],
        instance: str = "",
        instance_arguments: Sequence[str] = (),
        skip_with: str | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.arguments = arguments
        self.env_vars = env_vars
        self.instance = instance
        self.instance_arguments = instance_arguments
        self.skip_with = skip_with
        self._worker: WorkerProcess | None = None

    def command_line(self) -> list[str]:
        """The whole command line, once the templates are rendered."""
        launcher = shlex.split(os.environ.get(COMMAND_VARIABLE, "tributary"))
        return [*launcher, *without_empty(self.arguments), *self.instance_arguments]

    def execute(self, context: Context) -> None:
        """Runs the worker to its end."""
        skip_if_skipped(self.skip_with, context)
        command = self.command_line()
        self.log.info("%s", shlex.join(command))
        self._worker = WorkerProcess(command, {**os.environ, **self.env_vars})
        outcome = self._worker.run(self._print)
        report(outcome, context)
        outcome.check()

    def on_kill(self) -> None:
        """Stops the worker: the task was cleared, marked or timed out."""
        if self._worker is not None:
            self._worker.stop(_GRACE_SECONDS)

    def _print(self, line: str) -> None:
        self.log.info("%s", line)
