"""Partners of the tests in a cluster: their files, what they deliver, and what was made of it."""

from __future__ import annotations

import gzip
import io
import tarfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from cluster.servers import SFTP_PORT, Servers

DAGS = Path(__file__).resolve().parents[2] / "dags"

ROWS = 20
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


# A table that is not published as long as this is agreed.
HOLD_HOTEL = """\
apiVersion: v3.1.0
kind: DataContract
id: cluster
version: 1.0.0
status: active
schema:
  - name: hotel
    quality:
      - metric: rowCount
        mustBe: 1
        customProperties: [{property: action, value: hold}]
"""


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

    def resources(self) -> dict[str, dict[str, str]]:
        """What its containers have."""
        return dict(RESOURCES)

    def file(self, servers: Servers, more: Mapping[str, Any], airflow: Mapping[str, Any]) -> str:
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
                "schedule": "daily",
                "secrets": [f"{self.name}-storage"],
                "mounted-secrets": {f"{self.name}-sftp": "/secrets"},
                "retries": 2,
                "retry-delay": "1s",
                "max-retry-delay": "2s",
                "resources": RESOURCES,
                **airflow,
            },
        }
        return str(yaml.safe_dump({**document, **more}, sort_keys=False))

    def deliver(
        self, servers: Servers, scratch: Path, date: str, archives: int = 3, once: str = ""
    ) -> None:
        """Uploads a day with a member of each table in each archive.

        :param once: a table that is in the first archive alone
        """
        folder = scratch / self.name / date
        folder.mkdir(parents=True)
        for number in range(archives):
            name = f"batch-{number:04}.tar.gz"
            (folder / name).write_bytes(_archive(self._members(date, number, once)))
        (folder / "_COMPLETE").touch()
        servers.deliver(folder, f"{self.name}/{date}")

    def _members(self, date: str, number: int, once: str) -> Iterable[tuple[str, str]]:
        for table in self.tables:
            if table == once and number > 0:
                continue
            lines = [f"{number}-{row},{self.name} {table},{row}.5" for row in range(ROWS)]
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


def sample_file(servers: Servers, partner: Partner) -> str:
    """The sample partner's file, with the tests' servers and resources."""
    document = yaml.safe_load((DAGS / "partners" / "overseas-1.yaml").read_text(encoding="utf-8"))
    own = yaml.safe_load(partner.file(servers, {}, {}))
    document["source"] |= own["source"]
    merge = {**document["merge"], "concurrent-tables": 2}
    whole = {**document, "storage": own["storage"], "airflow": own["airflow"], "merge": merge}
    return str(yaml.safe_dump(whole, sort_keys=False))


def sample_contract() -> dict[str, str]:
    """The sample partner's contract."""
    name = "overseas-1.odcs.yaml"
    return {name: (DAGS / "partners" / name).read_text(encoding="utf-8")}
