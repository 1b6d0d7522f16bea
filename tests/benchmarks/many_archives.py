"""Very many archives: frozen from a real SFTP server, and extracted when they are small."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from benchmarks.history import Figure
from benchmarks.measuring import DATE, Worker
from benchmarks.small_deliveries import Archives, Shape
from fixtures.openssh_server import openssh

HEAP = "-Xmx256m"
WANTED_SECONDS = 20
WANTED_PER_SECOND = 250
SMALL = Shape(tables=23, members=23, columns=10, rows=20)


def frozen(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """A delivery is listed over SFTP and frozen, with a heap of 256 MB."""
    with openssh(folder) as server:
        delivery = server.outbound / DATE
        delivery.mkdir()
        lines = []
        for number in range(options.listed):
            content = b"x" * (100 + number % 400)
            name = f"batch-{number:06}.tar.gz"
            (delivery / name).write_bytes(content)
            lines.append(f"{name} {len(content)}")
        (delivery / "_COMPLETE").write_text("\n".join(lines) + "\n")
        worker = Worker(
            folder,
            delivery,
            source={
                "uri": f"sftp://{server.user}@{server.address}{server.outbound}/{{date}}",
                "known-hosts": str(server.known_hosts),
                "private-key": str(server.private_key),
                "marker": "_COMPLETE",
            },
            wait=False,
        )
        cost = worker.run("wait", HEAP)
    listed = len(json.loads((worker.day / "sources.json").read_text())["archives"])
    assert listed == options.listed, f"{listed} archives were frozen"
    print(f"frozen: {listed} archives over SFTP with {HEAP}: {cost.told()}", flush=True)
    return [
        Figure(f"wait, {listed} archives over SFTP, {HEAP}", cost.wall, "s", WANTED_SECONDS),
        Figure("wait, CPU", cost.cpu, "s"),
        Figure("wait, resident at its peak", cost.peak_megabytes, "MB"),
    ]


def small(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """Small archives are extracted, two at once, from and to a folder."""
    delivery = Archives(SMALL).write(folder / "delivery", options.archives)
    worker = Worker(folder, delivery, "extract: {parallelism: 2}\n")
    cost = worker.run("extract")
    manifests = len(list((worker.day / "manifests").glob("*.json")))
    assert manifests == options.archives, f"{manifests} archives have a manifest"
    size = (delivery / "batch-000000.tar.gz").stat().st_size
    what = f"{options.archives} archives of {SMALL.members} members, {size / 1000:.0f} kB"
    print(f"small: {what}: {cost.told()}", flush=True)
    return [
        Figure(
            f"extract, small archives, {SMALL.tables} tables in each",
            options.archives / cost.wall,
            "a second",
            WANTED_PER_SECOND,
            at_least=True,
        ),
        Figure("extract, CPU for a small archive", 1000 * cost.cpu / options.archives, "ms"),
    ]
