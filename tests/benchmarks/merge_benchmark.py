"""Merging against DuckDB, polars and cat: many members of three header variants into one CSV.

Every program is measured as a whole process, start-up included, from and to memory-backed storage
where there is any; extraction is done before. Runs take turns, so that a busy machine is busy for
all. DuckDB runs twice: by its best plan (one scan for each variant, types given, order of no
concern) and by what its users write (union_by_name); polars streams one scan for each variant; cat
joins the files as they are, which is what the machine can do at most. All products must hold the
same values, but for those of cat and of union_by_name, which guesses types and writes them its way.
Two sizes tell what starting costs from what a gigabyte more costs. The larger one wants some 16 GB
of free memory, as everything lies there: on less, all programs become slower, not alike.
"""

import argparse
import json
import random
import shutil
import sys
import tarfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from benchmarks.history import Figure, conclude
from benchmarks.measuring import (
    DATE,
    MEGABYTE,
    Cost,
    Costs,
    Worker,
    load,
    machine,
    scratch,
)
from benchmarks.other_mergers import TABLE, VARIANTS, Others

NAMES = [
    "Standard Double",
    '"Suite, Sea View"',
    "스탠다드 더블",
    '"디럭스, 한강 전망"',
    "Family Room",
]
WANTED_PEAK = 1024.0
# Of the smaller size, whose half is starting Spark; and of the larger one.
WANTED_OF_BEST_SMALL = 1.2
WANTED_OF_BEST = 0.6
WANTED_OF_POLARS = 0.4
WANTED_OF_USUAL = 0.08
WANTED_OF_CAT = 4.0
WANTED_AGAIN = 3.0


def record(pick: random.Random) -> dict[str, str]:
    """A plausible row of hotel prices: numbers, NULLs, Korean, quoted commas."""
    return {
        "hotel_id": str(pick.randrange(10**6)),
        "rate_plan": f"{pick.choice(['BAR', 'ADV14', 'CORP', 'PKG'])}{pick.randrange(100)}",
        "stay_date": f"2025-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02}",
        "price": f"{pick.uniform(30, 900):.2f}" if pick.random() > 0.02 else "NULL",
        "currency": pick.choice(["KRW", "USD", "EUR", "JPY"]),
        "rooms": str(pick.randrange(9)),
        "refundable": pick.choice(["true", "false"]),
        "board": pick.choice(["", "BB", "HB"]),
        "room_name": pick.choice(NAMES),
        "updated_at": f"2025-03-17T{pick.randrange(24):02}:{pick.randrange(60):02}:00Z",
        "tax": f"{pick.uniform(1, 90):.2f}",
    }


class Delivery:
    """The members, once as files for DuckDB and once in archives for the worker."""

    def __init__(self, folder: Path, members: int, megabytes: int, archives: int) -> None:
        self.files = folder / "files"
        self.archives = folder / "delivery"
        self.files.mkdir()
        self.archives.mkdir()
        pick = random.Random(7)
        pool = [record(pick) for _ in range(20_000)]
        lines = [
            [(",".join(row[column] for column in variant) + "\n").encode() for row in pool]
            for variant in VARIANTS
        ]
        wanted = megabytes * MEGABYTE // members
        self.bytes = 0
        for number in range(archives):
            path = self.archives / f"batch-{number:03}.tar.gz"
            with tarfile.open(path, "w:gz", compresslevel=1) as archive:
                for member in range(number, members, archives):
                    self._add(archive, member, lines[member % 3], wanted, pick)

    def _add(
        self,
        archive: tarfile.TarFile,
        member: int,
        lines: list[bytes],
        wanted: int,
        pick: random.Random,
    ) -> None:
        variant = member % 3
        body = bytearray((",".join(VARIANTS[variant]) + "\n").encode())
        while len(body) < wanted:
            at = pick.randrange(len(lines) - 64)
            body += b"".join(lines[at : at + 64])
        self.bytes += len(body)
        name = f"{TABLE}_20250317_{variant}{member:05}.csv"
        (self.files / name).write_bytes(body)
        entry = tarfile.TarInfo(name)
        entry.size = len(body)
        archive.addfile(entry, BytesIO(bytes(body)))


class Merge:
    """The worker's merge; extraction is done when this is made."""

    def __init__(self, folder: Path, delivery: Path, java_options: str) -> None:
        self._worker = Worker(folder, delivery)
        self._worker.run("extract")
        self._java_options = java_options
        self._merged = self._worker.day / "merged"
        self.product = self._merged / TABLE / f"{TABLE}_{DATE}.csv"

    def run(self) -> Cost:
        shutil.rmtree(self._merged, ignore_errors=True)
        return self.again()

    def settings(self, more: str) -> None:
        """Goes on with these lines more in the partner file."""
        self._worker.settings(more)

    def again(self) -> Cost:
        """With nothing to do."""
        return self._worker.run("merge", self._java_options)

    def rows(self) -> int:
        return int(json.loads((self._merged / TABLE / "_SUCCESS").read_text())["rows"])


def shown(name: str, costs: Costs, megabytes: float) -> str:
    return f"{name:<22} {costs}   MB/s {megabytes / costs.wall:6.0f}"


