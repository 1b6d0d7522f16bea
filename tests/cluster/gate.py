"""A gate before the storage: what is asked for waits there until the test lets it through."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from cluster.kubectl import Kubectl, Manifest, eventually
from cluster.servers import NAME as SERVERS
from cluster.servers import S3_PORT, USER, Servers, restricted

NAME = "gate"
PROGRAM = Path(__file__).with_name("gate_in_pod.py")


@dataclass(frozen=True)
class Gate:
    """A pod that passes all on to the S3 server, but for one thing."""

    kubectl: Kubectl

    @property
    def endpoint(self) -> str:
        """Where workers find the storage behind it."""
        return f"http://{NAME}.{self.kubectl.namespace}.svc.cluster.local:{S3_PORT}"

    def has_somebody_waiting(self) -> bool | None:
        """Whether what waits has been asked for."""
        return "waiting" in self.kubectl.run("logs", NAME) or None

    def open(self) -> None:
        """Lets through what waits, and whatever comes."""
        self.kubectl.execute(NAME, "touch", "/tmp/open")


@contextmanager
def gate(servers: Servers, image: str, until_opened: str) -> Iterator[Gate]:
    """A gate that keeps requests waiting which begin like this.

    :param image: has Python
    """
    stands = Gate(servers.kubectl)
    stands.kubectl.apply(_service(), _pod(image, until_opened))
    try:

        def ready() -> bool | None:
            status = stands.kubectl.get("pod", NAME)["status"]
            return all(c["ready"] for c in status.get("containerStatuses", [{"ready": 0}])) or None

        eventually(ready, "the gate is ready")
        yield stands
    finally:
        stands.kubectl.run("delete", "pod,service", NAME, "--ignore-not-found")


def _pod(image: str, until_opened: str) -> Manifest:
    server = f"{SERVERS}:{S3_PORT}"
    container = {
        "name": NAME,
        "image": image,
        "imagePullPolicy": "IfNotPresent",
        "command": ["python3", "-c", PROGRAM.read_text(encoding="utf-8")],
        "args": [str(S3_PORT), server, until_opened],
        "readinessProbe": {"tcpSocket": {"port": S3_PORT}, "periodSeconds": 1},
        "securityContext": restricted(),
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
    }
    return {
        "apiVersion": "v1",
        "kind": "Pod",
        "metadata": {"name": NAME, "labels": {"app": NAME}},
        "spec": {
            "automountServiceAccountToken": False,
            "securityContext": {"runAsNonRoot": True, "runAsUser": USER},
            "terminationGracePeriodSeconds": 1,
            "containers": [container],
            "volumes": [{"name": "tmp", "emptyDir": {}}],
        },
    }


def _service() -> Manifest:
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": NAME},
        "spec": {"selector": {"app": NAME}, "ports": [{"port": S3_PORT}]},
    }
