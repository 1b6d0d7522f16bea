"""Pods that drive Spark's executors on Kubernetes, and the pods that those are."""

from __future__ import annotations

import json

from kubernetes.client import ApiClient
from kubernetes.client import models as k8s

from tributary_dags.worker_command import RUN_IDENTITY

EXECUTOR_POD_VARIABLE = "TRIBUTARY_EXECUTOR_POD"
EXECUTOR_ACCOUNT = "tributary-executor"
TEMPLATE_CONFIG_MAP = "tributary-executor-template"

_TEMPLATE_VOLUME = "executor-template"
_TEMPLATE_FOLDER = "/etc/tributary/spark"
# What the driver alone is, or reads.
_DRIVERS_ENVIRONMENT = {
    *RUN_IDENTITY,
    "POD_IP",
    "TRIBUTARY_CPUS",
    "POD_NAME",
    "POD_NAMESPACE",
    "TRIBUTARY_PARTNERS",
    EXECUTOR_POD_VARIABLE,
}
_DRIVERS_VOLUMES = {"partners", _TEMPLATE_VOLUME}


def drive_executors(pod: k8s.V1Pod, service_account: str) -> None:
    """Makes a worker's pod one that may start executors, and knows what they look like.

    The cluster's own wishes for them (tolerations, affinity) are in an optional config map.
    """
    container = pod.spec.containers[0]
    container.env = [
        *(container.env or []),
        k8s.V1EnvVar(name=EXECUTOR_POD_VARIABLE, value=_json(executor_pod(pod))),
    ]
    pod.spec.service_account_name = service_account
    pod.spec.automount_service_account_token = True
    source = k8s.V1ConfigMapVolumeSource(name=TEMPLATE_CONFIG_MAP, optional=True)
    pod.spec.volumes.append(k8s.V1Volume(name=_TEMPLATE_VOLUME, config_map=source))
    container.volume_mounts.append(
        k8s.V1VolumeMount(name=_TEMPLATE_VOLUME, mount_path=_TEMPLATE_FOLDER, read_only=True)
    )


def executor_pod(driver: k8s.V1Pod) -> k8s.V1Pod:
    """An executor gets what its driver gets: image, storage, secrets by reference, restrictions."""
    container = driver.spec.containers[0]
    return k8s.V1Pod(
        metadata=k8s.V1ObjectMeta(
            labels={
                "app.kubernetes.io/name": "tributary",
                "app.kubernetes.io/component": "executor",
                "tributary/partner": driver.metadata.labels["tributary/partner"],
            }
        ),
        spec=k8s.V1PodSpec(
            service_account_name=EXECUTOR_ACCOUNT,
            automount_service_account_token=False,
            security_context=driver.spec.security_context,
            volumes=[v for v in driver.spec.volumes if v.name not in _DRIVERS_VOLUMES],
            containers=[
                k8s.V1Container(
                    name="executor",
                    image=container.image,
                    image_pull_policy=container.image_pull_policy,
                    working_dir="/tmp",  # noqa: S108
                    env=[e for e in container.env or [] if e.name not in _DRIVERS_ENVIRONMENT],
                    env_from=container.env_from,
                    volume_mounts=[
                        m for m in container.volume_mounts if m.name not in _DRIVERS_VOLUMES
                    ],
                    security_context=container.security_context,
                )
            ],
        ),
    )


def _json(pod: k8s.V1Pod) -> str:
    plain = ApiClient().sanitize_for_serialization(pod)
    return json.dumps(plain, sort_keys=True, separators=(",", ":"))
