"""Runs the cluster's commands of dags/OPERATIONS.md, each with what it has to show."""

from __future__ import annotations

import base64
import os
import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import yaml

from cluster.conftest import HOME, Images
from cluster.kubectl import Kubectl, Manifest, eventually
from cluster.partners import Partner
from cluster.servers import (
    NAME,
    S3_PORT,
    SFTP_PORT,
    Account,
    Servers,
    namespace,
    other_host_key,
    restricted,
    secret,
)
from cluster.world import World
from fixtures.programs import program
from operations.commands import cluster_command_lines

pytestmark = pytest.mark.cluster

OPERATED = Partner("operated", "tributary-test-operations")
SFTP, STORAGE = f"{OPERATED.name}-sftp", f"{OPERATED.name}-storage"
IN_AIRFLOW = "kubectl -n airflow "

# What each command shows when it has done what the page says; it is found by its beginning.
TESTED = r"tributary-validate-operated\n(.*\n)*Phase: +Succeeded"
OUTCOMES = {
    "helm upgrade": r"has been upgraded(.*\n)*REVISION: 2",
    "helm history": r"2 .*deployed .*Upgrade complete",
    "helm rollback": r"Rollback was a success",
    "helm test": TESTED,
    "ssh-keygen -q": "",
    "cat id_ed25519.pub": r"^ssh-ed25519 \S+ tributary$",
    "kubectl -n tributary patch secret overseas-1-sftp": r"operated-sftp patched$",
    "kubectl -n tributary get secret": "",
    "ssh-keyscan": "",
    "ssh-keygen -lf": r"^256 SHA256:\S+ .*ED25519",
    "cat offered": "",
    "kubectl -n tributary patch secret tributary-storage": r"operated-storage patched$",
    "kubectl -n tributary get pods": r"killed +OOMKilled +137",
    "kubectl -n tributary logs": r"tributary 0\.1\.0",
}


