"""The values for Airflow's official chart fit ours, and give a complete Airflow."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from chart.rendering import CHART, HOME, Objects, partner, rendered
from tributary_dags.partner_folder import PARTNERS_VARIABLE
from tributary_dags.pod_settings import IMAGE_VARIABLE

FILE = HOME / "helm" / "airflow-values.yaml"
VALUES: dict[str, Any] = yaml.safe_load(FILE.read_text(encoding="utf-8"))
CHART_VARIABLE = "AIRFLOW_CHART"


def test_both_charts_name_the_same_accounts() -> None:
    allowed = {a["name"] for a in _defaults()["airflow"]["serviceAccounts"]}
    # LocalExecutor: tasks run in the scheduler.
    assert VALUES["executor"] == "LocalExecutor"
    assert allowed == {VALUES[c]["serviceAccount"]["name"] for c in ("scheduler", "triggerer")}


def test_both_charts_name_the_same_image_and_folder() -> None:
    environment = {e["name"]: e["value"] for e in VALUES["env"]}
    pod = rendered({"partners": {"a": partner("a")}}).one("Pod", "tributary-validate-a")
    (container,) = pod["spec"]["containers"]
    assert environment[IMAGE_VARIABLE] == container["image"]
    assert {"name": PARTNERS_VARIABLE, "value": environment[PARTNERS_VARIABLE]} in container["env"]
    assert environment["TRIBUTARY_NAMESPACE"] == pod["metadata"]["namespace"]
    (volume,) = (v for v in VALUES["volumes"] if v["name"] == "partners")
    (mount,) = (m for m in VALUES["volumeMounts"] if m["name"] == "partners")
    assert mount["mountPath"] == environment[PARTNERS_VARIABLE]
    assert rendered().one("ConfigMap", volume["configMap"]["name"], _defaults_namespace())


def test_airflow_is_the_version_that_the_dags_are_tested_with() -> None:
    lock = (HOME / "dags" / "requirements.lock").read_text(encoding="utf-8")
    assert f"\napache-airflow=={VALUES['airflowVersion']} " in lock


@pytest.fixture(scope="module")
def airflow() -> Objects:
    """What the official chart makes of the values."""
    chart = os.environ.get(CHART_VARIABLE)
    if not chart:
        pytest.skip(f"{CHART_VARIABLE} names no folder or archive of Airflow's official chart")
    return rendered(VALUES, namespace="airflow", chart=Path(chart), release="airflow")


def pods(airflow: Objects) -> dict[str, dict[str, Any]]:
    return {
        o["metadata"]["name"]: o["spec"]["template"]["spec"]
        for o in airflow.all
        if o["kind"] in ("Deployment", "StatefulSet", "Job")
    }


def test_the_official_chart_makes_all_of_airflow(airflow: Objects) -> None:
    assert set(pods(airflow)) == {
        "airflow-api-server",
        "airflow-dag-processor",
        "airflow-scheduler",
        "airflow-triggerer",
        "airflow-run-airflow-migrations",
    }


def test_its_pods_are_restricted(airflow: Objects) -> None:
    for name, spec in pods(airflow).items():
        assert spec["securityContext"]["runAsNonRoot"] is True, name
        assert spec["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}, name
        for container in [*spec.get("initContainers", []), *spec["containers"]]:
            security = container["securityContext"]
            assert security["allowPrivilegeEscalation"] is False, (name, container["name"])
            assert security["capabilities"] == {"drop": ["ALL"]}, (name, container["name"])
            assert security["readOnlyRootFilesystem"] is True, (name, container["name"])
            image = VALUES["images"]["airflow"]
            assert container["image"] == f"{image['repository']}:{image['tag']}"


def test_everything_that_reads_dags_has_the_partner_files(airflow: Objects) -> None:
    for name, spec in pods(airflow).items():
        for container in spec["containers"]:
            folders = {m["name"]: m["mountPath"] for m in container["volumeMounts"]}
            environment = {e["name"]: e.get("value") for e in container["env"]}
            assert environment[PARTNERS_VARIABLE] == folders["partners"], name


def test_the_accounts_exist_that_may_start_pods(airflow: Objects) -> None:
    accounts = {o["metadata"]["name"] for o in airflow.of("ServiceAccount")}
    named = {a["name"] for a in _defaults()["airflow"]["serviceAccounts"]}
    assert named <= accounts
    used = {spec["serviceAccountName"] for spec in pods(airflow).values()}
    assert named <= used
    # Nobody starts pods beside Airflow itself.
    assert not [r for r in airflow.of("Role") for rule in r["rules"] if "create" in rule["verbs"]]


def test_no_key_is_made_anew_by_each_upgrade(airflow: Objects) -> None:
    made = {o["metadata"]["name"] for o in airflow.of("Secret")}
    # The chart makes this one whether there is a broker or not.
    assert made <= {"airflow-broker-url"}


def _defaults() -> dict[str, Any]:
    values: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
    return values


def _defaults_namespace() -> str:
    return str(_defaults()["airflow"]["namespace"])


def test_the_page_makes_every_secret_that_is_asked_for(airflow: Objects) -> None:
    page = (CHART / "README.md").read_text(encoding="utf-8").replace("\\\n", " ")
    made = {
        (name, key)
        for name, rest in re.findall(r"kubectl -n airflow create secret generic (\S+)(.*)", page)
        for key in re.findall(r"--from-literal=([\w.-]+)=", rest)
    }
    asked = set()
    for spec in pods(airflow).values():
        for container in [*spec.get("initContainers", []), *spec["containers"]]:
            for variable in container.get("env", []):
                reference = variable.get("valueFrom", {}).get("secretKeyRef")
                if reference:
                    asked.add((reference["name"], reference["key"]))
    assert len(asked) >= 4
    optional = [
        volume["secret"]["secretName"]
        for volume in pods(airflow)["airflow-api-server"]["volumes"]
        if volume.get("secret", {}).get("optional")
    ]
    assert optional == ["airflow-storage"]
    assert made == {*asked, ("airflow-passwords", "passwords.json")}
