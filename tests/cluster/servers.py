"""A partner's SFTP server, an S3 server and Airflow's database in one pod."""

from __future__ import annotations

import base64
import secrets
import subprocess
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from cluster.kubectl import Kubectl, Manifest, eventually

NAME = "servers"
SFTP_PORT, S3_PORT, DATABASE_PORT = 2222, 7070, 5432
REGION = "us-east-1"
USER = 10001

_SSHD = f"""\
Port {SFTP_PORT}
HostKey /keys/host_key
AuthorizedKeysFile /keys/authorized_keys
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
MaxStartups 100
Subsystem sftp internal-sftp
ForceCommand internal-sftp
"""


def restricted(**more: Any) -> Manifest:
    """The security context of a container, as the `restricted` profile wants it."""
    return {
        "allowPrivilegeEscalation": False,
        "capabilities": {"drop": ["ALL"]},
        "runAsNonRoot": True,
        "runAsUser": USER,
        "readOnlyRootFilesystem": True,
        "seccompProfile": {"type": "RuntimeDefault"},
        **more,
    }


def namespace(name: str) -> Manifest:
    """A namespace that admits only restricted pods."""
    labels = {"pod-security.kubernetes.io/enforce": "restricted"}
    return {"apiVersion": "v1", "kind": "Namespace", "metadata": {"name": name, "labels": labels}}


def secret(name: str, values: dict[str, str]) -> Manifest:
    """A secret of texts."""
    data = {key: base64.b64encode(text.encode()).decode() for key, text in values.items()}
    return {"apiVersion": "v1", "kind": "Secret", "metadata": {"name": name}, "data": data}


@dataclass(frozen=True)
class Account:
    """Who may enter the S3 server."""

    access_key: str = field(default_factory=lambda: secrets.token_hex(8))
    secret_key: str = field(default_factory=lambda: secrets.token_hex(16))


