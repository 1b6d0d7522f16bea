"""Namespaces, service accounts and roles."""

from __future__ import annotations

from typing import Any

import pytest

from chart.rendering import Objects, Refused, partner, rendered

EXECUTORS = {"spark": {"enabled": True}}
TWO = {"partners": {n: partner(n, airflow={"namespace": f"ns-{n}"}) for n in ("a", "b")}}


def rights(objects: Objects, role: str, namespace: str) -> dict[str, set[str]]:
    rules = objects.one("Role", role, namespace)["rules"]
    assert all(rule["apiGroups"] == [""] for rule in rules)
    return {resource: set(rule["verbs"]) for rule in rules for resource in rule["resources"]}


def subjects(objects: Objects, role: str, namespace: str) -> set[tuple[str, str]]:
    binding = objects.one("RoleBinding", role, namespace)
    assert binding["roleRef"]["name"] == role
    assert binding["roleRef"]["kind"] == "Role"
    return {(s["namespace"], s["name"]) for s in binding["subjects"]}


def test_airflow_may_do_what_its_pod_operator_does_and_nothing_else() -> None:
    assert rights(rendered(), "tributary-airflow", "tributary") == {
        "pods": {"create", "get", "list", "patch", "delete"},
        "pods/log": {"get"},
        "events": {"list", "watch"},
    }


def test_airflow_s_accounts_are_bound_in_every_namespace_of_workers() -> None:
    accounts = [{"name": "runner"}, {"name": "triggerer", "namespace": "elsewhere"}]
    objects = rendered(TWO | {"airflow": {"namespace": "af", "serviceAccounts": accounts}})
    for namespace in ("ns-a", "ns-b"):
        assert subjects(objects, "tributary-airflow", namespace) == {
            ("af", "runner"),
            ("elsewhere", "triggerer"),
        }
    assert objects.namespaces("Role", "tributary-airflow") == {"ns-a", "ns-b"}


def test_nothing_has_rights_beyond_a_namespace() -> None:
    kinds = {o["kind"] for o in rendered(TWO | EXECUTORS).all}
    assert not kinds & {"ClusterRole", "ClusterRoleBinding"}


def test_a_driver_may_do_what_spark_does_with_executors_in_its_namespace() -> None:
    objects = rendered(TWO | EXECUTORS)
    for namespace in ("ns-a", "ns-b"):
        assert rights(objects, "tributary-driver", namespace) == {
            "pods": {"create", "get", "list", "watch", "delete", "deletecollection"}
        }
        assert subjects(objects, "tributary-driver", namespace) == {(namespace, "tributary-driver")}


def test_nobody_starts_pods_but_airflow_where_spark_runs_in_its_container() -> None:
    objects = rendered(TWO)
    assert {o["metadata"]["name"] for o in objects.of("Role")} == {"tributary-airflow"}
    assert {o["metadata"]["name"] for o in objects.of("ServiceAccount")} == {"tributary-worker"}


def test_only_drivers_get_a_token() -> None:
    accounts = rendered(EXECUTORS).of("ServiceAccount")
    assert {a["metadata"]["name"]: a["automountServiceAccountToken"] for a in accounts} == {
        "tributary-worker": False,
        "tributary-executor": False,
        "tributary-driver": True,
    }


def test_service_accounts_that_partner_files_name_are_made() -> None:
    own: dict[str, Any] = partner("a", airflow={"service-account": "worker-a"})
    own["serviceAccount"] = {"annotations": {"role": "a", "shared": "a"}}
    values = {
        "partners": {"a": own, "b": partner("b")},
        "serviceAccounts": {"worker": {"annotations": {"shared": "all"}}},
        "image": {"pullSecrets": ["registry"]},
    }
    objects = rendered(values)
    one, other = (objects.one("ServiceAccount", n) for n in ("worker-a", "tributary-worker"))
    assert one["metadata"]["annotations"] == {"role": "a", "shared": "a"}
    assert other["metadata"]["annotations"] == {"shared": "all"}
    assert one["automountServiceAccountToken"] is False
    assert one["imagePullSecrets"] == [{"name": "registry"}]


def test_namespaces_are_made_restricted_and_stay() -> None:
    namespaces = rendered(TWO).of("Namespace")
    assert [n["metadata"]["name"] for n in namespaces] == ["ns-a", "ns-b"]
    for namespace in namespaces:
        assert namespace["metadata"]["annotations"]["helm.sh/resource-policy"] == "keep"
        labels = namespace["metadata"]["labels"]
        assert labels["pod-security.kubernetes.io/enforce"] == "restricted"


def test_no_namespace_is_made_that_is_there() -> None:
    assert rendered({"partners": {"a": partner("a")}}).of("Namespace") == []
    assert rendered(TWO | {"namespaces": {"create": False}}).of("Namespace") == []
    beside = {"partners": {"a": partner("a", airflow={"namespace": "airflow"})}}
    assert rendered(beside).of("Namespace") == []


def test_no_object_is_a_secret() -> None:
    airflow = {"secrets": ["storage"], "mounted-secrets": {"sftp": "/secrets"}}
    assert rendered({"partners": {"a": partner("a", airflow=airflow)}}).of("Secret") == []


def test_a_partner_may_have_a_driver_account_of_its_own() -> None:
    spark = {"spark.master": "k8s://https://kubernetes.default.svc"}
    accounts = {"service-account": "worker-a", "driver-service-account": "driver-a"}
    own: dict[str, Any] = partner("a", spark=spark, airflow=accounts)
    own["serviceAccount"] = {"annotations": {"role": "a"}}
    objects = rendered({**EXECUTORS, "partners": {"a": own}})
    found = {a["metadata"]["name"]: a for a in objects.of("ServiceAccount")}
    for name in ("worker-a", "driver-a", "tributary-executor"):
        assert found[name]["metadata"]["annotations"] == {"role": "a"}
    assert found["driver-a"]["automountServiceAccountToken"] is True
    assert ("tributary", "driver-a") in subjects(objects, "tributary-driver", "tributary")


def test_partners_of_one_account_cannot_have_different_roles() -> None:
    partners = {n: {**partner(n), "serviceAccount": {"annotations": {"role": n}}} for n in "ab"}
    with pytest.raises(Refused, match="account tributary-worker with other annotations"):
        rendered({"partners": partners})
    with pytest.raises(Refused, match="with other annotations"):
        rendered({"partners": {"a": partners["a"], "b": partner("b")}})
