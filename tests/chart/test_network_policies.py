"""Who may talk to whom."""

from __future__ import annotations

from typing import Any

from chart.rendering import Objects, partner, rendered
from tributary_dags.airflow_settings import WORKER_COMMANDS

COMPONENTS = (*WORKER_COMMANDS, "validate", "executor")
MASTER = {"spark.master": "k8s://https://kubernetes.default.svc"}
DRIVING = {
    "spark": {"enabled": True},
    "partners": {
        "a": partner("a", spark=MASTER),
        "b": partner("b", tables={"t": {"spark": MASTER}}),
    },
}


def chosen(policy: dict[str, Any]) -> set[str]:
    """The components that a policy is about."""
    selector = policy["spec"]["podSelector"]
    assert selector["matchLabels"]["app.kubernetes.io/name"] == "tributary"
    for expression in selector.get("matchExpressions", []):
        assert (expression["key"], expression["operator"]) == ("app.kubernetes.io/component", "In")
        return set(expression["values"])
    return set(COMPONENTS)


def ports_out(objects: Objects, component: str) -> set[int]:
    """Ports that a component reaches somewhere."""
    return {
        port["port"]
        for policy in objects.of("NetworkPolicy")
        if "egress" in policy["spec"] and component in chosen(policy)
        for rule in policy["spec"]["egress"]
        for port in rule["ports"]
    }


def test_nothing_is_allowed_that_no_policy_names() -> None:
    spec = rendered().one("NetworkPolicy", "tributary-default-deny", "tributary")["spec"]
    assert spec == {
        "podSelector": {"matchLabels": {"app.kubernetes.io/name": "tributary"}},
        "policyTypes": ["Ingress", "Egress"],
    }
    spec = rendered({"networkPolicy": {"allPods": True}}).one(
        "NetworkPolicy", "tributary-default-deny"
    )["spec"]
    assert spec["podSelector"] == {}


def test_no_policy_leaves_ports_open() -> None:
    for policy in rendered(DRIVING).of("NetworkPolicy"):
        spec = policy["spec"]
        for rule in [*spec.get("egress", []), *spec.get("ingress", [])]:
            assert rule["ports"], policy["metadata"]["name"]
            assert all("port" in port for port in rule["ports"])


def test_each_command_reaches_what_it_needs() -> None:
    objects = rendered({"partners": {"a": partner("a")}})
    assert ports_out(objects, "extract") == {53, 22, 80, 443, 465, 587}
    assert ports_out(objects, "validate") == {53, 22, 80, 443}
    assert ports_out(objects, "verify") == {53, 80, 443, 465, 587}
    assert ports_out(objects, "summarize") == {53, 80, 443, 465, 587, 4318}
    assert ports_out(objects, "merge") == {53, 80, 443, 465, 587}


def test_the_sources_ports_come_from_the_partner_files() -> None:
    uris = {
        "a": "sftp://u@h.example:2222/x/{date}",
        "b": "sftp://u@h.example/x",
        "c": "sftp://u@${HOST:-h.example:2022}/x",
        "d": "s3://bucket/x",
    }
    partners = {n: partner(n, source={"uri": uri}) for n, uri in uris.items()}
    objects = rendered({"partners": partners})
    assert ports_out(objects, "wait") - {53, 80, 465, 587} == {2222, 22, 2022, 443}
    objects = rendered({"partners": partners, "networkPolicy": {"source": {"ports": [10022]}}})
    assert ports_out(objects, "wait") - {53, 80, 465, 587} == {10022, 443}


def pods_of(name: str, *components: str) -> dict[str, Any]:
    key = "app.kubernetes.io/component"
    return {
        "matchLabels": {"app.kubernetes.io/name": "tributary", "tributary/partner": name},
        "matchExpressions": [{"key": key, "operator": "In", "values": list(components)}],
    }


def test_only_a_driver_of_spark_reaches_the_api_server() -> None:
    server = [{"ipBlock": {"cidr": "10.0.0.1/32"}}]
    policy = {"networkPolicy": {"apiServer": {"to": server, "ports": [6443]}}}
    objects = rendered({**policy, "partners": {"a": partner("a")}, "spark": {"enabled": True}})
    assert objects.of("NetworkPolicy", "tributary-api-server-a") == []
    objects = rendered({**policy, **DRIVING})
    for name in "ab":
        found = objects.one("NetworkPolicy", f"tributary-api-server-{name}")
        assert found["spec"] == {
            "podSelector": pods_of(name, "merge"),
            "policyTypes": ["Egress"],
            "egress": [{"ports": [{"protocol": "TCP", "port": 6443}], "to": server}],
        }


def test_driver_and_executors_talk_to_each_other_and_to_no_other_partner_s() -> None:
    objects = rendered(DRIVING)
    ports = [{"protocol": "TCP", "port": port} for port in (7078, 7079)]
    for name in "ab":
        policy = objects.one("NetworkPolicy", f"tributary-spark-{name}")
        pods = {"podSelector": pods_of(name, "merge", "executor")}
        assert policy["spec"] == {
            **pods,
            "policyTypes": ["Ingress", "Egress"],
            "ingress": [{"ports": ports, "from": [pods]}],
            "egress": [{"ports": ports, "to": [pods]}],
        }
    incoming = {
        p["metadata"]["name"] for p in objects.of("NetworkPolicy") if "ingress" in p["spec"]
    }
    assert incoming == {"tributary-spark-a", "tributary-spark-b"}


def test_destinations_are_values() -> None:
    peers = [{"namespaceSelector": {"matchLabels": {"kubernetes.io/metadata.name": "minio"}}}]
    egress = {"storage": {"to": peers, "ports": [9000]}, "telemetry": None}
    objects = rendered({"networkPolicy": {"egress": egress}})
    (rule,) = objects.one("NetworkPolicy", "tributary-egress-storage")["spec"]["egress"]
    assert rule == {"to": peers, "ports": [{"protocol": "TCP", "port": 9000}]}
    assert objects.of("NetworkPolicy", "tributary-egress-telemetry") == []


def test_the_cloud_s_metadata_stay_out_of_reach() -> None:
    for policy in rendered(DRIVING).of("NetworkPolicy"):
        for rule in policy["spec"].get("egress", []):
            anywhere = "to" not in rule or any("169.254.169.254" in str(p) for p in rule["to"])
            assert not (anywhere and 80 in {port["port"] for port in rule["ports"]})


def test_policies_can_be_switched_off() -> None:
    assert rendered({"networkPolicy": {"enabled": False}}).of("NetworkPolicy") == []


def test_every_namespace_of_workers_has_them() -> None:
    partners = {n: partner(n, airflow={"namespace": f"ns-{n}"}) for n in ("a", "b")}
    objects = rendered({"partners": partners})
    assert objects.namespaces("NetworkPolicy", "tributary-default-deny") == {"ns-a", "ns-b"}
