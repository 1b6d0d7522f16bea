"""The workers' image as a cluster runs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from cluster.conftest import Images
from cluster.kubectl import Kubectl, eventually
from cluster.servers import namespace, restricted

pytestmark = pytest.mark.cluster

Run = Callable[..., str]


@pytest.fixture(scope="module")
def run(cluster: None, images: Images) -> Iterator[Run]:
    """Runs the workers' image in a restricted namespace and returns what it prints."""
    kubectl = Kubectl("tributary-test-images")
    kubectl.apply(namespace(kubectl.namespace))

    def command(name: str, *arguments: str, java: str = "") -> str:
        container = {
            "name": "worker",
            "image": images.workers,
            "imagePullPolicy": "IfNotPresent",
            "args": [*arguments],
            "env": [{"name": "JDK_JAVA_OPTIONS", "value": java}],
            "securityContext": restricted(),
            "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
        }
        spec = {
            "automountServiceAccountToken": False,
            "restartPolicy": "Never",
            "containers": [container],
            "volumes": [{"name": "tmp", "emptyDir": {}}],
        }
        kubectl.apply({"apiVersion": "v1", "kind": "Pod", "metadata": {"name": name}, "spec": spec})

        def ended() -> bool | None:
            phase = kubectl.get("pod", name)["status"].get("phase")
            return True if phase in ("Succeeded", "Failed") else None

        eventually(ended, f"{name} has ended")
        printed = kubectl.run("logs", name)
        assert kubectl.get("pod", name)["status"]["phase"] == "Succeeded", printed
        return printed

    yield command
    kubectl.run("delete", "namespace", kubectl.namespace, "--wait=false")


def test_the_command_line_is_the_entry_point(run: Run) -> None:
    assert "tributary 0.1.0" in run("version", "--version")
    assert "--shard" in run("help", "extract", "--help")


def test_the_libraries_classes_come_from_the_archive(run: Run) -> None:
    log = run("classes", "--version", java="-Xlog:class+load:stdout")

    loaded = [line for line in log.splitlines() if "source:" in line]
    made = ("$$Lambda", "LambdaForm", "io.tributary")
    libraries = [line for line in loaded if not any(word in line for word in made)]
    shared = [line for line in libraries if "shared objects file" in line]
    assert len(shared) > 0.95 * len(libraries)
    assert any("picocli" in line for line in shared)
