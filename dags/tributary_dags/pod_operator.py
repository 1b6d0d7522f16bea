"""A worker as a pod: production."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from airflow.providers.cncf.kubernetes.operators.pod import KubernetesPodOperator
from airflow.providers.cncf.kubernetes.utils.container import get_container_termination_message
from airflow.sdk.exceptions import AirflowException, AirflowSkipException

from tributary_dags.executor_pod import drive_executors
from tributary_dags.exempt_date import skip_if_skipped
from tributary_dags.worker_command import without_empty
from tributary_dags.worker_outcome import WorkerOutcome, report

if TYPE_CHECKING:
    from airflow.sdk import Context
    from kubernetes.client import V1Pod


# What a JVM with -XX:+ExitOnOutOfMemoryError ends with.
_JVM_OUT_OF_MEMORY = 3


class WorkerPodOperator(KubernetesPodOperator):
    """A KubernetesPodOperator that knows the workers' exit codes.

    Its result is the container's termination message, which needs no XCom sidecar. Parameters
    beyond those of KubernetesPodOperator are those of WorkerProcessOperator, and

    :param drives_executors: whether the worker starts Spark's executors as pods
    :param driver_service_account: of the pod, if it does
    """

    def __init__(
        self,
        *,
        instance: str = "",
        instance_arguments: Sequence[str] = (),
        skip_with: str | None = None,
        drives_executors: bool = False,
        driver_service_account: str = "tributary-driver",
        **kwargs: Any,
    ) -> None:
        super().__init__(**kwargs)
        self.instance = instance
        self.instance_arguments = instance_arguments
        self.skip_with = skip_with
        self.drives_executors = drives_executors
        self.driver_service_account = driver_service_account

    def execute(self, context: Context) -> None:
        """Starts the pod and defers."""
        skip_if_skipped(self.skip_with, context)
        super().execute(context)

    def build_pod_request_obj(
        self, context: Context | None = None, *, dry_run: bool = False
    ) -> V1Pod:
        """The pod, with the instance's own arguments and without the empty ones."""
        self.arguments = [*without_empty(self.arguments), *self.instance_arguments]
        self.instance_arguments = ()
        pod: V1Pod = super().build_pod_request_obj(context, dry_run=dry_run)
        if self.drives_executors:
            drive_executors(pod, self.driver_service_account)
        return pod

    def cleanup(
        self,
        pod: V1Pod,
        remote_pod: V1Pod,
        xcom_result: dict[str, Any] | None = None,
        context: Context | None = None,
    ) -> None:
        """Reads the result, lets Airflow tidy up, then says what the exit code means."""
        outcome = self._outcome(remote_pod)
        if outcome is not None and context is not None and not self._killed:
            report(outcome, context)
        try:
            super().cleanup(pod, remote_pod, xcom_result, context)
        except AirflowSkipException:
            raise
        except AirflowException:
            if outcome is None:
                raise  # no container ended: evicted, unschedulable; retried as it is
            outcome.check()
            raise

    def _outcome(self, remote_pod: V1Pod | None) -> WorkerOutcome | None:
        if remote_pod is None or remote_pod.status is None:
            return None
        statuses = remote_pod.status.container_statuses or []
        for status in statuses:
            ended = status.state and status.state.terminated
            if status.name == self.base_container_name and ended:
                message = get_container_termination_message(remote_pod, self.base_container_name)
                if ended.reason == "OOMKilled" or ended.exit_code == _JVM_OUT_OF_MEMORY:
                    message = self._out_of_memory(remote_pod)
                return WorkerOutcome.of(ended.exit_code, message)
        return None

    def _out_of_memory(self, remote_pod: V1Pod) -> str:
        """A worker that ended for lack of memory could say nothing; this says what to do."""
        container = remote_pod.spec.containers[0]
        command = (container.args or ["COMMAND"])[0]
        limits = (container.resources and container.resources.limits) or {}
        return (
            f"{command} ran out of memory; its container has {limits.get('memory', 'no limit')}: "
            f"raise airflow.resources.{command}.memory in the partner file. What was done is kept, "
            "and the next attempt goes on from there"
        )
