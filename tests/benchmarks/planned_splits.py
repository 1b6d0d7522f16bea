"""A large day's manifests planned into Spark's splits, by the code that merge plans with."""

from __future__ import annotations

import argparse
import json
import os
import shlex
import subprocess
from pathlib import Path

from benchmarks.history import Figure
from benchmarks.measuring import DATE, HOME, measured

HEAP = "-Xmx1g"
TABLES = 23
WANTED_SECONDS = 30
MODULES = HOME / "java-workers"
MAIN = "io.tributary.merge.LargeDayPlanning"


def splits(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """For one table and for all, each in a JVM of its own with a heap of 1 GB."""
    _compile()
    partner = folder / "bench.yaml"
    partner.write_text(
        f"partner: bench\nsource: {{uri: file:///nowhere}}\nstorage: file://{folder}/storage\n"
    )
    _run([], "write", partner, options.manifests, TABLES)
    manifests = folder / "storage" / "bench" / DATE / "manifests"
    size = sum(path.stat().st_size for path in manifests.iterdir()) / 1e6
    print(f"splits: {options.manifests} manifests, {size:.0f} MB", flush=True)
    figures = []
    for tables, what in [(1, "one table"), (TABLES, f"{TABLES} tables")]:
        said, cost = _run([HEAP], "plan", partner, tables)
        found = json.loads(said.splitlines()[-1])
        assert found["segments"] == options.manifests * tables, found
        print(f"splits: {what} with {HEAP}: {found}; process: {cost}", flush=True)
        figures += [
            Figure(
                f"planning {found['segments']} segments, {found['members']} members, {HEAP}",
                found["planning"],
                "s",
                WANTED_SECONDS,
            ),
            Figure(f"of it reading manifests, {what}", found["reading"], "s"),
        ]
    return figures


def _run(java_options: list[str], *arguments: object) -> tuple[str, str]:
    folder = MODULES / "merge" / "target" / "quick"
    said = folder / "planning.out"
    path = f"{folder}/test-classes:{MODULES}/cli/target/lib/*"
    command = [
        os.environ["JAVA"],
        f"@{MODULES}/jvm.options",
        *java_options,
        "-cp",
        path,
        MAIN,
        *map(str, arguments),
    ]
    cost = measured(["sh", "-c", f"exec {shlex.join(command)} > {shlex.quote(str(said))}"])
    return said.read_text(), cost.told()


def _compile() -> None:
    """What plans is the workers' own; what writes such a day is a class of merge's tests."""
    command = [f"{HOME}/mvnw", "-f", f"{HOME}/pom.xml", "-q", "-B", "-Dquick", "test-compile"]
    subprocess.run([*command, "-pl", "java-workers/merge", "-am"], check=True)
