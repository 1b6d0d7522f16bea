"""A small day from OpenSSH to an S3 server, over lines and through proxies that fail."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from fixtures.openssh_server import OpenSshServer
from fixtures.versitygw import VersityGateway

HOME = Path(__file__).resolve().parents[2]
# In a night, all faults are tried; the ordinary tests try the first of each kind.
ALL = os.environ.get("TRIBUTARY_FAULTS") == "all"
DATE = "2025-03-17"
BUCKET = "faults"

# Silence is noticed within seconds, so that a test waits for nothing.
PARTNER = """\
partner: faulty
source:
  uri: sftp://{user}@{sftp}{outbound}/{{date}}
  known-hosts: {known_hosts}
  private-key: {private_key}
  marker: _COMPLETE
  stable-for: 1s
  poll-interval: 1s
  timeout: 2s
storage: s3://{bucket}/{prefix}
extract: {{parallelism: 4, memory: 1MB}}
merge: {{part-size: 5MB}}
tolerate: {{refused-archives: 100%}}
tables:
  room_rate:
    primary-key: [hotel_id, rate_plan, stay_date]
    on-duplicate: drop
    on-collision: quarantine
"""
DATA = ("extracted/", "manifests/", "merged/", "quarantine/")
# Far more than any sum of limits and pauses: beyond it, something hangs.
PATIENCE_SECONDS = 240


@dataclass(frozen=True)
class Ended:
    """How a command ended."""

    code: int
    errors: str
    seconds: float

    @property
    def last_line(self) -> str:
        """The one line that says what happened."""
        return self.errors.strip().splitlines()[-1] if self.errors.strip() else ""


@dataclass
class FaultyDay:
    """One storage prefix of its own, and the ways that the workers take to it.

    :param sftp: host and port by which the workers reach the SFTP server
    :param s3: the address by which the workers reach the S3 server
    """

    server: OpenSshServer
    gateway: VersityGateway
    folder: Path
    sftp: str
    s3: str
    prefix: str = field(init=False)

    def __post_init__(self) -> None:
        self.prefix = self.folder.name

    def run(self, command: str = "run") -> Ended:
        """Runs a command to its end, whatever that is; fails when it hangs."""
        worker = self.start(command)
        begun = time.monotonic()
        try:
            _, errors = worker.communicate(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            worker.kill()
            _, errors = worker.communicate()
            raise AssertionError(f"{command} hangs:\n{errors[-4000:]}") from None
        return Ended(worker.returncode, errors, time.monotonic() - begun)

    def start(self, command: str) -> subprocess.Popen[str]:
        """Starts a command."""
        partner = self.folder / "faulty.yaml"
        partner.write_text(
            PARTNER.format(
                user=self.server.user,
                sftp=self.sftp,
                outbound=self.server.outbound / "faults",
                known_hosts=self._known_hosts(),
                private_key=self.server.private_key,
                bucket=BUCKET,
                prefix=self.prefix,
            ),
            encoding="utf-8",
        )
        options = "-Xmx1g -XX:TieredStopAtLevel=1"
        return subprocess.Popen(
            [str(HOME / "tributary"), command, "--partner", str(partner), "--date", DATE],
            env={
                **os.environ,
                "TRIBUTARY_JAVA_OPTIONS": options,
                **self.gateway.environment(),
                "AWS_ENDPOINT_URL_S3": self.s3,
                "TRIBUTARY_S3_TIMEOUT": "2s",
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
        )

    def _known_hosts(self) -> Path:
        """The server's key under the name of the line."""
        key = self.server.known_hosts.read_text(encoding="utf-8").split(" ", 1)[1]
        host, port = self.sftp.split(":")
        file = self.folder / "known_hosts"
        file.write_text(f"[{host}]:{port} {key}", encoding="utf-8")
        return file

    def data(self) -> dict[str, str]:
        """What promise 2 speaks of: names and SHA-256 of the bytes."""
        return {
            name: hashlib.sha256(self.read(name)).hexdigest()
            for name in self.names()
            if name.startswith(DATA)
        }

    def names(self) -> list[str]:
        """All objects of the day."""
        pages = self.gateway.client().get_paginator("list_objects_v2")
        found = [
            entry["Key"]
            for page in pages.paginate(Bucket=BUCKET, Prefix=self._key(""))
            for entry in page.get("Contents", [])
        ]
        return sorted(key.removeprefix(self._key("")) for key in found)

    def uploads(self) -> list[str]:
        """Uploads begun and neither completed nor given up."""
        found = self.gateway.client().list_multipart_uploads(Bucket=BUCKET)
        return [entry["Key"] for entry in found.get("Uploads", []) if self.prefix in entry["Key"]]

    def read(self, name: str) -> bytes:
        """An object of the day."""
        found = self.gateway.client().get_object(Bucket=BUCKET, Key=self._key(name))
        return bytes(found["Body"].read())

    def digest(self, name: str) -> str | None:
        """SHA-256 of an object's bytes; nothing when it is not there."""
        client = self.gateway.client()
        try:
            return hashlib.sha256(self.read(name)).hexdigest()
        except client.exceptions.NoSuchKey:
            return None

    def records(self) -> list[dict[str, Any]]:
        """The run records."""
        return [json.loads(self.read(name)) for name in self.names() if name.startswith("runs/")]

    def _key(self, name: str) -> str:
        return f"{self.prefix}/faulty/{DATE}/{name}"


def differences(found: dict[str, str], wanted: dict[str, str]) -> list[str]:
    """What is not as it should be."""
    missing = [f"missing {name}" for name in wanted if name not in found]
    more = [f"not wanted {name}" for name in found if name not in wanted]
    other = [
        f"other bytes {name}" for name in wanted if found.get(name, wanted[name]) != wanted[name]
    ]
    return sorted([*missing, *more, *other])
