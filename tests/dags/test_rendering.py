"""Both kinds of operator, rendered: the same command line and environment."""

from __future__ import annotations

from typing import Any

import pytest
from conftest import WritePartner
from rendering import command_line, rendered

from tributary_dags.dag_factory import partner_dag
from tributary_dags.worker_tasks import RUN_AS_VARIABLE

COMMON = ["--partner", "acme", "--date", "2025-03-17"]


@pytest.fixture(params=["pod", "process"])
def kind(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv(RUN_AS_VARIABLE, request.param)
    return str(request.param)


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize(
    ("task_id", "command"),
    [
        ("wait_for_all_sources", "wait"),
        ("merge", "merge"),
        ("merge_summary", "summarize"),
        ("post_merge_check", "verify"),
    ],
)
def test_command_lines(write_partner: WritePartner, task_id: str, command: str) -> None:
    assert command_line(rendered(write_partner(), task_id)) == [command, *COMMON]


@pytest.mark.usefixtures("kind")
def test_shards(write_partner: WritePartner) -> None:
    partner = write_partner("extract: {containers: 3}\n")

    task = rendered(partner, "batch_extract", map_index=1)

    assert command_line(task) == ["extract", *COMMON, "--shard", "2/3"]
    assert task.instance == "2/3"
    assert command_line(task) == ["extract", *COMMON, "--shard", "2/3"]


@pytest.mark.usefixtures("kind")
def test_tables_and_force(write_partner: WritePartner) -> None:
    params = {"tables": ["room_rate", "booking"], "force": True}

    merge = rendered(write_partner(), "merge", params)
    check = rendered(write_partner(), "post_merge_check", params)

    assert command_line(merge) == ["merge", *COMMON, "--force", "--only=room_rate,booking"]
    assert command_line(check) == ["verify", *COMMON, "--only=room_rate,booking"]


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (1, {"a": ["--table", "a"], "b": ["--table", "b"], "c": ["--table", "c"]}),
        (2, {"a, b": ["--table", "a", "--table", "b"], "c": ["--table", "c"]}),
        (9, {"a, b, c": ["--table", "a", "--table", "b", "--table", "c"]}),
    ],
)
def test_merge_containers(
    write_partner: WritePartner, size: int, expected: dict[str, list[str]]
) -> None:
    partner = write_partner(
        f"merge: {{tables-per-container: {size}}}\ntables: {{a: {{}}, b: {{}}, c: {{}}}}\n"
    )

    tasks = [rendered(partner, "merge", map_index=i) for i in range(len(expected) + 1)]

    assert {t.instance: command_line(t)[5:] for t in tasks} == {
        **expected,
        "other tables": ["--other-tables"],
    }


def test_run_identity(write_partner: WritePartner, kind: str) -> None:
    task = rendered(write_partner(), "merge")
    if kind == "pod":
        container = task.build_pod_request_obj(dry_run=True).spec.containers[0]
        environment = {e.name: e.value for e in container.env}
    else:
        environment = task.env_vars

    assert environment["TRIBUTARY_RUN_ID"] == "manual__1"
    assert environment["TRIBUTARY_TASK_INDEX"] == "0"
    assert environment["TRIBUTARY_ATTEMPT"] == "2"


def test_pods_are_restricted(write_partner: WritePartner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(RUN_AS_VARIABLE, raising=False)
    partner = write_partner(
        "airflow:\n"
        "  image: images.example/tributary:1\n"
        "  secrets: [storage]\n"
        "  mounted-secrets: {sftp: /secrets}\n"
        "  resources: {merge: {cpu: 8, memory: 32Gi}}\n"
    )

    pod = rendered(partner, "merge").build_pod_request_obj(dry_run=True)

    container = pod.spec.containers[0]
    assert len(pod.spec.containers) == 1  # no XCom sidecar
    assert container.image == "images.example/tributary:1"
    assert container.command == ["tributary"]
    assert pod.spec.restart_policy == "Never"
    assert pod.spec.security_context.run_as_non_root is True
    assert pod.spec.security_context.run_as_user == 10001
    assert pod.spec.security_context.seccomp_profile.type == "RuntimeDefault"
    assert container.security_context.allow_privilege_escalation is False
    assert container.security_context.read_only_root_filesystem is True
    assert container.security_context.capabilities.drop == ["ALL"]
    assert container.resources.requests == {"cpu": "8", "memory": "32Gi"}
    assert container.resources.limits == {"memory": "32Gi"}
    assert container.env_from[0].secret_ref.name == "storage"
    mounts = {m.mount_path: m for m in container.volume_mounts}
    assert set(mounts) == {"/tmp", "/etc/tributary/partners", "/secrets"}
    assert mounts["/secrets"].read_only is True
    volumes = {v.name: v for v in pod.spec.volumes}
    assert volumes["tmp"].empty_dir.size_limit == "1Gi"
    assert volumes["secret-0"].secret.secret_name == "sftp"


def test_pods_defer_and_are_kept_when_they_fail(
    write_partner: WritePartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(RUN_AS_VARIABLE, raising=False)

    task: Any = partner_dag(write_partner()).get_task("merge")

    assert task.deferrable is True
    assert task.durable is True
    assert task.do_xcom_push is False
    assert task.log_pod_spec_on_failure is False
    assert task.on_finish_action.value == "delete_succeeded_pod"
    assert (task.retries, task.retry_exponential_backoff) == (3, 2.0)