@dataclass(frozen=True)
class Servers:
    """Where the servers are, and what opens them."""

    kubectl: Kubectl
    image: str
    host_key: str
    private_key: str
    database_password: str
    root: Account = field(default_factory=Account)

    @property
    def host(self) -> str:
        """The name that pods reach the servers by."""
        return f"{NAME}.{self.kubectl.namespace}.svc.cluster.local"

    @property
    def known_hosts(self) -> str:
        """The SFTP server's key, as clients keep it."""
        return f"[{self.host}]:{SFTP_PORT} {self.host_key}"

    @property
    def database(self) -> str:
        """Airflow's database."""
        login = f"airflow:{self.database_password}"
        return f"postgresql+psycopg2://{login}@{self.host}:{DATABASE_PORT}/postgres"

    def storage(self, account: Account | None = None) -> dict[str, str]:
        """What workers need to know of the S3 server."""
        who = account or self.root
        return {
            "AWS_ENDPOINT_URL_S3": f"http://{self.host}:{S3_PORT}",
            "AWS_REGION": REGION,
            "AWS_ACCESS_KEY_ID": who.access_key,
            "AWS_SECRET_ACCESS_KEY": who.secret_key,
            "TRIBUTARY_S3_PATH_STYLE": "true",
        }

    def client(self, port: int, account: Account | None = None) -> Any:
        """A client of the S3 server by a forwarded port."""
        who = account or self.root
        return boto3.client(
            "s3",
            endpoint_url=f"http://127.0.0.1:{port}",
            region_name=REGION,
            aws_access_key_id=who.access_key,
            aws_secret_access_key=who.secret_key,
            config=Config(s3={"addressing_style": "path"}, retries={"max_attempts": 5}),
        )

    def admit(self, account: Account, bucket: str) -> None:
        """Makes an account with a bucket that no other account can enter."""
        admin = ["versitygw", "admin", "--endpoint-url", f"http://127.0.0.1:{S3_PORT}"]
        admin += ["--access", self.root.access_key, "--secret", self.root.secret_key]
        who = ["--access", account.access_key, "--secret", account.secret_key, "--role", "user"]
        self.kubectl.execute(NAME, *admin, "create-user", *who, container="s3")
        owner = ["change-bucket-owner", "--bucket", bucket, "--owner", account.access_key]
        with self.kubectl.forwarded(f"pod/{NAME}", S3_PORT) as port:
            self.client(port).create_bucket(Bucket=bucket)
        self.kubectl.execute(NAME, *admin, *owner, container="s3")

    def deliver(self, folder: Path, into: str) -> None:
        """Uploads what lies in a folder; the completion marker, if any, comes last."""
        self.kubectl.execute(NAME, "mkdir", "-p", f"/data/outbound/{into}", container="sftp")
        for name in ("--exclude=_COMPLETE", "_COMPLETE"):
            what = [name, "."] if name.startswith("-") else [name]
            if what == [name] and not (folder / name).exists():
                continue
            packed = subprocess.run(
                ["tar", "-C", str(folder), "-cf", "-", *what], capture_output=True, check=True
            ).stdout
            command = ["kubectl", "-n", self.kubectl.namespace, "exec", "-i", NAME, "-c", "sftp"]
            unpack = ["tar", "-xf", "-", "-C", f"/data/outbound/{into}", "--no-same-owner", "-m"]
            subprocess.run([*command, "--", *unpack], input=packed, check=True)

    def start(self) -> None:
        """Starts the pod and waits until all three answer."""
        self.kubectl.apply(namespace(self.kubectl.namespace))
        self.kubectl.apply(self._secrets(), _service(), self._pod())

        def ready() -> bool | None:
            status = self.kubectl.get("pod", NAME)["status"]
            containers = status.get("containerStatuses", [])
            return True if len(containers) == 3 and all(c["ready"] for c in containers) else None

        eventually(ready, "the servers' pod is ready")

    def _secrets(self) -> Manifest:
        return secret(
            f"{NAME}-keys",
            {
                "host_key": self._host_private_key,
                "authorized_keys": self._authorized_key,
                "sshd_config": _SSHD,
                "database_password": self.database_password,
                "s3_access": self.root.access_key,
                "s3_secret": self.root.secret_key,
            },
        )

    _host_private_key: str = field(default="", repr=False)
    _authorized_key: str = field(default="", repr=False)

    def _pod(self) -> Manifest:
        database = (
            "set -e; bin=$(echo /usr/lib/postgresql/*/bin); "
            "$bin/initdb -D /data/database -U airflow --auth=scram-sha-256 "
            "--pwfile=/keys/database_password >/dev/null; "
            "echo 'host all all all scram-sha-256' >>/data/database/pg_hba.conf; "
            "exec $bin/postgres -D /data/database -c listen_addresses='*' "
            "-c unix_socket_directories=/tmp -c fsync=off -c max_connections=200"
        )
        s3 = (
            "mkdir -p /data/s3 /data/accounts; exec versitygw --quiet "
            f"--region {REGION} --port :{S3_PORT} --iam-dir /data/accounts posix /data/s3"
        )
        return {
            "apiVersion": "v1",
            "kind": "Pod",
            "metadata": {"name": NAME, "labels": {"app": NAME}},
            "spec": {
                "automountServiceAccountToken": False,
                "securityContext": {"fsGroup": USER, "runAsNonRoot": True, "runAsUser": USER},
                "terminationGracePeriodSeconds": 1,
                "containers": [
                    self._container("sftp", SFTP_PORT, "exec $(command -v sshd || echo "
                                    "/usr/sbin/sshd) -D -e -f /keys/sshd_config"),
                    self._container("s3", S3_PORT, s3),
                    self._container("database", DATABASE_PORT, database),
                ],
                "volumes": [
                    {"name": "data", "emptyDir": {}},
                    {"name": "tmp", "emptyDir": {}},
                    {
                        "name": "keys",
                        "secret": {"secretName": f"{NAME}-keys", "defaultMode": 0o440},
                    },
                ],
            },
        }  # fmt: skip

    def _container(self, name: str, port: int, script: str) -> Manifest:
        def key(variable: str, entry: str) -> Manifest:
            reference = {"secretKeyRef": {"name": f"{NAME}-keys", "key": entry}}
            return {"name": variable, "valueFrom": reference}

        return {
            "name": name,
            "image": self.image,
            "imagePullPolicy": "IfNotPresent",
            "command": ["sh", "-c", script],
            "env": [key("ROOT_ACCESS_KEY", "s3_access"), key("ROOT_SECRET_KEY", "s3_secret")],
            "ports": [{"containerPort": port}],
            "readinessProbe": {"tcpSocket": {"port": port}, "periodSeconds": 1},
            "securityContext": restricted(),
            "volumeMounts": [
                {"name": "data", "mountPath": "/data"},
                {"name": "tmp", "mountPath": "/tmp"},
                {"name": "keys", "mountPath": "/keys", "readOnly": True},
            ],
        }


def _service() -> Manifest:
    ports = {"sftp": SFTP_PORT, "s3": S3_PORT, "database": DATABASE_PORT}
    return {
        "apiVersion": "v1",
        "kind": "Service",
        "metadata": {"name": NAME},
        "spec": {
            "selector": {"app": NAME},
            "ports": [{"name": name, "port": port} for name, port in ports.items()],
        },
    }


def other_host_key(servers: Servers) -> str:
    """Another server's key under this one's name, as a partner's new machine would have."""
    kind, key, *_ = servers.host_key.split()
    end = "A" if key[-1] != "A" else "B"
    return servers.known_hosts.replace(f"{kind} {key}", f"{kind} {key[:-1]}{end}")


def new_servers(kubectl: Kubectl, image: str, scratch: Path) -> Servers:
    """Servers with keys of their own."""
    public = {}
    for name in ("host_key", "user_key"):
        file = scratch / name
        command = ["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", str(file)]
        subprocess.run(command, check=True)
        public[name] = file.with_suffix(".pub").read_text(encoding="utf-8")
    return Servers(
        kubectl=kubectl,
        image=image,
        host_key=public["host_key"],
        private_key=(scratch / "user_key").read_text(encoding="utf-8"),
        database_password=secrets.token_hex(12),
        _host_private_key=(scratch / "host_key").read_text(encoding="utf-8"),
        _authorized_key=public["user_key"],
    )
