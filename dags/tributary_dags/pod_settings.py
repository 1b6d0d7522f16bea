"""What every worker pod is: restricted, small, deferrable."""

from __future__ import annotations

import os
from typing import Any

from kubernetes.client import models as k8s

from tributary_dags.partner_file import PartnerFile

IMAGE_VARIABLE = "TRIBUTARY_IMAGE"
DEFAULT_IMAGE = "tributary-workers:0.1.0"

_PARTNERS_FOLDER = "/etc/tributary/partners"
_USER = 10001
_FIELDS = {
    # Spark's driver asks its executors to call back at this address.
    "POD_IP": "status.podIP",
    "POD_NAME": "metadata.name",
    "POD_NAMESPACE": "metadata.namespace",
}


def pod_settings(partner: PartnerFile, command: str) -> dict[str, Any]:
    """KubernetesPodOperator's arguments for one worker command of a partner."""
    airflow = partner.airflow
    volumes, mounts = _volumes(partner)
    return {
        "name": f"{partner.partner}-{command}".replace("_", "-").replace(".", "-"),
        "image": airflow.image or os.environ.get(IMAGE_VARIABLE) or DEFAULT_IMAGE,
        "image_pull_policy": airflow.image_pull_policy,
        "namespace": airflow.namespace or os.environ.get("TRIBUTARY_NAMESPACE") or None,
        "kubernetes_conn_id": airflow.kubernetes_connection,
        "service_account_name": airflow.service_account,
        "driver_service_account": airflow.driver_service_account,
        "labels": {
            "app.kubernetes.io/name": "tributary",
            "app.kubernetes.io/component": command,
            "tributary/partner": partner.partner,
        },
        "env_vars": {"TRIBUTARY_PARTNERS": _PARTNERS_FOLDER},
        "env_from": [
            k8s.V1EnvFromSource(secret_ref=k8s.V1SecretEnvSource(name=name))
            for name in airflow.secrets
        ],
        "pod_runtime_info_envs": [
            *(_field(name, path) for name, path in _FIELDS.items()),
            _requested_cpus(),
        ],
        "volumes": volumes,
        "volume_mounts": mounts,
        "container_resources": _resources(partner, command),
        "security_context": _pod_security(),
        "container_security_context": _container_security(),
        "deferrable": True,
        "poll_interval": 5,
        "logging_interval": 30,
        "get_logs": True,
        # A first pull of the image on a fresh node takes minutes.
        "startup_timeout_seconds": 900,
        "termination_grace_period": 60,
        "on_finish_action": "delete_succeeded_pod",
        "durable": True,
        "log_events_on_failure": True,
        # Each poll of it reads every event in the namespace.
        "log_events_on_startup": False,
        # Else the environment, and with it the secrets' names, lands in the error.
        "log_pod_spec_on_failure": False,
        "skip_on_exit_code": 99,
        "termination_message_policy": "File",
        "do_xcom_push": False,
    }


def _resources(partner: PartnerFile, command: str) -> k8s.V1ResourceRequirements:
    wanted = partner.airflow.resources[command]
    return k8s.V1ResourceRequirements(
        requests={"cpu": wanted.cpu, "memory": wanted.memory},
        limits={"memory": wanted.memory},
    )


def _pod_security() -> k8s.V1PodSecurityContext:
    return k8s.V1PodSecurityContext(
        run_as_non_root=True,
        run_as_user=_USER,
        run_as_group=_USER,
        fs_group=_USER,
        seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
    )


def _container_security() -> k8s.V1SecurityContext:
    return k8s.V1SecurityContext(
        allow_privilege_escalation=False,
        read_only_root_filesystem=True,
        run_as_non_root=True,
        capabilities=k8s.V1Capabilities(drop=["ALL"]),
        seccomp_profile=k8s.V1SeccompProfile(type="RuntimeDefault"),
    )


def _volumes(partner: PartnerFile) -> tuple[list[k8s.V1Volume], list[k8s.V1VolumeMount]]:
    airflow = partner.airflow
    volumes = [
        k8s.V1Volume(
            name="tmp", empty_dir=k8s.V1EmptyDirVolumeSource(size_limit=airflow.temporary_space)
        ),
        k8s.V1Volume(
            name="partners",
            config_map=k8s.V1ConfigMapVolumeSource(name=airflow.partners_config_map),
        ),
    ]
    mounts = [
        k8s.V1VolumeMount(name="tmp", mount_path="/tmp"),  # noqa: S108
        k8s.V1VolumeMount(name="partners", mount_path=_PARTNERS_FOLDER, read_only=True),
    ]
    for number, (secret, folder) in enumerate(airflow.mounted_secrets.items()):
        source = k8s.V1SecretVolumeSource(secret_name=secret, default_mode=0o440)
        volumes.append(k8s.V1Volume(name=f"secret-{number}", secret=source))
        mounts.append(k8s.V1VolumeMount(name=f"secret-{number}", mount_path=folder, read_only=True))
    return volumes, mounts


def _requested_cpus() -> k8s.V1EnvVar:
    """Whole cores, rounded up: without a limit, a process sees all those of its node."""
    source = k8s.V1EnvVarSource(
        resource_field_ref=k8s.V1ResourceFieldSelector(resource="requests.cpu", divisor="1")
    )
    return k8s.V1EnvVar(name="TRIBUTARY_CPUS", value_from=source)


def _field(name: str, path: str) -> k8s.V1EnvVar:
    source = k8s.V1EnvVarSource(field_ref=k8s.V1ObjectFieldSelector(field_path=path))
    return k8s.V1EnvVar(name=name, value_from=source)
