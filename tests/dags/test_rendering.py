"""Both kinds of operator, rendered: the same command line and environment."""

from __future__ import annotations

import json
from typing import Any

import pytest
from conftest import WritePartner
from rendering import command_line, rendered, rendered_clean

from tributary_dags.dag_factory import clean_dag, partner_dag
from tributary_dags.executor_pod import EXECUTOR_POD_VARIABLE
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
def test_what_is_old_is_removed_by_a_dag_of_its_own(write_partner: WritePartner) -> None:
    partner = write_partner("timezone: Asia/Seoul\nretention: {extracted: 3d}\n")

    dag = clean_dag(partner)

    assert dag.dag_id == "tributary_acme_clean"
    assert [task.task_id for task in dag.tasks] == ["clean"]
    assert dag.max_active_runs == 1
    assert not dag.catchup
    assert command_line(rendered_clean(partner)) == ["clean", "--partner", "acme", "--delete"]
    assert "clean" not in partner_dag(partner).task_ids


def test_only_a_file_that_says_what_is_kept_has_it(write_partner: WritePartner) -> None:
    assert not write_partner().has_retention
    assert write_partner("retention: {}\n").has_retention
    assert write_partner("retention:\n").has_retention


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


KUBERNETES = '{spark.master: "k8s://https://kubernetes.default.svc"}'


@pytest.mark.usefixtures("kind")
@pytest.mark.parametrize(
    ("size", "expected"),
    [
        (
            "all",
            {
                "b": ["--table", "b"],
                "all others": ["--table", "a", "--table", "c", "--other-tables"],
            },
        ),
        (
            "2",
            {
                "b": ["--table", "b"],
                "a, c": ["--table", "a", "--table", "c"],
                "other tables": ["--other-tables"],
            },
        ),
    ],
)
def test_a_table_with_a_spark_of_its_own_has_a_container_of_its_own(
    write_partner: WritePartner, size: str, expected: dict[str, list[str]]
) -> None:
    partner = write_partner(
        f"merge: {{tables-per-container: {size}}}\n"
        "tables:\n"
        "  a: {spark: {spark.sql.shuffle.partitions: 7}}\n"
        f"  b: {{spark: {KUBERNETES}}}\n"
        "  c: {}\n"
    )

    tasks = [rendered(partner, "merge", map_index=i) for i in range(len(expected))]

    assert {t.instance: command_line(t)[5:] for t in tasks} == expected


def pod_of(task: Any) -> Any:
    return task.build_pod_request_obj(dry_run=True)


def executor_of(pod: Any) -> Any:
    [variable] = [e for e in pod.spec.containers[0].env if e.name == EXECUTOR_POD_VARIABLE]
    return json.loads(variable.value)


def drives(pod: Any) -> bool:
    return any(e.name == EXECUTOR_POD_VARIABLE for e in pod.spec.containers[0].env)


def test_only_what_drives_executors_may_start_pods(
    write_partner: WritePartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(RUN_AS_VARIABLE, raising=False)
    partner = write_partner(f"tables: {{a: {{}}, b: {{spark: {KUBERNETES}}}}}\n")

    alone, others = (pod_of(rendered(partner, "merge", map_index=i)) for i in range(2))

    assert drives(alone)
    assert alone.spec.service_account_name == "tributary-driver"
    assert not drives(others)
    assert others.spec.service_account_name == "tributary-worker"
    for task_id in ("wait_for_all_sources", "merge_summary"):
        assert not drives(pod_of(rendered(partner, task_id)))


def test_executors_get_what_their_driver_gets(
    write_partner: WritePartner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(RUN_AS_VARIABLE, raising=False)
    partner = write_partner(
        f"spark: {KUBERNETES}\n"
        "airflow:\n"
        "  image: images.example/tributary:1\n"
        "  driver-service-account: driver\n"
        "  secrets: [storage]\n"
        "  mounted-secrets: {keys: /secrets}\n"
    )

    driver = pod_of(rendered(partner, "merge"))
    executor = executor_of(driver)

    assert driver.spec.service_account_name == "driver"
    assert driver.spec.automount_service_account_token is True
    [template] = [v for v in driver.spec.volumes if v.config_map and v.config_map.optional]
    assert template.config_map.name == "tributary-executor-template"
    spec = executor["spec"]
    assert spec["serviceAccountName"] == "tributary-executor"
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"]["runAsUser"] == 10001
    assert {v["name"] for v in spec["volumes"]} == {"tmp", "secret-0"}
    [container] = spec["containers"]
    assert container["image"] == "images.example/tributary:1"
    assert container["securityContext"]["readOnlyRootFilesystem"] is True
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}
    assert container["envFrom"] == [{"secretRef": {"name": "storage"}}]
    assert {m["mountPath"] for m in container["volumeMounts"]} == {"/tmp", "/secrets"}
    assert container["env"] == []
    assert executor["metadata"]["labels"]["tributary/partner"] == "acme"


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
    assert not container.command  # the image knows how to start without a shell
    assert pod.spec.restart_policy == "Never"
    assert pod.spec.security_context.run_as_non_root is True
    assert pod.spec.security_context.run_as_user == 10001
    assert pod.spec.security_context.seccomp_profile.type == "RuntimeDefault"
    assert container.security_context.allow_privilege_escalation is False
    assert container.security_context.read_only_root_filesystem is True
    assert container.security_context.capabilities.drop == ["ALL"]
    assert container.resources.requests == {"cpu": "8", "memory": "32Gi"}
    assert container.resources.limits == {"memory": "32Gi"}
    # Without a limit, Java would count the node's cores, and work on as many tables' parts at once.
    [cpus] = [e for e in container.env if e.name == "TRIBUTARY_CPUS"]
    assert cpus.value_from.resource_field_ref.resource == "requests.cpu"
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
