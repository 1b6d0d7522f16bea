"""The chart as Kubernetes would get it."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from fixtures.programs import program

HOME = Path(__file__).resolve().parents[2]
CHART = HOME / "helm" / "tributary"
PARTNERS = HOME / "dags" / "partners"
HELM_INSTALLATION = "go install helm.sh/helm/v3/cmd/helm@v3.19.0"

Values = Mapping[str, Any]


class Refused(Exception):
    """Helm does not render these values."""


@dataclass(frozen=True)
class Objects:
    """What one rendering gave."""

    all: Sequence[dict[str, Any]]

    def of(self, kind: str, name: str | None = None) -> list[dict[str, Any]]:
        """Objects of a kind, in all namespaces."""
        return [
            o
            for o in self.all
            if o["kind"] == kind and (name is None or o["metadata"]["name"] == name)
        ]

    def one(self, kind: str, name: str, namespace: str | None = None) -> dict[str, Any]:
        """The only such object."""
        found = [
            o
            for o in self.of(kind, name)
            if namespace is None or o["metadata"].get("namespace") == namespace
        ]
        assert len(found) == 1, f"{len(found)} of {kind} {name} in {namespace}"
        return found[0]

    def namespaces(self, kind: str, name: str) -> set[str]:
        """Where such an object is."""
        return {o["metadata"]["namespace"] for o in self.of(kind, name)}


def helm(*words: str, stdin: str = "", with_log: bool = False) -> str:
    """Runs Helm.

    :param with_log: whether to return what it writes to standard error, too
    :raises Refused: with what it says
    """
    command = [program("helm", HELM_INSTALLATION), *words]
    done = subprocess.run(command, input=stdin, capture_output=True, text=True, check=False)
    if done.returncode != 0:
        raise Refused(done.stderr + done.stdout)
    return done.stdout + (done.stderr if with_log else "")


def rendered(
    values: Values | None = None,
    *more: str,
    namespace: str = "tributary",
    release: str = "tributary",
    chart: Path = CHART,
) -> Objects:
    """The objects of a rendering with these values."""
    # A Helm that Go compiled takes the cluster for an ancient one unless it is told.
    text = helm(
        *("template", release, str(chart), "--namespace", namespace, "--values", "-"),
        *("--kube-version", "1.34.0", *more),
        stdin=yaml.safe_dump(dict(values or {})),
    )
    return Objects(list(documents(text)))


def documents(text: str) -> Iterator[dict[str, Any]]:
    """The YAML documents of a text, without the empty ones."""
    return (d for d in yaml.safe_load_all(text) if d)


def partner(name: str, **keys: Any) -> dict[str, Any]:
    """The values of a partner whose file needs nothing else."""
    file: dict[str, Any] = {
        "partner": name,
        "source": {
            "uri": "sftp://tributary@sftp.partner.example:22/outbound/{date}",
            "known-hosts": "/secrets/known_hosts",
            "private-key": "/secrets/id_ed25519",
        },
        "storage": "s3://pricing-lake/partners",
        **keys,
    }
    return {"file": yaml.safe_dump(file)}