@dataclass(frozen=True)
class Measured:
    """What each program took at one size."""

    megabytes: float
    ours: Costs
    best: Costs
    polars: Costs
    cat: Costs
    again: Costs
    usual: Costs | None

    def marginal(self, smaller: "Measured", name: str) -> float:
        """Wall seconds of a gigabyte more, of the program of that field."""
        more: Costs = getattr(self, name)
        less: Costs = getattr(smaller, name)
        return 1000 * (more.wall - less.wall) / (self.megabytes - smaller.megabytes)


def measure(folder: Path, megabytes: int, options: argparse.Namespace) -> Measured:
    members = options.members * megabytes // min(options.megabytes)
    delivery = Delivery(folder, members, megabytes, options.archives)
    merge = Merge(folder, delivery.archives, options.java_options)
    shutil.rmtree(delivery.archives)  # extracted; the memory is wanted
    # The others measure no values either; what measuring adds is measures_benchmark's question.
    merge.settings("quality: {metrics: false}\n")
    others = Others(folder, delivery.files)
    print(
        f"\n{members} members, {delivery.bytes / MEGABYTE:.0f} MB, {len(VARIANTS)} header"
        f" variants, {options.archives} archives; {options.runs} runs each, by turns; {load()}"
    )
    runs: dict[str, list[Cost]] = {
        name: [] for name in ("merge", "best", "polars", "cat", "usual", "again")
    }
    for run in range(options.runs):
        runs["merge"].append(merge.run())
        values = others.digest(merge.product) if run == 0 else ""
        runs["again"].append(merge.again())
        merge.product.unlink()  # the memory is wanted
        for name, program in (
            ("best", others.duckdb_best),
            ("polars", others.polars),
            ("usual", others.duckdb_usual),
        ):
            if name != "usual" or run < options.usual_runs:
                runs[name].append(program())
                # What guesses types writes numbers and times in its own way.
                if run == 0 and name != "usual" and others.digest(others.product) != values:
                    raise SystemExit(f"{name}: the products do not hold the same values")
        runs["cat"].append(others.cat())
        others.clear()
    size = delivery.bytes / MEGABYTE
    costs = {name: Costs(own) for name, own in runs.items() if own}
    for label, name in (
        ("merge without metrics", "merge"),
        ("DuckDB, best plan", "best"),
        ("polars", "polars"),
        ("DuckDB, union_by_name", "usual"),
        ("cat", "cat"),
    ):
        if name in costs:
            print(shown(label, costs[name], size))
    print(f"{'merge, nothing to do':<22} {costs['again']}")
    return Measured(
        size,
        costs["merge"],
        costs["best"],
        costs["polars"],
        costs["cat"],
        costs["again"],
        costs.get("usual"),
    )


def judged(small: Measured, large: Measured) -> list[Figure]:
    """What is wanted of each size, and of what a gigabyte more takes."""
    size = f"{small.megabytes:.0f} MB"
    figures = [
        Figure(
            f"{size}, merge by DuckDB's best plan",
            small.ours.wall / small.best.wall,
            "",
            WANTED_OF_BEST_SMALL,
        ),
        Figure(f"{size}, merge, wall", small.ours.wall, "s"),
        Figure(f"{size}, merge, CPU", small.ours.cpu, "s"),
        Figure(
            "resident at its peak",
            max(small.ours.peak_megabytes, large.ours.peak_megabytes),
            "MB",
            WANTED_PEAK,
        ),
        Figure("merge with nothing to do, wall", small.again.wall, "s", WANTED_AGAIN),
    ]
    if large is small:
        return figures
    size = f"{large.megabytes:.0f} MB"
    ours = large.ours.wall
    figures += [
        Figure(f"{size}, merge by DuckDB's best plan", ours / large.best.wall, "", WANTED_OF_BEST),
        Figure(f"{size}, merge by polars", ours / large.polars.wall, "", WANTED_OF_POLARS),
    ]
    if large.usual:
        figures.append(
            Figure(f"{size}, merge by union_by_name", ours / large.usual.wall, "", WANTED_OF_USUAL)
        )
    more, cat = large.marginal(small, "ours"), large.marginal(small, "cat")
    return [
        *figures,
        Figure(f"{size}, merge, wall", ours, "s"),
        Figure(f"{size}, merge, CPU", large.ours.cpu, "s"),
        Figure("a gigabyte more, merge by cat", more / cat, "", WANTED_OF_CAT),
        Figure("a gigabyte more, merge", more, "s"),
        Figure("a gigabyte more, DuckDB's best plan", large.marginal(small, "best"), "s"),
        Figure("a gigabyte more, polars", large.marginal(small, "polars"), "s"),
        Figure("a gigabyte more, cat", cat, "s"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=2000, help="at the smaller size")
    parser.add_argument(
        "--megabytes",
        type=int,
        nargs="+",
        default=[944, 3776],
        help="of all members; one size or two (default 944 3776)",
    )
    parser.add_argument("--archives", type=int, default=8, help="default 8")
    parser.add_argument("--runs", type=int, default=3, help="of each program (default 3)")
    parser.add_argument("--usual-runs", type=int, default=1, help="of union_by_name (default 1)")
    parser.add_argument("--java-options", default="", help="of the worker's JVM")
    options = parser.parse_args()
    with scratch() as folder:
        print(f"{machine()}; {Others(folder, folder).versions()}")
    sizes = []
    for megabytes in sorted(options.megabytes):
        with scratch() as folder:
            sizes.append(measure(folder, megabytes, options))
    figures = judged(sizes[0], sizes[-1])
    conclude("merge", {"megabytes": options.megabytes, "members": options.members}, figures)
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
