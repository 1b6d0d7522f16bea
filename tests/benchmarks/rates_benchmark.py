"""What extraction and merging take for each megabyte once they run, start-up apart.

Two deliveries that differ in their size alone are extracted and merged by turns; what the larger
takes more, by the megabytes that it has more, is the rate, and what is left of the smaller one is
the start. Days are planned with these rates (`tributary plan`, and the model in README.md).
"""

from __future__ import annotations

import argparse
import shutil
import sys
from pathlib import Path

from benchmarks.extract_benchmark import ON_ITS_OWN, Extract, inflaters, rows, write_archive
from benchmarks.history import Figure, conclude
from benchmarks.measuring import MEGABYTE, Cost, Costs, machine, scratch
from benchmarks.merge_benchmark import Delivery, Merge

UNPACKED_OF_ARCHIVE = 295
MEMBERS_OF_ARCHIVE = 2300
MEMBER_KB = 500


def rate(small: Costs, large: Costs, megabytes: tuple[float, float]) -> tuple[float, float]:
    """CPU seconds for a megabyte more, and for none."""
    each = (large.cpu - small.cpu) / (megabytes[1] - megabytes[0])
    return each, small.cpu - each * megabytes[0]


def busy(large: Costs, start: Costs | None = None) -> float:
    """The share of two cores that was used, in what came after the start."""
    cpu, wall = (start.cpu, start.wall) if start else (0.0, 0.0)
    return (large.cpu - cpu) / (2 * (large.wall - wall))


def extraction(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """One archive against several, by each inflater, two at once."""
    pool = rows(24 * MEGABYTE)
    extracts: list[Extract] = []
    packed: list[float] = []
    for archives in (1, options.archives):
        inner = folder / str(archives)
        delivery = inner / "delivery"
        delivery.mkdir(parents=True)
        for number in range(archives):
            path = delivery / f"batch-{number:03}.tar.gz"
            write_archive(path, MEMBERS_OF_ARCHIVE, UNPACKED_OF_ARCHIVE, pool, number)
        packed.append(sum(path.stat().st_size for path in delivery.iterdir()) / MEGABYTE)
        extracts.append(Extract(inner, delivery))
    figures = [
        Figure("unpacked by packed", UNPACKED_OF_ARCHIVE * options.archives / packed[1], "times")
    ]
    runs: dict[str, tuple[list[Cost], list[Cost]]] = {name: ([], []) for name in inflaters()}
    for _ in range(options.runs):
        for name, (small, large) in runs.items():
            small.append(extracts[0].run(inflater=name, streams=2, settings=ON_ITS_OWN))
            large.append(extracts[1].run(inflater=name, streams=2, settings=ON_ITS_OWN))
    for name, (small, large) in runs.items():
        print(f"extract, {name}, {packed[1]:.0f} MB packed: {Costs(large)}", flush=True)
        each, start = rate(Costs(small), Costs(large), (packed[0], packed[1]))
        figures += [
            Figure(f"extract, {name}, CPU for a packed MB more", 1000 * each, "ms"),
            Figure(f"extract, {name}, CPU of the start", start, "s"),
            Figure(f"extract, {name}, cores busy", busy(Costs(large)), "of 1"),
            Figure(f"extract, {name}, resident", Costs(large).peak_megabytes, "MB"),
        ]
    shutil.rmtree(folder)
    return figures


def merging(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """One table of a size and of four times that, with metrics, as merge does by default."""
    merges: list[Merge] = []
    sizes: list[float] = []
    for times in (1, 4):
        inner = folder / str(times)
        inner.mkdir(parents=True)
        megabytes = options.megabytes * times
        delivery = Delivery(inner, megabytes * 1000 // MEMBER_KB, megabytes, 4 * times)
        shutil.rmtree(delivery.files)
        sizes.append(delivery.bytes / MEGABYTE)
        merges.append(Merge(inner, delivery.archives, ""))
    runs: tuple[list[Cost], list[Cost]] = ([], [])
    for _ in range(options.runs):
        for merge, costs in zip(merges, runs, strict=True):
            costs.append(merge.run())
    small, large = Costs(runs[0]), Costs(runs[1])
    print(f"merge, {sizes[0]:.0f} MB: {small}\nmerge, {sizes[1]:.0f} MB: {large}", flush=True)
    each, start = rate(small, large, (sizes[0], sizes[1]))
    return [
        Figure("merge, CPU for an unpacked MB more", 1000 * each, "ms"),
        Figure("merge, CPU of the start", start, "s"),
        Figure("merge, cores busy", busy(large, small), "of 1"),
        Figure("merge, resident", large.peak_megabytes, "MB"),
    ]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=int, default=6, help="of 100 MB, against 1 (default 6)")
    parser.add_argument(
        "--megabytes", type=int, default=800, help="to merge, and four times that (default 800)"
    )
    parser.add_argument("--runs", type=int, default=3, help="of each (default 3)")
    options = parser.parse_args()
    print(machine(), flush=True)
    with scratch() as folder:
        figures = extraction(folder / "extract", options) + merging(folder / "merge", options)
    conclude("rates", vars(options), figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
