"""Storage requests for an archive, counted by the worker against a real S3 server."""

from __future__ import annotations

import argparse
import json
from dataclasses import dataclass
from pathlib import Path

from benchmarks.history import Figure
from benchmarks.measuring import DATE, MEGABYTE, Worker
from benchmarks.small_deliveries import Archives, Shape, random_rows
from fixtures.versitygw import VersityGateway, versity

FEW, MANY = 2, 5
ROW = 100


@dataclass(frozen=True)
class Case:
    """Archives of so many tables and megabytes, with so much memory for each.

    :param members: of all tables together
    """

    tables: int
    megabytes: int
    memory_mib: int
    members: int

    @property
    def large_members(self) -> int:
        """Members larger than memory: S3 wants an upload in parts begun and completed."""
        mean = self.megabytes * MEGABYTE / self.members
        return self.members if mean > self.memory_mib << 20 else 0

    @property
    def bound(self) -> float:
        """k + k b / m + 3, and 2 for each member larger than memory."""
        flushed = self.tables * self.megabytes * MEGABYTE / (self.memory_mib << 20)
        return self.tables + flushed + 3 + 2 * self.large_members

    def __str__(self) -> str:
        large = ", a member larger than memory" if self.large_members else ""
        return f"k {self.tables}, b {self.megabytes} MB, m {self.memory_mib} MiB{large}"


CASES = [
    Case(1, 40, 16, 400),
    Case(1, 64, 16, 1),
    Case(3, 60, 16, 600),
    Case(23, 2, 16, 46),
    Case(23, 80, 16, 920),
    Case(23, 80, 64, 920),
]


def requests(folder: Path, _: argparse.Namespace) -> list[Figure]:
    """What each archive more costs, by two deliveries that differ in their number alone."""
    with versity(folder) as gateway:
        bucket = gateway.bucket("counts")
        figures = []
        for place, case in enumerate(CASES):
            rows = case.megabytes * MEGABYTE // case.members // ROW
            archives = Archives(Shape(case.tables, case.members, rows=rows), random_rows(rows, ROW))
            asked = [
                _asked(folder / f"{place}-{count}", case, archives, count, gateway, bucket)
                for count in (FEW, MANY)
            ]
            each = (asked[1] - asked[0]) / (MANY - FEW)
            figures.append(Figure(f"requests for an archive, {case}", each, "", case.bound))
            print(
                f"requests: {case}: {each:.1f} for an archive, at most {case.bound:.1f} wanted",
                flush=True,
            )
        return figures


def _asked(
    folder: Path, case: Case, archives: Archives, count: int, gateway: VersityGateway, bucket: str
) -> int:
    delivery = archives.write(folder / "delivery", count)
    worker = Worker(
        folder,
        delivery,
        f"extract: {{memory: {case.memory_mib}MB}}\n",
        storage=f"s3://{bucket}/{folder.name}",
        environment=gateway.environment(),
    )
    worker.run("extract")
    client = gateway.client()
    runs = f"{folder.name}/bench/{DATE}/runs/"
    records = [
        json.loads(client.get_object(Bucket=bucket, Key=entry["Key"])["Body"].read())
        for entry in client.list_objects_v2(Bucket=bucket, Prefix=runs)["Contents"]
    ]
    (record,) = [record for record in records if record["task"] == "extract"]
    assert record["numbers"]["archives"] == count
    assert record["numbers"].get("storage-repeats", 0) == 0, "a request was repeated"
    return int(record["numbers"]["storage-requests"])
