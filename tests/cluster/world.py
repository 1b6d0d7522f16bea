"""What all tests here share: servers, the chart, Airflow, and partners that deliver to them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cluster.airflow_in_pods import SERVICE_ACCOUNT, AirflowInPods
from cluster.kubectl import Kubectl, Manifest
from cluster.partners import Lake, Partner
from cluster.servers import S3_PORT, Account, Servers, secret
from fixtures.airflow_runs import AirflowRuns

RELEASE_NAMESPACE = "tributary-test"


class Runs(AirflowRuns):
    """Runs in pods, which take their time on a small node."""

    patience_seconds = 420


@dataclass
class World:
    """A running installation."""

    servers: Servers
    airflow: AirflowInPods
    helm: str
    chart: Path
    image: str
    scratch: Path
    s3_port: int = 0
    files: dict[str, str] = field(default_factory=dict)
    _accounts: dict[str, Account] = field(default_factory=dict)

    @property
    def runs(self) -> Runs:
        """Airflow's runs."""
        return Runs(self.airflow.api)

    def admit(self, *partners: Partner) -> None:
        """Gives partners their storage and secrets, once their namespaces are there."""
        for partner in partners:
            account = self._accounts[partner.name] = Account()
            self.servers.admit(account, partner.bucket)
            known = {"known_hosts": self.servers.known_hosts}
            known["id_ed25519"] = self.servers.private_key
            # A day this small ends before the optimising compiler pays.
            java = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
            storage = {**self.servers.storage(account), **java}
            self.pods(partner).apply(
                secret(f"{partner.name}-storage", storage), secret(f"{partner.name}-sftp", known)
            )

    def publish(self, **files: str) -> None:
        """Installs the chart with partner files, by partner, or changes them."""
        self.files.update({name.replace("_", "-"): text for name, text in files.items()})
        repository, tag = self.image.rsplit(":", 1)
        values = {
            "image": {"repository": repository, "tag": tag},
            "airflow": {
                "namespace": self.airflow.kubectl.namespace,
                "serviceAccounts": [{"name": SERVICE_ACCOUNT}],
            },
            "partners": {name: {"file": text} for name, text in self.files.items()},
            "networkPolicy": {"egress": {"storage": {"ports": [S3_PORT]}}},
        }
        file = self.scratch / "values.json"
        file.write_text(json.dumps(values), encoding="utf-8")
        words = ["upgrade", "--install", "tributary", str(self.chart), "--values", str(file)]
        self._helm(*words, "--create-namespace", "--wait")

    def _helm(self, *words: str) -> None:
        command = [self.helm, "--namespace", RELEASE_NAMESPACE, *words]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr

    def lake(self, partner: Partner, date: str) -> Lake:
        """What a partner's day left, as the partner's own account sees it."""
        client = self.servers.client(self.s3_port, self._accounts[partner.name])
        return Lake(client, partner.bucket, f"lake/{partner.name}/{date}")

    def account(self, partner: Partner) -> Account:
        """Who a partner's workers are to the S3 server."""
        return self._accounts[partner.name]

    def secrets(self) -> set[str]:
        """Everything that must be seen nowhere."""
        keys = {account.secret_key for account in self._accounts.values()}
        body = self.servers.private_key.splitlines()[2]
        return keys | {body, self.servers.root.secret_key}

    def pods(self, partner: Partner) -> Kubectl:
        """The namespace of a partner's pods."""
        return Kubectl(partner.namespace)

    def worker_pods(self, partner: Partner, command: str) -> list[Manifest]:
        """The pods of a worker command, by age."""
        selector = f"tributary/partner={partner.name},app.kubernetes.io/component={command}"
        pods = self.pods(partner).list("pod", selector)
        return sorted(pods, key=lambda pod: str(pod["metadata"]["creationTimestamp"]))

    @contextmanager
    def forwarded(self) -> Iterator[None]:
        """Makes Airflow and storage reachable from here."""
        with ExitStack() as open_ports:
            forwarded = self.servers.kubectl.forwarded("pod/servers", S3_PORT)
            self.s3_port = open_ports.enter_context(forwarded)
            open_ports.enter_context(self.airflow.forwarded())
            yield
