"""Values: typos are refused, all are documented, none is without effect."""

from __future__ import annotations

import copy
import json
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from chart import values_page
from chart.rendering import CHART, Refused, helm, partner, rendered

DEFAULTS: dict[str, Any] = yaml.safe_load((CHART / "values.yaml").read_text(encoding="utf-8"))
SCHEMA: dict[str, Any] = json.loads((CHART / "values.schema.json").read_text(encoding="utf-8"))
# Maps whose keys are the user's
FREE = {"partners", "networkPolicy.egress"}


def blocks(values: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every block whose keys are the chart's."""
    name = ".".join(path)
    if name.endswith(("abels", "nnotations", "nodeSelector")) or name in FREE:
        return
    yield path
    for key, value in values.items():
        if isinstance(value, dict):
            yield from blocks(value, (*path, key))


def schemas(node: Any) -> Iterator[dict[str, Any]]:
    """Every schema of an object within a schema."""
    if isinstance(node, dict):
        if node.get("type") in ("object", ["object", "null"]):
            yield node
        for value in node.values():
            yield from schemas(value)
    elif isinstance(node, list):
        for value in node:
            yield from schemas(value)


def test_the_chart_has_no_fault_that_lint_finds() -> None:
    helm("lint", "--strict", "--kube-version", "1.34.0", str(CHART))


def test_the_defaults_are_values_that_may_be_given() -> None:
    assert rendered(DEFAULTS).all == rendered().all


@pytest.mark.parametrize("path", list(blocks(DEFAULTS)), ids=lambda path: ".".join(path) or "top")
def test_a_typo_is_refused(path: tuple[str, ...]) -> None:
    values = copy.deepcopy(DEFAULTS)
    block = values
    for key in path:
        block = block[key]
    block["tpyo"] = "x"
    with pytest.raises(Refused, match="tpyo"):
        rendered(values)


def test_no_object_of_the_schema_is_open_but_those_of_others() -> None:
    opened = [s for s in schemas(SCHEMA) if s.get("additionalProperties") is not False]
    texts = {"type": "object", "additionalProperties": {"type": "string"}}
    # Helm's own `global`, and whole objects of Kubernetes with their metadata
    foreign = [s for s in opened if s != texts]
    assert len(foreign) == 3
    assert all(
        "description" in s or "kind" in s.get("properties", ()) or s == {"type": "object"}
        for s in foreign
    )


@pytest.mark.parametrize(
    "values",
    [
        {"partners": {"Overseas": partner("Overseas")}},
        {"partners": {"a": {"contracts": {}}}},
        {"partners": {"a": partner("a") | {"secret": "x"}}},
        {"partners": {"a": partner("a") | {"contracts": {"c.yaml": "x"}}}},
        {"image": {"digest": "latest"}},
        {"image": {"pullPolicy": "Sometimes"}},
        {"namespaces": {"podSecurity": {"enforce": "strict"}}},
        {"airflow": {"serviceAccounts": []}},
        {"airflow": {"serviceAccounts": ["airflow-worker"]}},
        {"spark": {"enabled": "yes"}},
        {"spark": {"executor": {"tolerations": [{"kye": "x"}]}}},
        {"networkPolicy": {"egress": {"storage": {"component": []}}}},
        {"networkPolicy": {"egress": {"storage": {"components": ["mege"]}}}},
        {"networkPolicy": {"egress": {"mail": {"to": []}}}},
        {"networkPolicy": {"dns": {"to": [{"ipblock": {"cidr": "10.0.0.0/8"}}]}}},
        {"alertRules": {"enabled": True}},
        {"tests": {"resources": {"limit": {}}}},
        {"extraObjects": [{"kind": "ConfigMap"}]},
    ],
    ids=str,
)
def test_a_bad_value_is_refused(values: dict[str, Any]) -> None:
    with pytest.raises(Refused, match="values don't meet the specifications"):
        rendered(values)


def test_labels_are_on_every_object() -> None:
    values = {
        "labels": {"cost-center": "pricing"},
        "spark": {"enabled": True},
        "partners": {"a": partner("a", airflow={"namespace": "ns-a"})},
    }
    for found in rendered(values, "--api-versions", "monitoring.coreos.com/v1").all:
        assert found["metadata"]["labels"]["cost-center"] == "pricing", found["metadata"]["name"]
        assert found["metadata"]["labels"]["app.kubernetes.io/managed-by"] == "Helm"


def test_objects_of_one_s_own_come_along_as_they_are() -> None:
    secret = {
        "apiVersion": "external-secrets.io/v1",
        "kind": "ExternalSecret",
        "metadata": {"name": "storage", "namespace": "tributary"},
        "spec": {"data": [{"secretKey": "a", "remoteRef": {"key": "{{ not a template }}"}}]},
    }
    assert rendered({"extraObjects": [secret]}).one("ExternalSecret", "storage") == secret


def test_no_two_objects_are_the_same() -> None:
    partners = {n: partner(n, airflow={"namespace": f"ns-{n}"}) for n in ("a", "b")}
    found = rendered({"partners": {**partners, "c": partner("c")}, "spark": {"enabled": True}}).all
    names = [(o["kind"], o["metadata"].get("namespace"), o["metadata"]["name"]) for o in found]
    assert len(names) == len(set(names))
    assert all(namespace for kind, namespace, _ in names if kind != "Namespace")


def test_the_readme_has_every_value() -> None:
    """Out of date? `PYTHONPATH=tests python -m chart.values_page` writes it anew."""
    text = values_page.PAGE.read_text(encoding="utf-8")
    assert text == values_page.page(text)
    assert [v.path for v in values_page.values() if not v.meaning] == []
    leaves = {v.path for v in values_page.values() if v.default is not None}
    # Each default is a row of its own, or part of a row that is written in one line.
    assert set(_leaves(DEFAULTS)) == {
        path for path in _leaves(DEFAULTS) if any(_within(path, leaf) for leaf in leaves)
    }


def _within(path: str, leaf: str) -> bool:
    return path == leaf or path.startswith(f"{leaf}.")


def _leaves(values: dict[str, Any], path: str = "") -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, dict) and value:
            yield from _leaves(value, f"{path}{key}.")
        else:
            yield f"{path}{key}"
