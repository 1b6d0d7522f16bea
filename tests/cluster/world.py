"""What all tests here share: servers, the chart, Airflow, and partners that deliver to them."""

from __future__ import annotations

import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from cluster.airflow_in_pods import AirflowInPods
from cluster.kubectl import Kubectl, Manifest
from cluster.partners import Lake, Partner
from cluster.servers import S3_PORT, Account, Servers, secret
from fixtures.airflow_runs import AirflowRuns


class Runs(AirflowRuns):
    """Runs in pods, which take their time on a small node."""

    patience_seconds = 420


@dataclass
class World:
    """A running installation."""

    servers: Servers
    airflow: AirflowInPods
    runs: Runs
    s3_port: int
    scratch: Path
    accounts: dict[str, Account]

    def lake(self, partner: Partner, date: str, account: Account | None = None) -> Lake:
        """What a partner's day left."""
        client = self.servers.client(self.s3_port, account)
        return Lake(client, partner.bucket, f"lake/{partner.name}/{date}")

    def admit(self, partner: Partner, more: str = "", **airflow: Any) -> None:
        """Gives a partner its secrets and storage, and Airflow its file."""
        if partner.name not in self.accounts:
            account = Account()
            self.servers.admit(account, partner.bucket)
            self.accounts[partner.name] = account
        known = {"known_hosts": self.servers.known_hosts, "id_ed25519": self.servers.private_key}
        # A day this small ends before the optimising compiler pays.
        java = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1"}
        storage = self.servers.storage(self.accounts[partner.name])
        self.pods(partner).apply(
            secret(f"{partner.name}-storage", {**storage, **java}),
            secret(f"{partner.name}-sftp", known),
        )
        self.publish(partner, partner.file(self.servers, more, airflow))

    def publish(self, partner: Partner, file: str) -> None:
        """Changes a partner's file for the workers, then for Airflow."""
        raise NotImplementedError

    def pods(self, partner: Partner) -> Kubectl:
        """The namespace of a partner's pods."""
        return Kubectl(partner.namespace)

    def pod_of(self, partner: Partner, component: str) -> Manifest | None:
        """A running pod of a worker command."""
        selector = f"tributary/partner={partner.name},app.kubernetes.io/component={component}"
        for pod in self.pods(partner).list("pod", selector):
            if pod["status"].get("phase") == "Running":
                return pod
        return None
