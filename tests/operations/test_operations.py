"""OPERATIONS.md names what there is, and its cluster commands are ones that the programs take.

Each of them runs, and has to show what it did: those for the demo in tests/readme, those of a
cluster in tests/cluster/test_operations.py.
"""

from __future__ import annotations

import json
import os
import re
import subprocess
from pathlib import Path

import pytest

from fixtures.programs import program
from operations.commands import (
    HOME,
    PAGE,
    cluster_blocks,
    cluster_commands,
    demo_blocks,
    demo_commands,
)
from operations.on_the_demo import OUTCOMES, outcome
from tributary_dags.dag_factory import partner_dag
from tributary_dags.partner_file import PartnerFile
from tributary_dags.pod_settings import pod_settings

TEXT = PAGE.read_text(encoding="utf-8")
CHART_PAGE = (HOME / "helm" / "tributary" / "README.md").read_text(encoding="utf-8")
PARTNER = HOME / "dags" / "partners" / "overseas-1.yaml"
NOWHERE = "http://127.0.0.1:1"


def parses(command: str, tmp_path: Path) -> None:
    """A program that takes a command line fails only when it cannot reach the cluster."""
    name = command.split()[0]
    install = {"kubectl": "see kubernetes.io/docs/tasks/tools", "helm": "see tests/chart"}[name]
    server = {"kubectl": "--server", "helm": "--kube-apiserver"}[name]
    found = program(name, install)
    line = re.sub(rf"^{name}", f"{found} {server}={NOWHERE}", command)
    environment = {**os.environ, "KUBECONFIG": str(tmp_path / "none")}
    done = subprocess.run(
        ["bash", "-c", line],
        cwd=HOME,
        env=environment,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    assert re.search("refused|unreachable", done.stderr), f"{line}\n{done.stdout}{done.stderr}"


@pytest.mark.parametrize("command", cluster_commands("kubectl"))
def test_kubectl_takes_the_command(command: str, tmp_path: Path) -> None:
    parses(command, tmp_path)


@pytest.mark.parametrize("command", cluster_commands("helm"))
def test_helm_takes_the_command(command: str, tmp_path: Path) -> None:
    parses(command, tmp_path)


def test_a_wrong_command_is_told_from_a_cluster_that_is_away(tmp_path: Path) -> None:
    for wrong in ("kubectl get pods --no-such-flag", "helm history tributary --no-such-flag"):
        with pytest.raises(AssertionError, match="unknown flag"):
            parses(wrong, tmp_path)


def test_every_line_for_the_cluster_is_seen() -> None:
    """Beside the two programs there is only what makes keys and shows files."""
    others = set()
    for line in "\n".join(cluster_blocks()).replace("\\\n", " ").splitlines():
        others.add(line.split()[0])
    assert others == {"kubectl", "helm", "ssh-keygen", "ssh-keyscan", "cat"}
    assert len(cluster_commands("kubectl")) >= 6
    assert len(cluster_commands("helm")) >= 6


def test_patches_are_json_of_keys_that_the_chart_s_page_makes(tmp_path: Path) -> None:
    (tmp_path / "id_ed25519").write_text("key", encoding="utf-8")
    (tmp_path / "known_hosts").write_text("host", encoding="utf-8")
    stub = tmp_path / "kubectl"
    stub.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n', encoding="utf-8")
    stub.chmod(0o755)
    environment = {"PATH": f"{tmp_path}:{os.environ['PATH']}", "ACCESS_KEY": "a", "SECRET_KEY": "b"}
    patches = [c for c in cluster_commands("kubectl") if " patch " in c]
    assert len(patches) == 3
    for command in patches:
        words = subprocess.run(
            ["bash", "-c", command],
            cwd=tmp_path,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        ).stdout.splitlines()
        secret, patch = words[words.index("secret") + 1], json.loads(words[-1])
        assert f"create secret generic {secret}" in CHART_PAGE
        for key in [k for values in patch.values() for k in values]:
            assert re.search(rf"--from-(literal|file)={key}\b", CHART_PAGE), key


def test_every_command_for_the_demo_has_something_to_show() -> None:
    shown = {outcome(command) for command in demo_commands()}
    assert shown == set(OUTCOMES.values())


def test_labels_are_those_of_the_pods(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TRIBUTARY_TASKS_RUN_AS", raising=False)
    labels = pod_settings(PartnerFile.read(PARTNER), "merge")["labels"]
    selectors = re.findall(r" -l (\S+)", "\n".join(cluster_blocks()))
    assert selectors
    for selector in selectors:
        wanted = dict(pair.split("=") for pair in selector.split(","))
        assert wanted.items() <= labels.items()


def test_names_are_those_of_the_code() -> None:
    dag = partner_dag(PartnerFile.read(PARTNER))
    assert dag.dag_id == "tributary_overseas-1"
    commands = "\n".join([*demo_blocks(), *cluster_blocks()])
    assert set(re.findall(r"tributary_[a-z0-9-]+", commands)) == {dag.dag_id}
    tasks = {t for t in re.findall(r"`([a-z]+(?:_[a-z]+)+)`", TEXT) if not t.startswith("source")}
    assert tasks <= set(dag.task_ids) | {"known_hosts"}
    assert {"batch_extract", "merge_summary", "wait_for_all_sources"} <= tasks


def test_keys_of_the_partner_file_exist() -> None:
    reference = (HOME / "dags" / "partners" / "README.md").read_text(encoding="utf-8")
    for block, key in re.findall(r"`(source|extract|merge)\.([a-z-]+)(?:: \d+)?`", TEXT):
        section = reference.split(f"### `{block}`\n")[1].split("\n### ")[0]
        assert f"| `{key}` |" in section, f"{block}.{key}"


def test_links_lead_somewhere() -> None:
    for target, anchor in re.findall(r"\]\((?!https://)([^)#]+)(?:#([^)]+))?\)", TEXT):
        page = PAGE.parent / target
        assert page.exists(), target
        if anchor and page.suffix == ".md":
            titles = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.M)
            slugs = [re.sub(r"[^\w -]", "", t).lower().replace(" ", "-") for t in titles]
            assert anchor in slugs, f"{target}#{anchor}"


def test_the_readme_names_the_page() -> None:
    assert "(dags/OPERATIONS.md)" in (HOME / "README.md").read_text(encoding="utf-8")
