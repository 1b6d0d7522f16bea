"""Rendering a DAG's tasks as Airflow does before it runs them."""

from __future__ import annotations

from typing import Any

from stand_ins import context_of

from tributary_dags.dag_factory import clean_dag, partner_dag
from tributary_dags.partner_file import PartnerFile

DATE = {"process_date": "2025-03-17"}


def rendered(
    partner: PartnerFile, task_id: str, params: dict[str, Any] | None = None, map_index: int = -1
) -> Any:
    task: Any = partner_dag(partner).get_task(task_id)
    if map_index >= 0:
        task = task.unmap(task.expand_input.value[map_index])
    task.render_template_fields(context_of(task, {**DATE, **(params or {})}, map_index))
    return task


def rendered_clean(partner: PartnerFile) -> Any:
    """The one task of the DAG that cleans."""
    task: Any = clean_dag(partner).get_task("clean")
    task.render_template_fields(context_of(task, {}))
    return task


def command_line(task: Any) -> list[str]:
    if hasattr(task, "command_line"):
        line: list[str] = task.command_line()
        return line[1:]
    arguments: list[str] = task.build_pod_request_obj(dry_run=True).spec.containers[0].args
    return arguments
