"""The DAG under a real scheduler, with workers that play what a test plans.

Each test has dates of its own, which is what keeps the runs of one Airflow apart.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from running_airflow import RunningAirflow

from tributary_dags.local.airflow_api import AirflowRefused

pytestmark = pytest.mark.slow

ALL = ["extract --shard 1/2", "extract --shard 2/2", "merge", "summarize", "verify", "wait"]


def test_a_day(airflow: RunningAirflow) -> None:
    run = airflow.trigger("2025-01-01")

    assert airflow.finish(run) == "success"

    calls = airflow.calls("2025-01-01")
    assert sorted(c["call"] for c in calls) == ALL
    order = [c["call"].split()[0] for c in calls]
    assert order == ["wait", "extract", "extract", "merge", "summarize", "verify"]
    assert {c["run_id"] for c in calls} == {run}
    assert {c["attempt"] for c in calls} == {"1"}
    assert {c["call"]: c["index"] for c in calls if c["call"].startswith("extract")} == {
        "extract --shard 1/2": "0",
        "extract --shard 2/2": "1",
    }


def test_parameters_reach_the_merge_and_its_check(airflow: RunningAirflow) -> None:
    run = airflow.trigger("2025-01-02", tables=["room_rate", "booking"], force=True)

    assert airflow.finish(run) == "success"
    merge = "merge --force --only=room_rate,booking"
    verify = "verify --only=room_rate,booking"
    assert airflow.commands("2025-01-02") == [*ALL[:2], merge, "summarize", verify, "wait"]


@pytest.mark.parametrize(
    "conf", [{"tables": ["--storage=/elsewhere"]}, {"tables": "room_rate"}, {"force": "yes"}]
)
def test_parameters_that_are_none(airflow: RunningAirflow, conf: dict[str, Any]) -> None:
    with pytest.raises(AirflowRefused, match="Airflow answered 4"):
        airflow.trigger("2025-01-03", **conf)


def test_without_a_date_it_is_yesterday_at_the_partners(airflow: RunningAirflow) -> None:
    before = datetime.now(ZoneInfo("Asia/Seoul")).date()
    run = airflow.trigger(None, dag_id="tributary_seoul")
    after = datetime.now(ZoneInfo("Asia/Seoul")).date()

    assert airflow.finish(run, "tributary_seoul") == "success"
    called = {d for d in airflow.dates() if airflow.calls(d)[0]["partner"] == "seoul"}
    assert called & {str(day - timedelta(days=1)) for day in (before, after)}


def test_a_date_in_the_future_fails_at_once(airflow: RunningAirflow) -> None:
    date = str((datetime.now(UTC) + timedelta(days=3)).date())
    run = airflow.trigger(date)

    assert airflow.finish(run) == "failed"
    assert airflow.states(run)["pre_set_date"] == "failed"
    assert airflow.calls(date) == []


@pytest.mark.parametrize(
    ("dag_id", "month"),
    # The clocks of New York go forward on March 9 2025.
    [("tributary_single", "02"), ("tributary_seoul", "04"), ("tributary_newyork", "03")],
)
def test_backfill_processes_exactly_its_dates(
    airflow: RunningAirflow, dag_id: str, month: str
) -> None:
    wanted = {f"2025-{month}-{day}" for day in ("08", "09", "10")}

    created = airflow.airflow.run_command(
        *("backfill", "create", "--dag-id", dag_id, "--max-active-runs", "3"),
        *("--from-date", f"2025-{month}-08", "--to-date", f"2025-{month}-10"),
    )

    assert created.returncode == 0, created.stdout + created.stderr

    def runs() -> list[str] | None:
        found = [r for r in airflow.api.runs(dag_id) if r["run_type"] == "backfill"]
        ended = [r["state"] for r in found if r["state"] in ("success", "failed")]
        return ended if len(ended) == 3 else None

    assert airflow.eventually(runs) == ["success"] * 3
    assert {d for d in airflow.dates() if d.startswith(f"2025-{month}")} == wanted
    for date in wanted:
        assert [c["call"] for c in airflow.calls(date)].count("wait") == 1


@pytest.mark.parametrize(
    ("date", "only_failed", "expected"),
    [
        ("2025-01-04", False, ["merge --table booking", "summarize", "verify"]),
        ("2025-01-17", True, ["merge --table booking", "verify"]),
    ],
)
def test_clearing_one_map_index_reruns_only_that(
    airflow: RunningAirflow, date: str, only_failed: bool, expected: list[str]
) -> None:
    dag_id = "tributary_mapped"
    airflow.plan(
        date, **{"merge --table booking": [{"code": 65}, {}], "verify": [{"code": 65}, {}]}
    )
    run = airflow.trigger(date, dag_id)
    assert airflow.finish(run, dag_id) == "failed"
    first = airflow.commands(date)
    assert first == [
        "extract --shard 1/1",
        "merge --other-tables",
        "merge --table booking",
        "merge --table room_rate",
        "summarize",
        "verify",
        "wait",
    ]
    assert airflow.states(run, dag_id)["merge[1]"] == "failed"

    airflow.api.clear(
        dag_id,
        {
            "dag_run_id": run,
            "task_ids": [["merge", 1]],
            "include_downstream": True,
            "only_failed": only_failed,
        },
    )

    assert airflow.finish(run, dag_id) == "success"
    again = airflow.calls(date)[len(first) :]
    assert [c["call"] for c in again] == expected
    assert again[0]["index"] == "1"
    assert again[0]["attempt"] == "2"


def test_map_indexes_have_names(airflow: RunningAirflow) -> None:
    run = airflow.trigger("2025-01-05", "tributary_mapped")
    assert airflow.finish(run, "tributary_mapped") == "success"

    names = {
        (ti["task_id"], ti["rendered_map_index"])
        for ti in airflow.api.task_instances("tributary_mapped", run)
        if ti["map_index"] >= 0
    }

    assert names == {
        ("batch_extract", "1/1"),
        ("merge", "room_rate"),
        ("merge", "booking"),
        ("merge", "other tables"),
    }


def test_hopeless_codes_are_not_retried_and_checks_always_run(airflow: RunningAirflow) -> None:
    codes = {"2025-01-06": 2, "2025-01-07": 65, "2025-01-08": 77}
    for date, code in codes.items():
        airflow.plan(date, wait=[{"code": code, "message": f"no good: {code}"}])
    runs = {date: airflow.trigger(date) for date in codes}

    for date, run in runs.items():
        airflow.finish(run)
        assert airflow.commands(date) == ["summarize", "verify", "wait"]
        states = airflow.states(run)
        assert states["wait_for_all_sources"] == "failed"
        assert states["merge"] == "upstream_failed"
        assert states["merge_summary"] == states["post_merge_check"] == "success"


def test_a_temporary_failure_is_retried(airflow: RunningAirflow) -> None:
    date = "2025-01-09"
    airflow.plan(
        date, merge=[{"code": 75}, {"code": 1}, {}], **{"extract --shard 2/2": [{"code": 75}, {}]}
    )
    run = airflow.trigger(date)

    assert airflow.finish(run) == "success"
    calls = airflow.calls(date)
    assert [c["attempt"] for c in calls if c["call"] == "merge"] == ["1", "2", "3"]
    assert [c["attempt"] for c in calls if c["call"] == "extract --shard 1/2"] == ["1"]
    assert [c["attempt"] for c in calls if c["call"] == "extract --shard 2/2"] == ["1", "2"]


def test_an_exempt_date_skips_the_whole_run(airflow: RunningAirflow) -> None:
    date = "2025-01-10"
    airflow.plan(date, wait=[{"code": 99, "message": "exempt"}])
    run = airflow.trigger(date)

    airflow.finish(run)

    assert airflow.commands(date) == ["wait"]
    states = airflow.states(run)
    assert states.pop("pre_set_date") == "success"
    assert set(states.values()) == {"skipped"}


def test_the_check_decides_the_run(airflow: RunningAirflow) -> None:
    red, green = "2025-01-11", "2025-01-12"
    airflow.plan(red, verify=[{"code": 65, "message": "room_rate: 3 records are missing"}])
    airflow.plan(green, merge=[{"code": 65}])
    red_run, green_run = airflow.trigger(red), airflow.trigger(green)

    assert airflow.finish(red_run) == "failed"
    assert airflow.states(red_run)["merge_summary"] == "success"
    assert airflow.finish(green_run) == "success"
    assert airflow.states(green_run)["merge"] == "failed"


def test_the_workers_message_is_the_tasks_error(airflow: RunningAirflow) -> None:
    date = "2025-01-13"
    airflow.plan(date, verify=[{"code": 65, "message": "room_rate: 3 records are missing"}])
    run = airflow.trigger(date)
    airflow.finish(run)

    path = f"/dags/tributary_single/dagRuns/{run}/taskInstances/post_merge_check"
    log = str(airflow.api.get(f"{path}/logs/1")["content"])
    result = airflow.api.get(f"{path}/xcomEntries/result?deserialize=true")["value"]

    assert "exit code 65: room_rate: 3 records are missing" in log
    assert "verify: attempt 1 for 2025-01-13" in log
    assert result["message"] == "room_rate: 3 records are missing"


def test_asset_events_only_for_newly_published_tables(airflow: RunningAirflow) -> None:
    date = "2025-01-14"
    airflow.plan(date, summarize=[{"published": ["room_rate", "booking"]}])
    run, other = airflow.trigger(date), airflow.trigger("2025-01-15")
    airflow.finish(run)
    airflow.finish(other)

    def uris(run_id: str) -> set[str]:
        events = airflow.api.get("/assets/events?limit=1000")["asset_events"]
        return {e["uri"] for e in events if e["source_run_id"] == run_id}

    assert uris(run) == {"tributary://single/room_rate", "tributary://single/booking"}
    assert uris(other) == set()


def test_a_stopped_task_stops_its_worker(airflow: RunningAirflow) -> None:
    date = "2025-01-16"
    airflow.plan(date, wait=[{"sleep": 120}])
    run = airflow.trigger(date)
    airflow.eventually(lambda: airflow.calls(date) or None)

    airflow.api.patch(
        f"/dags/tributary_single/dagRuns/{run}/taskInstances/wait_for_all_sources",
        {"new_state": "failed"},
    )

    airflow.eventually(lambda: "SIGTERM" in airflow.commands(date) or None)
    airflow.finish(run)


def test_a_broken_partner_file_is_an_import_error_of_its_own(airflow: RunningAirflow) -> None:
    errors = airflow.api.get("/importErrors")["import_errors"]

    assert [e["filename"] for e in errors] == ["refused_partner_files.py"]
    assert "broken.yaml, line 2, timezone: 'Mars' is no time zone" in errors[0]["stack_trace"]
    assert not airflow.api.dag_is_known("tributary_broken")


def test_what_is_old_goes_by_a_dag_of_its_own(airflow: RunningAirflow) -> None:
    airflow.plan("clean", clean=[{"code": 75, "message": "the storage throttles"}, {}])
    dag_id = "tributary_seoul_clean"
    run = airflow.api.post(f"/dags/{dag_id}/dagRuns", {"logical_date": None})["dag_run_id"]

    assert airflow.finish(run, dag_id) == "success"

    calls = airflow.calls("clean")
    assert [c["call"] for c in calls] == ["clean --delete"] * 2
    assert {c["partner"] for c in calls} == {"seoul"}
    assert not airflow.api.dag_is_known("tributary_single_clean")
