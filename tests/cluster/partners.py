"""Partners of the tests in a cluster: their files, what they deliver, and what was made of it."""

from __future__ import annotations

import gzip
import io
import tarfile
import textwrap
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cluster.servers import SFTP_PORT, Servers

TABLES = ("availability", "booking", "hotel", "room_rate")
# Small enough for a node of two cores, and all that this little data needs.
RESOURCES = {
    command: {"cpu": "50m", "memory": memory}
    for command, memory in {
        "wait": "512Mi",
        "extract": "768Mi",
        "merge": "1536Mi",
        "summarize": "768Mi",
        "verify": "768Mi",
    }.items()
}


@dataclass(frozen=True)
class Partner:
    """A partner that delivers into a folder of its own and has a bucket of its own."""

    name: str
    namespace: str
    tables: tuple[str, ...] = TABLES

    @property
    def bucket(self) -> str:
        """Where everything of it goes."""
        return f"lake-{self.name}"

    @property
    def dag_id(self) -> str:
        """Its DAG."""
        return f"tributary_{self.name}"

    def file(self, servers: Servers, more: str = "", airflow: Mapping[str, Any] = {}) -> str:  # noqa: B006
        """Its partner file, with keys and credentials by reference."""
        document = {
            "partner": self.name,
            "source": {
                "uri": f"sftp://tributary@{servers.host}:{SFTP_PORT}/outbound/{self.name}/{{date}}",
                "known-hosts": "/secrets/known_hosts",
                "private-key": "/secrets/id_ed25519",
                "marker": "_COMPLETE",
                "stable-for": "1s",
                "poll-interval": "1s",
            },
            "storage": f"s3://{self.bucket}/lake",
            "tables": {table: {} for table in self.tables},
            "airflow": {
                "namespace": self.namespace,
                "schedule": "manual",
                "secrets": [f"{self.name}-storage"],
                "mounted-secrets": {f"{self.name}-sftp": "/secrets"},
                "retries": 2,
                "retry-delay": "1s",
                "max-retry-delay": "2s",
                "resources": RESOURCES,
                **airflow,
            },
        }
        document.update(yaml.safe_load(textwrap.dedent(more)) or {})
        return yaml.safe_dump(document, sort_keys=False)

    def deliver(
        self, servers: Servers, scratch: Path, date: str, archives: int = 3, rows: int = 20
    ) -> None:
        """Uploads a day with a member of each table in each archive."""
        folder = scratch / self.name / date
        folder.mkdir(parents=True)
        for number in range(archives):
            name = f"batch-{number:04}.tar.gz"
            (folder / name).write_bytes(_archive(self._members(date, number, rows)))
        (folder / "_COMPLETE").touch()
        servers.deliver(folder, f"{self.name}/{date}")

    def _members(self, date: str, number: int, rows: int) -> Iterable[tuple[str, str]]:
        for table in self.tables:
            lines = [f"{number}-{row},{self.name} {table},{row}.5" for row in range(rows)]
            text = "\n".join(["id,name,price", *lines, ""])
            yield f"{table}_{date.replace('-', '')}_{number}.csv", text


def _archive(members: Iterable[tuple[str, str]]) -> bytes:
    tar = io.BytesIO()
    with tarfile.open(fileobj=tar, mode="w") as archive:
        for name, text in members:
            entry = tarfile.TarInfo(name)
            entry.size = len(text.encode())
            archive.addfile(entry, io.BytesIO(text.encode()))
    return gzip.compress(tar.getvalue(), mtime=0)


@dataclass(frozen=True)
class Lake:
    """What a partner's day left on storage."""

    client: Any
    bucket: str
    folder: str

    def keys(self, prefix: str = "") -> dict[str, tuple[str, str]]:
        """Objects below the day's folder, each with what changes when it is written again."""
        pages = self.client.get_paginator("list_objects_v2").paginate(
            Bucket=self.bucket, Prefix=f"{self.folder}/{prefix}"
        )
        found = [item for page in pages for item in page.get("Contents", [])]
        start = len(self.folder) + 1
        return {f["Key"][start:]: (f["ETag"], str(f["LastModified"])) for f in found}

    def read(self, key: str) -> bytes:
        """One object."""
        whole = f"{self.folder}/{key}"
        return bytes(self.client.get_object(Bucket=self.bucket, Key=whole)["Body"].read())

    def products(self) -> dict[str, bytes]:
        """The merged CSVs and the quarantine, by name."""
        return {key: self.read(key) for key in self.keys() if is_product(key)}

    def published(self) -> dict[str, tuple[str, str]]:
        """The tables with a `_SUCCESS`."""
        return {
            key.split("/")[1]: version
            for key, version in self.keys("merged/").items()
            if key.endswith("/_SUCCESS")
        }


def is_product(key: str) -> bool:
    """Whether an object is what a day is for."""
    return key.startswith(("merged/", "quarantine/")) and key.endswith(".csv")
