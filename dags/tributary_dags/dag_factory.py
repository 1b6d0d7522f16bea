"""One partner file, one DAG."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from airflow.sdk import (
    DAG,
    CronPartitionTimetable,
    CronTriggerTimetable,
    Param,
    get_current_context,
    task,
)

from tributary_dags.dag_documentation import clean_documentation, dag_documentation
from tributary_dags.partner_file import PartnerFile
from tributary_dags.process_date import process_date
from tributary_dags.report_link import ReportLink
from tributary_dags.worker_command import extract_instances, merge_instances
from tributary_dags.worker_outcome import assets_of
from tributary_dags.worker_tasks import WorkerTasks

WAIT_TASK = "wait_for_all_sources"

# A backfill reaches no further back; with catchup off nothing else depends on it.
_FIRST_DAY = datetime(2000, 1, 1, tzinfo=UTC)


def partner_dag(partner: PartnerFile) -> DAG:
    """The DAG `tributary_{partner}`."""
    airflow = partner.airflow
    with DAG(
        dag_id=f"tributary_{partner.partner}",
        description=f"A day's delivery of {partner.partner}: one checked CSV per table",
        doc_md=dag_documentation(partner),
        schedule=_schedule(partner),
        start_date=_FIRST_DAY,
        catchup=False,
        max_active_runs=airflow.max_active_runs,
        tags=["tributary", partner.partner],
        params=_params(partner),
        user_defined_macros={"process_date": partial(process_date, zone=partner.zone)},
        default_args={
            "retries": airflow.retries,
            "retry_delay": airflow.retry_delay,
            "retry_exponential_backoff": 2.0,
            "max_retry_delay": airflow.max_retry_delay,
        },
    ) as dag:
        _tasks(partner)
    return dag


def clean_dag(partner: PartnerFile) -> DAG:
    """The DAG `tributary_{partner}_clean`, of a partner whose file has a `retention` block.

    Apart from the daily runs: what is old goes although a day fails, and no run waits for it.
    """
    airflow = partner.airflow
    with DAG(
        dag_id=clean_dag_id(partner.partner),
        description=f"Removes what the retention block of {partner.partner} no longer keeps",
        doc_md=clean_documentation(partner),
        # When the day's own tasks are over, as a rule: behind the usual deadline and give-up.
        schedule=None
        if airflow.schedule == "manual"
        else CronTriggerTimetable("0 13 * * *", timezone=partner.timezone),
        start_date=_FIRST_DAY,
        catchup=False,
        max_active_runs=1,
        tags=["tributary", partner.partner],
        default_args={
            "retries": airflow.retries,
            "retry_delay": airflow.retry_delay,
            "retry_exponential_backoff": 2.0,
            "max_retry_delay": airflow.max_retry_delay,
        },
    ) as dag:
        WorkerTasks(partner).task("clean", "clean")
    return dag


def clean_dag_id(partner: str) -> str:
    """No partner has an underscore in its name, so it is nobody's daily DAG."""
    return f"tributary_{partner}_clean"


def _tasks(partner: PartnerFile) -> None:
    workers = WorkerTasks(partner)

    @task(task_id="pre_set_date", retries=0)
    def pre_set_date() -> str:
        context: Any = get_current_context()
        return process_date(context["dag_run"], context["params"], partner.zone)

    extract = workers.mapped("batch_extract", "extract", extract_instances(partner))
    merges = merge_instances(partner)
    merge = workers.mapped("merge", "merge", merges) if merges else workers.task("merge", "merge")
    summary = workers.task(
        "merge_summary",
        "summarize",
        trigger_rule="all_done",
        skip_with=WAIT_TASK,
        outlets=[assets_of(partner.partner)],
    )
    # The last task decides the run: it is red unless the verdict is green, whatever came before.
    check = workers.task("post_merge_check", "verify", trigger_rule="all_done", skip_with=WAIT_TASK)
    for reported in (summary, check):
        reported.operator_extra_links = (ReportLink(partner.airflow.report_url),)
    pre_set_date() >> workers.task(WAIT_TASK, "wait") >> extract >> merge >> summary >> check
    # Clearing "only failed" leaves a green summary as it is; the check must still wait for a merge.
    merge >> check


def _schedule(partner: PartnerFile) -> CronPartitionTimetable | None:
    # The run for a day starts when that day has ended at the partner's. Partitions, not data
    # intervals: Airflow reads a backfill's dates in UTC, so that with intervals a zone east of it
    # loses the first day and one west of it the last.
    if partner.airflow.schedule == "manual":
        return None
    return CronPartitionTimetable(
        "0 0 * * *", timezone=partner.timezone, run_offset=-1, key_format="%Y-%m-%d"
    )


def _params(partner: PartnerFile) -> dict[str, Param]:
    return {
        "process_date": Param(
            None,
            type=["null", "string"],
            format="date",
            title="Date to process",
            description="Empty: the day that the run was scheduled for, else yesterday.",
        ),
        "tables": Param(
            None,
            type=["null", "array"],
            items={"type": "string", "pattern": "^[A-Za-z0-9_][A-Za-z0-9_.-]*$"},
            examples=list(partner.tables),
            title="Tables to merge",
            description="Empty: all. Extraction and summary cover all of them in any case.",
        ),
        "force": Param(
            False,
            type="boolean",
            title="Merge again",
            description="Even tables whose input has not changed since they were published.",
        ),
    }
