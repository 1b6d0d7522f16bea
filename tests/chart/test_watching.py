"""Alert rules and dashboards use the metrics that the workers send."""

from __future__ import annotations

import json
import re

import pytest
import yaml

from chart.rendering import CHART, HOME, Refused, rendered

PROMETHEUS = ("--api-versions", "monitoring.coreos.com/v1")
METRICS = (HOME / "java-workers" / "telemetry" / "METRICS.md").read_text(encoding="utf-8")
# metric in Prometheus, labels beside partner and day
KNOWN = {
    name: set(re.findall(r"`(\w+)`", labels)) | {"partner", "day"}
    for name, labels in re.findall(
        r"^\| `tributary\S+` \| `(\w+)` \| `[^`]+` \| ([^|]+) \|", METRICS, re.M
    )
}
RULES = yaml.safe_load((CHART / "alerts" / "rules.yaml").read_text(encoding="utf-8"))


def test_the_list_of_metrics_was_read() -> None:
    assert len(KNOWN) > 25
    assert KNOWN["tributary_table_merged"] == {"partner", "day", "table"}


@pytest.mark.parametrize("rule", RULES["groups"][0]["rules"], ids=lambda rule: rule["alert"])
def test_a_rule_asks_for_metrics_and_labels_that_exist(rule: dict[str, object]) -> None:
    expression = str(rule["expr"])
    used = re.findall(r"tributary_\w+", expression)
    assert used
    assert set(used) <= set(KNOWN)
    # Backfills are nobody's alert.
    assert expression.count('{day="latest"}') == len(used)
    by = {
        label for group in re.findall(r"by \(([^)]+)\)", expression) for label in group.split(", ")
    }
    assert by
    assert all(by <= KNOWN[metric] for metric in used)
    shown = set(re.findall(r"\$labels\.(\w+)", json.dumps(rule["annotations"])))
    assert shown <= by
    assert expression.count("(") == expression.count(")")


def test_rules_come_where_the_cluster_knows_them() -> None:
    assert rendered().of("PrometheusRule") == []
    assert rendered({"alertRules": {"enabled": "never"}}, *PROMETHEUS).of("PrometheusRule") == []
    assert rendered({"alertRules": {"enabled": "always"}}).of("PrometheusRule")
    found = rendered({}, *PROMETHEUS).one("PrometheusRule", "tributary", "tributary")
    assert found["spec"] == RULES


def test_rules_take_labels_and_can_be_left_out() -> None:
    values = {
        "alertRules": {
            "namespace": "monitoring",
            "labels": {"release": "prometheus"},
            "alertLabels": {"team": "pricing"},
            "disabled": ["TributaryDeliveryLate"],
        }
    }
    found = rendered(values, *PROMETHEUS).one("PrometheusRule", "tributary", "monitoring")
    assert found["metadata"]["labels"]["release"] == "prometheus"
    rules = found["spec"]["groups"][0]["rules"]
    assert len(rules) == len(RULES["groups"][0]["rules"]) - 1
    assert all(rule["labels"]["team"] == "pricing" for rule in rules)
    assert all("severity" in rule["labels"] for rule in rules)
    with pytest.raises(Refused, match="there is no alert TributaryTypo"):
        rendered({"alertRules": {"disabled": ["TributaryTypo"]}}, *PROMETHEUS)


def test_grafana_s_sidecar_finds_the_dashboard() -> None:
    values = {"dashboards": {"namespace": "monitoring", "labels": {"own": "label"}}}
    found = rendered(values).one("ConfigMap", "tributary-dashboards", "monitoring")
    assert found["metadata"]["labels"].items() >= {"grafana_dashboard": "1", "own": "label"}.items()
    source = json.loads((CHART / "dashboards" / "grafana.json").read_text(encoding="utf-8"))
    assert json.loads(found["data"]["tributary.json"]) == source
    off = rendered({"dashboards": {"enabled": False}})
    assert off.of("ConfigMap", "tributary-dashboards") == []


def test_the_dashboard_asks_for_metrics_that_exist() -> None:
    text = (CHART / "dashboards" / "grafana.json").read_text(encoding="utf-8")
    assert set(re.findall(r"tributary_\w+", text)) <= set(KNOWN)
