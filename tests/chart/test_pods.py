"""The pods that the chart makes or describes: executors, and the tests of `helm test`."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from chart.rendering import partner, rendered
from tributary_dags.airflow_settings import AirflowSettings
from tributary_dags.partner_file import PartnerFile
from tributary_dags.pod_settings import pod_settings


def executor(**settings: Any) -> dict[str, Any]:
    values = {"spark": {"enabled": True, "executor": settings}}
    config = rendered(values).one("ConfigMap", "tributary-executor-template", "tributary")
    assert list(config["data"]) == ["executor.yaml"]
    pod: dict[str, Any] = yaml.safe_load(config["data"]["executor.yaml"])
    return pod


def validate_pod(**airflow: Any) -> dict[str, Any]:
    values = {"partners": {"a": partner("a", airflow=airflow)}}
    return rendered(values).one("Pod", "tributary-validate-a")


@pytest.fixture(params=["executor", "validate"])
def pod(request: pytest.FixtureRequest) -> dict[str, Any]:
    return executor() if request.param == "executor" else validate_pod()


def test_pods_are_restricted(pod: dict[str, Any]) -> None:
    spec = pod["spec"]
    assert spec["automountServiceAccountToken"] is False
    assert spec["securityContext"] == {
        "runAsNonRoot": True,
        "runAsUser": 10001,
        "runAsGroup": 10001,
        "fsGroup": 10001,
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    (container,) = spec["containers"]
    assert container["securityContext"] == {
        "allowPrivilegeEscalation": False,
        "readOnlyRootFilesystem": True,
        "runAsNonRoot": True,
        "capabilities": {"drop": ["ALL"]},
        "seccompProfile": {"type": "RuntimeDefault"},
    }
    assert "command" not in container


def test_half_of_a_run_s_executors_are_on_spot_nodes() -> None:
    pod = executor()
    assert pod["spec"]["serviceAccountName"] == "tributary-executor"
    (spread,) = pod["spec"]["topologySpreadConstraints"]
    assert spread["topologyKey"] == "karpenter.sh/capacity-type"
    assert (spread["maxSkew"], spread["whenUnsatisfiable"]) == (1, "ScheduleAnyway")
    # Spark gives each run's executors a label of their own.
    assert spread["matchLabelKeys"] == ["spark-app-selector"]
    wanted = spread["labelSelector"]["matchLabels"].items()
    assert wanted <= pod["metadata"]["labels"].items()
    assert [t["value"] for t in pod["spec"]["tolerations"]] == ["spot"]


def test_executors_may_all_be_on_demand() -> None:
    spec = executor(spot={"enabled": False})["spec"]
    assert "tolerations" not in spec
    assert "topologySpreadConstraints" not in spec


def test_executors_go_where_the_values_say() -> None:
    own = {"key": "batch", "operator": "Exists"}
    pod = executor(
        nodeSelector={"workload": "batch"},
        tolerations=[own],
        priorityClassName="low",
        labels={"team": "pricing", "app.kubernetes.io/component": "mine"},
        annotations={"a": "b"},
    )
    assert pod["spec"]["nodeSelector"] == {"workload": "batch"}
    assert pod["spec"]["tolerations"][0] == own
    assert len(pod["spec"]["tolerations"]) == 2
    assert pod["spec"]["priorityClassName"] == "low"
    # The network policies know executors by their component.
    assert pod["metadata"]["labels"]["app.kubernetes.io/component"] == "executor"
    assert pod["metadata"]["labels"]["team"] == "pricing"


def test_a_test_pod_runs_as_the_partner_s_workers_do() -> None:
    airflow = {
        "image": "registry.example/workers:2",
        "image-pull-policy": "Always",
        "service-account": "worker-a",
        "secrets": ["storage", "alerts"],
        "mounted-secrets": {"sftp": "/secrets", "more": "/more"},
    }
    pod = validate_pod(**airflow)
    settings = pod_settings(
        PartnerFile(path=Path("a.yaml"), partner="a", airflow=AirflowSettings.of(airflow)), "wait"
    )
    (container,) = pod["spec"]["containers"]
    assert container["image"] == settings["image"]
    assert container["imagePullPolicy"] == settings["image_pull_policy"]
    assert pod["spec"]["serviceAccountName"] == settings["service_account_name"]
    assert [e["secretRef"]["name"] for e in container["envFrom"]] == [
        e.secret_ref.name for e in settings["env_from"]
    ]
    folders = {m["name"]: m["mountPath"] for m in container["volumeMounts"]}
    secrets = {
        v["secret"]["secretName"]: (folders[v["name"]], v["secret"]["defaultMode"])
        for v in pod["spec"]["volumes"]
        if "secret" in v
    }
    assert secrets == {"sftp": ("/secrets", 0o440), "more": ("/more", 0o440)}
    assert {m["name"] for m in container["volumeMounts"]} == {
        v["name"] for v in pod["spec"]["volumes"]
    }
    (partners,) = (m.mount_path for m in settings["volume_mounts"] if m.name == "partners")
    assert folders["partners"] == partners
    own, theirs = pod["metadata"]["labels"], settings["labels"]
    assert own["app.kubernetes.io/name"] == theirs["app.kubernetes.io/name"]
    assert own["tributary/partner"] == theirs["tributary/partner"]


def test_a_test_pod_can_write_to_tmp() -> None:
    spec = validate_pod()["spec"]
    assert {"name": "tmp", "mountPath": "/tmp"} in spec["containers"][0]["volumeMounts"]
    (tmp,) = (v for v in spec["volumes"] if v["name"] == "tmp")
    assert "emptyDir" in tmp


def test_an_executor_has_no_volumes_but_those_that_the_dag_hands_on() -> None:
    # They include /tmp, and the API server refuses a pod with two of one name or place.
    spec = executor()["spec"]
    assert "volumes" not in spec
    assert "volumeMounts" not in spec["containers"][0]


def test_a_test_pod_validates_its_partner_and_leaves_nothing_when_it_passed() -> None:
    pod = validate_pod()
    assert pod["spec"]["containers"][0]["args"] == ["validate", "--connect", "a"]
    assert pod["spec"]["activeDeadlineSeconds"] == 240
    assert pod["spec"]["restartPolicy"] == "Never"
    annotations = pod["metadata"]["annotations"]
    assert annotations["helm.sh/hook"] == "test"
    policies = annotations["helm.sh/hook-delete-policy"].split(",")
    assert set(policies) == {"before-hook-creation", "hook-succeeded"}


@pytest.mark.parametrize(
    ("image", "expected"),
    [
        ({}, "tributary-workers:0.1.0"),
        ({"repository": "r.example:5000/w", "tag": "7"}, "r.example:5000/w:7"),
        ({"tag": "7", "digest": f"sha256:{'a' * 64}"}, f"tributary-workers@sha256:{'a' * 64}"),
    ],
)
def test_the_image_is_a_value(image: dict[str, str], expected: str) -> None:
    objects = rendered({"image": image, "partners": {"a": partner("a")}})
    (container,) = objects.one("Pod", "tributary-validate-a")["spec"]["containers"]
    assert container["image"] == expected
