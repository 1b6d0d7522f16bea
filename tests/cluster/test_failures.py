"""What goes wrong in a cluster, and that it costs time only, or says what to do."""

from __future__ import annotations

import pytest

from cluster.kubectl import eventually
from cluster.partners import HOLD_HOTEL, Lake, Partner
from cluster.world import World

pytestmark = pytest.mark.cluster

# What the tests' deliveries hold: 3 archives of 20 rows.
AGREED = HOLD_HOTEL.replace("mustBe: 1", "mustBe: 60")


def test_a_failed_table_is_redone_alone_in_both_layouts(
    world: World, north: Partner, south: Partner
) -> None:
    date = "2025-03-01"
    runs, days, before = {}, {}, {}
    for partner in (north, south):
        partner.deliver(world.servers, world.scratch, date)
        runs[partner] = world.runs.trigger(date, partner.dag_id)
    for partner, run in runs.items():
        assert world.runs.finish(run, partner.dag_id) == "failed"
        days[partner] = world.lake(partner, date)
        before[partner] = days[partner].published()
        assert set(before[partner]) == {*partner.tables} - {"hotel"}
        world.write(partner, contract=AGREED)
    world.publish()

    for partner, run in runs.items():
        world.runs.clear(run, partner.dag_id, "merge")

    for partner, run in runs.items():
        assert world.runs.finish(run, partner.dag_id) == "success"
        after = days[partner].published()
        assert {table: after[table] for table in before[partner]} == before[partner]
        assert set(after) == {*partner.tables}
    attempts = world.runs.attempts(runs[south], south.dag_id)
    merges = {task: tries for task, tries in attempts.items() if task.startswith("merge[")}
    assert sorted(merges.values()) == [1, 1, 1, 1, 2]
    assert attempts["wait_for_all_sources"] == 1


def test_partners_see_nothing_of_each_other(world: World, north: Partner, south: Partner) -> None:
    for own, other in ((north, south), (south, north)):
        with pytest.raises(Exception, match="AccessDenied|Forbidden"):
            Lake(world.lake(own, "2025-03-01").client, other.bucket, "").keys()
        secrets = {secret["metadata"]["name"] for secret in world.pods(own).list("secret")}
        assert not any(name.startswith(other.name) for name in secrets)


def test_deleted_pods_cost_what_they_had_not_committed(world: World, many: Partner) -> None:
    date = "2025-03-01"
    many.deliver(world.servers, world.scratch, date, archives=240)
    day = world.lake(many, date)
    run = world.runs.trigger(date, many.dag_id)

    def committed() -> dict[str, tuple[str, str]] | None:
        found = day.keys("manifests/")
        return found if len(found) > 10 else None

    extracted = eventually(committed, "some archives are extracted")
    _delete_pod(world, many, "extract")
    merged = eventually(lambda: day.published() or None, "a table is merged")
    _delete_pod(world, many, "merge")

    assert world.runs.finish(run, many.dag_id) == "success"
    attempts = world.runs.attempts(run, many.dag_id)
    assert attempts["batch_extract[0]"] > 1
    assert attempts["merge"] > 1
    assert {name: day.keys("manifests/")[name] for name in extracted} == extracted
    assert {table: day.published()[table] for table in merged} == merged
    assert set(day.published()) == {*many.tables}


def _delete_pod(world: World, partner: Partner, command: str) -> None:
    pods = world.worker_pods(partner, command)
    assert pods, f"no {command} is running any more: its work is too quick for this test"
    world.pods(partner).delete_pods(pods[-1]["metadata"]["name"])


def test_a_lack_of_memory_says_what_to_raise(world: World, north: Partner) -> None:
    date = "2025-03-02"
    north.deliver(world.servers, world.scratch, date)
    little = {**north.resources(), "merge": {"cpu": "50m", "memory": "96Mi"}}
    world.write(north, resources=little, retries=0)
    world.publish()
    world.reparsed(north)
    run = world.runs.trigger(date, north.dag_id)
    assert world.runs.finish(run, north.dag_id) == "failed"

    message = world.runs.message(run, north.dag_id, "merge")
    assert "its container has 96Mi: raise airflow.resources.merge.memory" in message
    states = world.runs.states(run, north.dag_id)
    assert states["merge_summary"] == "success", "what there is to say is said"
    day = world.lake(north, date)
    extracted = day.keys("manifests/")

    world.write(north)
    world.publish()
    world.reparsed(north)
    world.runs.clear(run, north.dag_id, "merge")

    assert world.runs.finish(run, north.dag_id) == "success"
    assert day.keys("manifests/") == extracted
    assert set(day.published()) == {*north.tables}


def test_the_scheduler_may_restart(world: World, north: Partner) -> None:
    date = "2025-03-03"
    north.deliver(world.servers, world.scratch, date)
    run = world.runs.trigger(date, north.dag_id)
    eventually(lambda: world.worker_pods(north, "extract") or None, "extraction has begun")

    world.airflow.lose_scheduler()

    assert world.runs.finish(run, north.dag_id) == "success"
    assert set(world.lake(north, date).published()) == {*north.tables}


def test_a_backfill_takes_two_days_at_a_time(world: World, north: Partner) -> None:
    dates = ["2025-04-01", "2025-04-02", "2025-04-03"]
    for date in dates:
        north.deliver(world.servers, world.scratch, date)
    words = ["--from-date", dates[0], "--to-date", dates[-1], "--max-active-runs", "2"]

    world.airflow.command("backfill", "create", "--dag-id", north.dag_id, *words)

    most = 0

    def ended() -> bool | None:
        nonlocal most
        runs = [r for r in world.runs.api.runs(north.dag_id) if r["run_type"] == "backfill"]
        states = [run["state"] for run in runs]
        most = max(most, states.count("running"))
        return True if len(states) == 3 and set(states) <= {"success", "failed"} else None

    world.runs.eventually(ended)
    assert most == 2
    for date in dates:
        assert set(world.lake(north, date).published()) == {*north.tables}


def test_a_wrong_host_key_fails_at_once(world: World, stranger: Partner) -> None:
    stranger.deliver(world.servers, world.scratch, "2025-03-01")

    run = world.runs.trigger("2025-03-01", stranger.dag_id)

    assert world.runs.finish(run, stranger.dag_id) == "failed"
    assert world.runs.attempts(run, stranger.dag_id)["wait_for_all_sources"] == 1
    assert "host key" in world.runs.message(run, stranger.dag_id, "wait_for_all_sources")


def test_secrets_are_seen_nowhere(world: World) -> None:
    """Last: it looks at all that the tests before it left."""
    seen = {"logs": world.airflow.logs(), "pods": world.every_pod()}
    assert "north-extract" in seen["pods"]
    assert "raise airflow.resources.merge.memory" in seen["logs"]
    for place, text in seen.items():
        assert not [secret[:4] for secret in world.secrets() if secret in text], place
