"""What all tests here share: servers, the chart, Airflow, and partners that deliver to them."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from cluster.airflow_in_pods import SERVICE_ACCOUNT, AirflowInPods
from cluster.kubectl import Kubectl, Manifest, eventually
from cluster.partners import Lake, Partner
from cluster.servers import S3_PORT, Account, Servers, secret
from fixtures.airflow_runs import AirflowRuns

RELEASE_NAMESPACE = "tributary-test"


class Runs(AirflowRuns):
    """Runs in pods, which take their time on a small node."""

    patience_seconds = 420

    def attempts(self, run_id: str, dag_id: str) -> dict[str, int]:
        """How often each task was tried."""
        return {
            ti["task_id"] + (f"[{ti['map_index']}]" if ti["map_index"] >= 0 else ""): ti[
                "try_number"
            ]
            for ti in self.api.task_instances(dag_id, run_id)
        }

    def message(self, run_id: str, dag_id: str, task: str) -> str:
        """What a task's worker ended with, as the UI shows it."""
        path = f"/dags/{dag_id}/dagRuns/{run_id}/taskInstances/{task}/xcomEntries/result"
        return str(self.api.get(f"{path}?deserialize=true")["value"]["message"])

    def clear(self, run_id: str, dag_id: str, task: str) -> None:
        """Clears a task as a person does: what failed of it, and what follows."""
        body = {"dag_run_id": run_id, "task_ids": [task], "include_downstream": True}
        self.api.clear(dag_id, {**body, "only_failed": True, "reset_dag_runs": True})


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
    _files: dict[str, dict[str, Any]] = field(default_factory=dict)
    _more: dict[str, str] = field(default_factory=dict)
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
            # A day this small ends before the optimising compiler pays; and the image has ISA-L.
            java = {"JDK_JAVA_OPTIONS": "-XX:TieredStopAtLevel=1", "TRIBUTARY_INFLATER": "isal"}
            storage = {**self.servers.storage(account), **java}
            self.pods(partner).apply(
                secret(f"{partner.name}-storage", storage), secret(f"{partner.name}-sftp", known)
            )

    def write(self, partner: Partner, more: str = "", contract: str = "", **airflow: Any) -> None:
        """Says what a partner's file is; `publish` installs it."""
        more = self._more.setdefault(partner.name, more)
        named = {"contract": f"{partner.name}.odcs.yaml"} if contract else {}
        text = partner.file(self.servers, {**(yaml.safe_load(more) or {}), **named}, airflow)
        self.write_text(partner.name, text, dict.fromkeys(named.values(), contract))

    def reparsed(self, partner: Partner) -> None:
        """Waits until Airflow has read a partner's file as it is now."""
        text = self._files[partner.name]["file"]
        path = f"/etc/tributary/partners/{partner.name}.yaml"
        kubectl = self.airflow.kubectl
        # The scheduler's processes run the tasks, and read the files for it.
        for daemon in ("dag-processor", "scheduler"):
            pod = self.airflow.pod(daemon)
            # A kubelet looks after a volume once a minute, and whenever its pod changes.
            kubectl.run("annotate", "pod", pod, f"tributary/file={len(text)}", "--overwrite")

            def mounted(pod: str = pod) -> bool | None:
                return True if kubectl.execute(pod, "cat", path) == text else None

            eventually(mounted, f"the {daemon}'s volume has the new file")
        self.airflow.command("dags", "reserialize")

    def write_text(self, name: str, file: str, contracts: dict[str, str]) -> None:
        """A partner's file as it is."""
        self._files[name] = {"file": file, "contracts": contracts}

    def publish(self) -> None:
        """Installs the chart with the partner files, or changes them."""
        repository, tag = self.image.rsplit(":", 1)
        values = {
            "image": {"repository": repository, "tag": tag},
            "airflow": {
                "namespace": self.airflow.kubectl.namespace,
                "serviceAccounts": [{"name": SERVICE_ACCOUNT}],
            },
            "partners": self._files,
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

    def every_pod(self) -> str:
        """Each state of each pod since the beginning, as JSON."""
        return (self.scratch / "pods.json").read_text(encoding="utf-8")

    @contextmanager
    def forwarded(self) -> Iterator[None]:
        """Makes Airflow and storage reachable from here, and keeps what pods there were."""
        with ExitStack() as open_ports, (self.scratch / "pods.json").open("w") as seen:
            watch = ["kubectl", "get", "pods", "--all-namespaces", "--watch", "-o", "json"]
            watching = subprocess.Popen(watch, stdout=seen)
            open_ports.callback(watching.terminate)
            forwarded = self.servers.kubectl.forwarded("pod/servers", S3_PORT)
            self.s3_port = open_ports.enter_context(forwarded)
            open_ports.enter_context(self.airflow.forwarded())
            yield
