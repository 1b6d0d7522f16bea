"""Partner files become config maps, where Airflow and the workers look for them."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from chart.rendering import PARTNERS, Refused, partner, rendered
from tributary_dags.partner_folder import PartnerFolder

NAME = "tributary-partners"


def data(values: dict[str, Any], namespace: str) -> dict[str, str]:
    found: dict[str, str] = rendered(values).one("ConfigMap", NAME, namespace)["data"]
    return found


def test_a_file_given_by_set_file_arrives_word_for_word() -> None:
    contract = r"partners.overseas-1.contracts.overseas-1\.odcs\.yaml"
    objects = rendered(
        {},
        *("--set-file", f"partners.overseas-1.file={PARTNERS}/overseas-1.yaml"),
        *("--set-file", f"{contract}={PARTNERS}/overseas-1.odcs.yaml"),
    )
    for namespace in ("tributary", "airflow"):
        assert objects.one("ConfigMap", NAME, namespace)["data"] == {
            name: (PARTNERS / name).read_text(encoding="utf-8")
            for name in ("overseas-1.yaml", "overseas-1.odcs.yaml")
        }


def test_the_dag_package_reads_the_config_map_as_its_folder(tmp_path: Path) -> None:
    values = {"partners": {n: partner(n, contract=f"{n}.odcs.yaml") for n in ("a", "b")}}
    for name in "ab":
        values["partners"][name]["contracts"] = {f"{name}.odcs.yaml": "kind: DataContract\n"}
    for key, text in data(values, "airflow").items():
        (tmp_path / key).write_text(text, encoding="utf-8")
    folder = PartnerFolder(tmp_path)
    folder.check()
    assert [p.partner for p in folder.sound()] == ["a", "b"]


def test_partners_of_other_namespaces_are_seen_by_airflow_alone() -> None:
    objects = rendered(
        {"partners": {n: partner(n, airflow={"namespace": f"ns-{n}"}) for n in ("a", "b")}}
    )
    assert {
        o["metadata"]["namespace"]: sorted(o["data"]) for o in objects.of("ConfigMap", NAME)
    } == {"ns-a": ["a.yaml"], "ns-b": ["b.yaml"], "airflow": ["a.yaml", "b.yaml"]}


def test_workers_beside_airflow_share_its_config_map() -> None:
    values = {"airflow": {"namespace": "tributary"}, "partners": {"a": partner("a")}}
    assert rendered(values).namespaces("ConfigMap", NAME) == {"tributary"}


def test_a_namespace_of_the_values_goes_before_the_release() -> None:
    objects = rendered({"namespace": "workers", "partners": {"a": partner("a")}})
    assert objects.namespaces("ConfigMap", NAME) == {"workers", "airflow"}
    assert objects.namespaces("ServiceAccount", "tributary-worker") == {"workers"}


def test_without_partners_there_is_an_empty_folder() -> None:
    assert rendered().one("ConfigMap", NAME, "airflow")["data"] == {}


@pytest.mark.parametrize(
    ("partners", "message"),
    [
        ({"a": {"file": "partner: [a"}}, "partners.a.file is no YAML"),
        ({"a": partner("b")}, "its `partner` is b: it must be a"),
        ({"a": partner("a", contract="a.odcs.yaml")}, "names the contract a.odcs.yaml"),
        (
            {"a": partner("a", airflow={"partners-config-map": "mine"})},
            "airflow.partners-config-map: take it out",
        ),
        ({"a": partner("a", source="sftp://x")}, "source has to be a block of keys"),
        (
            {"a": partner("a", source={"uri": "sftp://u@h/x", "password": "hunter2"})},
            "password is a secret",
        ),
        (
            {"a": partner("a", alerts=[{"severity": "warn", "webhook": "https://h/token"}])},
            "alerts.0.webhook is a secret",
        ),
        ({"a": partner("a", airflow={"secrets": "x"})}, "airflow.secrets has to be a list"),
        (
            {"a": partner("a", airflow={"mounted-secrets": ["x"]})},
            "airflow.mounted-secrets has to be like {sftp: /secrets}",
        ),
        (
            {"a": partner("a", airflow={"namespace": "kube-system"})},
            "kube-system is no namespace for workers",
        ),
        (
            {"a": partner("a", airflow={"namespace": "x\nkind: Secret"})},
            "is no namespace for workers",
        ),
        (
            {"a": partner("a", airflow={"service-account": "a\nb: c"})},
            "is no name of a service account",
        ),
        (
            {"a": partner("a", airflow={"service-account": "tributary-driver"})},
            "told apart by their accounts",
        ),
        (
            {"a": partner("a", spark={"spark.master": "k8s://https://kubernetes.default.svc"})},
            "set spark.enabled",
        ),
        (
            {"a": partner("a") | {"file": f"partner: a\n# {'x' * 1_000_000}\n"}},
            "larger than the 1 MB",
        ),
        (
            {n: partner(n) | {"contracts": {"c.odcs.yaml": f"id: {n}"}} for n in ("a", "b")},
            "another partner has a contract c.odcs.yaml",
        ),
    ],
)
def test_what_could_not_work_is_refused(partners: dict[str, Any], message: str) -> None:
    with pytest.raises(Refused, match=re.escape(message)):
        rendered({"partners": partners})


def test_a_contract_may_be_shared() -> None:
    contract = {"contracts": {"c.odcs.yaml": "id: c"}}
    values = {"partners": {n: partner(n) | contract for n in ("a", "b")}}
    assert sorted(data(values, "tributary")) == ["a.yaml", "b.yaml", "c.odcs.yaml"]


def test_a_refused_secret_is_not_shown() -> None:
    own = partner("a", source={"uri": "sftp://u@h/x", "password": "hunter2"})
    with pytest.raises(Refused) as refused:
        rendered({"partners": {"a": own}})
    assert "hunter2" not in str(refused.value)


def test_secrets_by_reference_are_no_secrets() -> None:
    alerts = [
        {"severity": "warn", "webhook": "${WEBHOOK}"},
        {"severity": "error", "email": {"to": ["a@b.example"], "password": "${MAIL}"}},
    ]
    source = {"uri": "sftp://u@h/x", "password": "${SFTP_PASSWORD}"}
    assert data({"partners": {"a": partner("a", source=source, alerts=alerts)}}, "airflow")


def test_a_partner_is_removed_by_null() -> None:
    objects = rendered({"partners": {n: partner(n) for n in "ab"}}, "--set", "partners.a=null")
    assert list(objects.one("ConfigMap", NAME, "airflow")["data"]) == ["b.yaml"]
