"""What a finished pod means, without a cluster."""

from __future__ import annotations

from typing import Any

import pytest
from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.sdk import AssetAlias
from airflow.sdk.exceptions import AirflowException, AirflowFailException, AirflowSkipException
from kubernetes.client import models as k8s

from tributary_dags.pod_operator import WorkerPodOperator


class RecordingTask:
    """Takes the place of Airflow's task instance."""

    def __init__(self) -> None:
        self.pushed: dict[str, Any] = {}

    def xcom_push(self, key: str, value: Any) -> None:
        self.pushed[key] = value


class RecordingEvents(dict[Any, Any]):
    """Takes the place of Airflow's outlet events."""

    def __missing__(self, key: Any) -> Any:
        return self.setdefault(key, RecordingEvents())

    def add(self, asset: Any, extra: dict[str, Any]) -> None:
        self[asset.uri] = extra


@pytest.fixture
def operator(monkeypatch: pytest.MonkeyPatch) -> WorkerPodOperator:
    for method in ("is_istio_enabled", "patch_already_checked", "process_pod_deletion"):
        monkeypatch.setattr(KubernetesPodOperator, method, lambda *_, **__: False)
    return WorkerPodOperator(
        task_id="merge_summary",
        arguments=["summarize"],
        skip_on_exit_code=99,
        log_pod_spec_on_failure=False,
        outlets=[AssetAlias("tributary-acme")],
    )


def finished(exit_code: int, message: str | None, reason: str | None = None) -> k8s.V1Pod:
    ended = k8s.V1ContainerStateTerminated(exit_code=exit_code, message=message, reason=reason)
    status = k8s.V1ContainerStatus(
        name="base",
        image="i",
        image_id="i",
        ready=False,
        restart_count=0,
        state=k8s.V1ContainerState(terminated=ended),
    )
    return k8s.V1Pod(
        metadata=k8s.V1ObjectMeta(name="pod"),
        spec=k8s.V1PodSpec(
            containers=[
                k8s.V1Container(
                    name="base",
                    args=["merge", "--partner", "acme"],
                    resources=k8s.V1ResourceRequirements(limits={"memory": "8Gi"}),
                )
            ]
        ),
        status=k8s.V1PodStatus(
            phase="Succeeded" if exit_code == 0 else "Failed", container_statuses=[status]
        ),
    )


def clean(operator: WorkerPodOperator, pod: k8s.V1Pod) -> tuple[RecordingTask, RecordingEvents]:
    ti, events = RecordingTask(), RecordingEvents()
    context: Any = {"ti": ti, "task": operator, "outlet_events": events, "run_id": "r"}
    operator.cleanup(pod, pod, None, context)
    return ti, events


def test_result_and_asset_events(operator: WorkerPodOperator) -> None:
    ti, events = clean(operator, finished(0, '{"message": "ok", "published": ["room_rate"]}'))

    assert ti.pushed["result"]["message"] == "ok"
    assert list(events[AssetAlias("tributary-acme")]) == ["tributary://acme/room_rate"]


@pytest.mark.parametrize("code", [2, 65, 77])
def test_hopeless(operator: WorkerPodOperator, code: int) -> None:
    with pytest.raises(AirflowFailException, match=f"exit code {code}: key refused"):
        clean(operator, finished(code, '{"message": "key refused"}'))


@pytest.mark.parametrize("code", [1, 75, 137])
def test_retried(operator: WorkerPodOperator, code: int) -> None:
    with pytest.raises(AirflowException, match=f"exit code {code}") as raised:
        clean(operator, finished(code, None))

    assert not isinstance(raised.value, AirflowFailException)


def test_skipped(operator: WorkerPodOperator) -> None:
    with pytest.raises(AirflowSkipException):
        clean(operator, finished(99, '{"message": "exempt"}'))


def test_a_pod_without_an_ended_container_is_retried(operator: WorkerPodOperator) -> None:
    evicted = finished(1, None)
    evicted.status.container_statuses = None
    evicted.status.phase = "Failed"

    with pytest.raises(AirflowException, match="returned a failure") as raised:
        clean(operator, evicted)

    assert not isinstance(raised.value, AirflowFailException)


@pytest.mark.parametrize(("code", "reason"), [(137, "OOMKilled"), (3, "Error")])
def test_a_lack_of_memory_says_what_to_raise(
    operator: WorkerPodOperator, code: int, reason: str
) -> None:
    with pytest.raises(AirflowException, match="raise airflow.resources.merge.memory") as raised:
        clean(operator, finished(code, None, reason))

    assert "8Gi" in str(raised.value)
    assert not isinstance(raised.value, AirflowFailException)
