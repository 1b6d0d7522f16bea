"""A model of the day, from what the benchmarks measured and what `plan` knows of requests.

Writes the end of README.md beside it: `./tributary bench model`. `--check` only says whether that
is what the newest figures say.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.history import number, runs
from benchmarks.measuring import HOME

PAGE = Path(__file__).with_name("README.md")
MARK = "<!-- From here on made by: ./tributary bench model -->\n"
NODES, CORES_OF_NODE, GIB_OF_NODE = 4, 8, 32
CORES = NODES * CORES_OF_NODE
GIGABYTES_A_SECOND = 1.25
ARCHIVES = 40_000
TABLES = 23
WANTED_CORE_HOURS = 80
DEADLINE_HOURS = 6
# Of S3: an object, a part of one, requests a second below one prefix.
OBJECT_TB, PART_GB, READS_A_SECOND, WRITES_A_SECOND = 5, 5, 5_500, 3_500
# Of the workers: half of a part's 10,000 numbers become slices.
SLICES = 5_000
USUAL_MEGABYTES = 300
FIGURES = (
    "extract, isal, CPU for a packed MB more",
    "merge, CPU for an unpacked MB more",
    "unpacked by packed",
    "extract, isal, cores busy",
    "merge, cores busy",
)
PARTNER = 'partner: any\nsource: {uri: "file:///x", max-connections: 128}\nstorage: s3://lake\n'

HEADINGS = (
    "| a day | packed | core-hours, extract + merge | hours of the cores | hours of the links"
    " | hours | moved | S3 writes | S3 reads |\n|---|---|---|---|---|---|---|---|---|"
)


@dataclass(frozen=True)
class Rates:
    """What the newest run of `rates` found.

    :param extract: CPU seconds for a packed gigabyte
    :param merge: CPU seconds for an unpacked gigabyte
    :param ratio: unpacked by packed
    """

    extract: float
    merge: float
    ratio: float
    extract_busy: float
    merge_busy: float
    run: dict[str, Any]

    @staticmethod
    def all() -> list[Rates]:
        """Of all runs that found them, oldest first."""
        found = []
        for run in runs("rates"):
            values = {figure["name"]: float(figure["value"]) for figure in run["figures"]}
            if values.keys() >= set(FIGURES):
                extract, merge, ratio, *busy = (values[name] for name in FIGURES)
                found.append(Rates(extract, merge, ratio, busy[0], busy[1], run))
        if not found:
            raise SystemExit("no rates are kept: run ./tributary bench rates first")
        return found

    @property
    def core_hours(self) -> float:
        """Of the usual day."""
        packed = ARCHIVES * USUAL_MEGABYTES / 1000
        return packed * (self.extract + self.ratio * self.merge) / 3600

    @property
    def measured(self) -> str:
        """By how much of what."""
        by = self.run["options"]
        merged = f"{by['megabytes']} and {4 * by['megabytes']} MB"
        return f"1 and {by['archives']} archives, {merged}, {by['runs']} runs"

    def row(self) -> str:
        return (
            f"| {self.run['machine']} | {self.run['at'][:10]} | {self.run['commit']}"
            f" | {self.measured} | {self.extract:.1f} | {self.merge:.1f} | {self.core_hours:.0f} |"
        )


@dataclass(frozen=True)
class Day:
    """What one day takes on the cluster."""

    archives: int
    megabytes: int
    rates: Rates
    plan: dict[str, Any]

    @property
    def packed(self) -> float:
        """Gigabytes."""
        return self.archives * self.megabytes / 1000

    @property
    def unpacked(self) -> float:
        return self.packed * self.rates.ratio

    @property
    def extract_core_hours(self) -> float:
        return self.packed * self.rates.extract / 3600

    @property
    def merge_core_hours(self) -> float:
        return self.unpacked * self.rates.merge / 3600

    @property
    def core_hours(self) -> float:
        return self.extract_core_hours + self.merge_core_hours

    @property
    def cpu_hours(self) -> float:
        """By the clock, on all cores, as busy as they were when the rates were measured."""
        extract = self.extract_core_hours / self.rates.extract_busy
        return (extract + self.merge_core_hours / self.rates.merge_busy) / CORES

    @property
    def network_hours(self) -> float:
        """By the clock: what is unpacked leaves the nodes twice, as segments and as tables."""
        return 2 * self.unpacked / (NODES * GIGABYTES_A_SECOND) / 3600

    @property
    def hours(self) -> float:
        """Each stage waits for the slower of its cores and its links."""
        link = self.network_hours / 2
        extract = self.extract_core_hours / self.rates.extract_busy / CORES
        merge = self.merge_core_hours / self.rates.merge_busy / CORES
        return max(extract, link) + max(merge, link)

    @property
    def moved_terabytes(self) -> float:
        return (self.packed + 3 * self.unpacked) / 1000

    def row(self) -> str:
        requests = self.plan["requests"]
        return (
            f"| {self.archives:,} × {self.megabytes} MB | {self.packed / 1000:.3g} TB"
            f" | {self.extract_core_hours:.1f} + {self.merge_core_hours:.1f} ="
            f" {self.core_hours:.0f} | {self.cpu_hours:.1f} | {self.network_hours:.1f}"
            f" | {self.hours:.1f} | {self.moved_terabytes:.0f} TB"
            f" | {requests['writes']:,} | {requests['reads']:,} |"
        )


def planned(archives: int, megabytes: int, rates: Rates) -> Day:
    """A day with what `plan` says of it."""
    with tempfile.TemporaryDirectory() as folder:
        partner = Path(folder, "any.yaml")
        partner.write_text(PARTNER)
        size = ["--archives", str(archives), "--gigabytes", str(archives * megabytes / 1000)]
        said = subprocess.run(
            [
                *(f"{HOME}/tributary", "plan", "--partner", str(partner), *size),
                *("--ratio", f"{rates.ratio:.2f}", "--format", "json"),
            ],
            check=True,
            capture_output=True,
            text=True,
        )
    return Day(archives, megabytes, rates, json.loads(said.stdout))


def shares(day: Day) -> list[tuple[str, str, str, float]]:
    """What there is of each thing, what the day needs of it, and the share of it; largest first."""
    table = day.unpacked / 1000 / TABLES
    part = day.unpacked / TABLES / SLICES
    memory = day.plan["merge"]["memoryGib"]
    reads = day.plan["merge"]["requests"]["reads"] / (day.hours * 3600)
    writes = day.plan["extract"]["requests"]["writes"] / (day.hours * 3600)
    found = [
        (
            "hours of the cores",
            f"{DEADLINE_HOURS} h from midnight to the deadline",
            f"{day.cpu_hours:.1f} h",
            day.cpu_hours / DEADLINE_HOURS,
        ),
        (
            "hours of the links",
            f"{DEADLINE_HOURS} h, {GIGABYTES_A_SECOND} GB/s out of each node",
            f"{day.network_hours:.1f} h",
            day.network_hours / DEADLINE_HOURS,
        ),
        (
            "memory of the merge's driver",
            f"{GIB_OF_NODE} GiB of a node",
            f"{memory} GiB",
            memory / GIB_OF_NODE,
        ),
        (
            "one CSV of a table, as one S3 object",
            f"{OBJECT_TB} TB",
            f"{table:.1f} TB",
            table / OBJECT_TB,
        ),
        ("a part of it, one task's", f"{PART_GB} GB", f"{part:.2f} GB", part / PART_GB),
        (
            "S3 reads a second, over the tables' prefixes",
            f"{READS_A_SECOND * TABLES:,}",
            f"{reads:,.0f}",
            reads / (READS_A_SECOND * TABLES),
        ),
        (
            "S3 writes a second, over the tables' prefixes",
            f"{WRITES_A_SECOND * TABLES:,}",
            f"{writes:,.0f}",
            writes / (WRITES_A_SECOND * TABLES),
        ),
    ]
    return sorted(found, key=lambda limit: -limit[3])


def text() -> str:
    """The page's generated part."""
    known = Rates.all()
    rates = known[-1]
    days = [planned(ARCHIVES, megabytes, rates) for megabytes in (100, USUAL_MEGABYTES, 500)]
    usual = days[1]
    tenfold = planned(10 * ARCHIVES, USUAL_MEGABYTES, rates)
    spare = WANTED_CORE_HOURS - usual.core_hours
    verdict = (
        f"reached, with {spare:.0f} to spare"
        if spare >= 0
        else f"missed by {-spare:.0f}, of which each CPU second less for an unpacked gigabyte of"
        f" merging gains {usual.unpacked / 3600:.0f}"
    )
    limits = shares(usual)
    at_ten = {limit[0]: limit for limit in shares(tenfold)}
    first = limits[0]
    second = limits[1]
    rows = "\n".join(day.row() for day in days)
    needs = "\n".join(
        f"| {name} | {there} | {need}, {share:.0%} | {at_ten[name][2]}, {at_ten[name][3]:.0%} |"
        for name, there, need, share in limits
    )
    of_runs = "\n".join(each.row() for each in known)
    run = rates.run
    return f"""
## A model of the day

Measured by `rates` on {run["at"][:10]} ({run["machine"]}; JDK {run["versions"]["jdk"]}, commit
{run["commit"]}), start-up apart: extraction by ISA-L takes {rates.extract:.1f} CPU s for a packed
gigabyte and keeps {rates.extract_busy:.0%} of its cores busy; merging with metrics takes
{rates.merge:.1f} CPU s for an unpacked gigabyte and keeps {rates.merge_busy:.0%} busy. A packed
gigabyte is {number(rates.ratio)} unpacked ones. Requests are those of `tributary plan`, a formula
that a test holds to counted ones, with defaults (`extract.memory` 32 MiB). The cluster is {NODES} ×
{CORES_OF_NODE} cores; each node's link gives {GIGABYTES_A_SECOND} GB/s each way (10 Gbit/s).
Segments are not compressed.

{HEADINGS}
{rows}

Wanted are at most {WANTED_CORE_HOURS} core-hours for 12 TB; these are {usual.core_hours:.0f}:
**{verdict}**.
Both stages wait for the slower of cores and links, so hours are more than the larger of the two.

Cores differ, and so do machines that others share: only rows of one machine, day and size compare.
A machine that others keep busy can take half as long again.

| machine | measured | commit | by | CPU s a GB to extract | a GB to merge | core-hours for 12 TB |
|---|---|---|---|---|---|---|
{of_runs}

What breaks first, when a day of {ARCHIVES:,} × {USUAL_MEGABYTES} MB grows ten times, to
{10 * ARCHIVES:,} archives and {tenfold.packed / 1000:.0f} TB:

| what | there is | a day needs | ten times that |
|---|---|---|---|
{needs}

**{first[0].capitalize()}** break first, at {1 / first[3]:.1f} times the day, then
{second[0]}, at {1 / second[3]:.1f} times. More nodes are the answer to both cores and links; what
is above 100 % in the last column beside those needs a change of the program or of its settings.
An object and a part of it may be larger on some stores; these sizes all take. Requests a second are
those that AWS names for one prefix.
"""


def main(arguments: Sequence[str]) -> int:
    """Makes the page anew, or says whether it is old."""
    parser = argparse.ArgumentParser(prog="./tributary bench model", description=__doc__)
    parser.add_argument("--check", action="store_true", help="write nothing; exit 1 when it is old")
    options = parser.parse_args(arguments)
    page = PAGE.read_text(encoding="utf-8")
    front = page[: page.index(MARK) + len(MARK)]
    made = front + text()
    if options.check:
        print("as it should be" if made == page else f"{PAGE.name} is old: ./tributary bench model")
        return int(made != page)
    PAGE.write_text(made, encoding="utf-8")
    print(made[len(front) :])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