@dataclass(frozen=True)
class Installation:
    """A release of its own with one partner, and a person's shell in a folder of its own."""

    servers: Servers
    helm: str
    folder: Path
    kubectl: Kubectl = field(default_factory=lambda: Kubectl(OPERATED.namespace))
    account: Account = field(default_factory=Account)
    next_account: Account = field(default_factory=Account)

    def install(self, images: Images) -> None:
        """What is there before any of the page's commands."""
        self.kubectl.apply(namespace(OPERATED.namespace))
        self.servers.admit(self.account, OPERATED.bucket)
        known = {"known_hosts": self.servers.known_hosts, "id_ed25519": self.servers.private_key}
        storage = self.servers.storage(self.account)
        self.kubectl.apply(secret(SFTP, known), secret(STORAGE, storage))
        OPERATED.deliver(self.servers, self.folder, "2025-03-01")
        repository, tag = images.workers.rsplit(":", 1)
        values = {
            "image": {"repository": repository, "tag": tag},
            "airflow": {"namespace": OPERATED.namespace},
            "partners": {OPERATED.name: {"file": OPERATED.file(self.servers, {}, {})}},
            "networkPolicy": {"egress": {"storage": {"ports": [S3_PORT]}}},
        }
        (self.folder / "values.yaml").write_text(yaml.safe_dump(values), encoding="utf-8")
        (self.folder / "helm").symlink_to(HOME / "helm")
        install = "helm install tributary helm/tributary -n tributary -f values.yaml"
        self.shell(install)
        self.kubectl.apply(_merge("killed", images, "24Mi"), _merge("ended", images, "512Mi"))

    def shell(self, command: str, check: bool = True) -> str:
        """Runs a command of the page with this installation's names."""
        scan = f"kubectl -n {self.servers.kubectl.namespace} exec {NAME} -c sftp -- ssh-keyscan"
        names = {
            r"-n tributary\b": f"-n {OPERATED.namespace}",
            "overseas-1": OPERATED.name,
            "tributary-storage": STORAGE,
            # Only the cluster knows the address; so it is asked from there.
            "^ssh-keyscan -p 22": f"{scan} -p {SFTP_PORT}",
            "sftp.partner.example": self.servers.host,
        }
        for theirs, ours in names.items():
            command = re.sub(theirs, ours, command)
        pair = self.next_account
        own = {"ACCESS_KEY": pair.access_key, "SECRET_KEY": pair.secret_key}
        path = f"{Path(self.helm).parent}:{os.environ['PATH']}"
        done = subprocess.run(
            ["bash", "-o", "pipefail", "-c", command],
            cwd=self.folder,
            env={**os.environ, **own, "PATH": path},
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stdout + done.stderr
        assert (done.returncode == 0) == check, f"{command}\n{said}"
        return said

    def before(self, command: str) -> None:
        """What the partner, the storage's owner or the world does before a command of the page."""
        if command.startswith("kubectl -n tributary patch secret overseas-1-sftp"):
            if "id_ed25519" in command:
                self._partner_adds((self.folder / "id_ed25519.pub").read_text(encoding="utf-8"))
        elif command.startswith("kubectl -n tributary get secret"):
            # The server seems to have another key from now on.
            data = {"known_hosts": other_host_key(self.servers)}
            text = base64.b64encode(data["known_hosts"].encode() + b"\n").decode()
            patch = f'{{"data": {{"known_hosts": "{text}"}}}}'
            self.kubectl.run("patch", "secret", SFTP, "-p", patch)
            self.shell("helm test tributary -n tributary", check=False)
        elif "tributary-storage" in command:
            self._move_bucket()
        elif command.startswith("kubectl -n tributary get pods"):
            eventually(self._pods_ended, "both pods have ended")

    def _pods_ended(self) -> bool | None:
        pods = self.kubectl.list("pod", "app.kubernetes.io/component=merge")
        phases = {pod["status"].get("phase") for pod in pods}
        return True if phases == {"Succeeded", "Failed"} else None

    def _partner_adds(self, public_key: str) -> None:
        servers = self.servers.kubectl
        keys = f"{NAME}-keys"
        entry = servers.get("secret", keys)["data"]["authorized_keys"]
        text = base64.b64decode(entry).decode().rstrip("\n") + f"\n{public_key}"
        value = base64.b64encode(text.encode()).decode()
        servers.run("patch", "secret", keys, "-p", f'{{"data": {{"authorized_keys": "{value}"}}}}')
        # A kubelet looks after a volume once a minute, and whenever its pod changes.
        servers.run("annotate", "pod", NAME, f"tributary/keys={len(text)}", "--overwrite")

        def there() -> bool | None:
            shown = servers.execute(NAME, "cat", "/keys/authorized_keys", container="sftp")
            return True if public_key.strip() in shown else None

        eventually(there, "the partner's server knows the new key")

    def _move_bucket(self) -> None:
        """Gives the bucket to the next pair: with the first one nothing works any more."""
        root, pair = self.servers.root, self.next_account
        admin = ["versitygw", "admin", "--endpoint-url", f"http://127.0.0.1:{S3_PORT}"]
        admin += ["--access", root.access_key, "--secret", root.secret_key]
        who = ["--access", pair.access_key, "--secret", pair.secret_key, "--role", "user"]
        owner = ["--bucket", OPERATED.bucket, "--owner", pair.access_key]
        for words in (["create-user", *who], ["change-bucket-owner", *owner]):
            self.servers.kubectl.execute(NAME, *admin, *words, container="s3")


def _merge(name: str, images: Images, memory: str) -> Manifest:
    """A pod as a merge's, which has little memory or enough."""
    labels = {"tributary/partner": OPERATED.name, "app.kubernetes.io/component": "merge"}
    container = {
        "name": "base",
        "image": images.workers,
        "imagePullPolicy": "IfNotPresent",
        "args": ["--version"],
        "securityContext": restricted(),
        "resources": {"limits": {"memory": memory, "cpu": "1"}, "requests": {"cpu": "10m"}},
        "volumeMounts": [{"name": "tmp", "mountPath": "/tmp"}],
    }
    spec = {
        "automountServiceAccountToken": False,
        "restartPolicy": "Never",
        "containers": [container],
        "volumes": [{"name": "tmp", "emptyDir": {}}],
    }
    metadata = {"name": name, "labels": labels}
    return {"apiVersion": "v1", "kind": "Pod", "metadata": metadata, "spec": spec}


@pytest.fixture
def installation(servers: Servers, images: Images, tmp_path: Path) -> Iterator[Installation]:
    helm = program("helm", "go install helm.sh/helm/v3/cmd/helm@v3.19.0")
    forget = ["kubectl", "delete", "namespace", OPERATED.namespace, "--ignore-not-found"]
    subprocess.run(forget, check=True, capture_output=True)
    installed = Installation(servers, helm, tmp_path)
    installed.install(images)
    yield installed
    subprocess.run([*forget, "--wait=false"], check=True, capture_output=True)


def test_every_command_does_what_the_page_says(installation: Installation) -> None:
    commands = [c for c in cluster_command_lines() if not c.startswith(IN_AIRFLOW)]
    seen = set()
    for command in commands:
        beginning = max((b for b in OUTCOMES if command.startswith(b)), key=len, default=None)
        assert beginning, f"nothing says what `{command}` has to show"
        installation.before(command)
        said = installation.shell(command)
        assert re.search(OUTCOMES[beginning], said, re.M), f"{command}\n{said}"
        seen.add(beginning)
    assert seen == set(OUTCOMES)
    data = installation.kubectl.get("secret", SFTP)["data"]
    for name in ("id_ed25519", "known_hosts"):
        assert base64.b64decode(data[name]) == (installation.folder / name).read_bytes()


def test_airflow_s_commands_run_in_the_scheduler(world: World) -> None:
    """Its pod has another name here, where Airflow is no StatefulSet of the official chart."""
    airflow = world.airflow
    here = f"kubectl -n {airflow.kubectl.namespace} "
    commands = [c for c in cluster_command_lines() if c.startswith(IN_AIRFLOW)]
    assert commands
    for command in commands:
        named = command.replace(IN_AIRFLOW, here)
        named = named.replace("airflow-scheduler-0", airflow.pod("scheduler"))
        done = subprocess.run(["bash", "-c", named], capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stderr
        assert re.search(r"dag_id +\| run_id|No data found", done.stdout), done.stdout
