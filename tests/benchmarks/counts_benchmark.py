"""What a day's counts cost, each against what is wanted of it.

- frozen: 40,000 archives on a real SFTP server (OpenSSH), listed and frozen by `wait`
- small: archives a second, of small ones, by `extract` on two cores
- requests: storage requests for an archive with k open segments, b bytes and memory m
- splits: 40,000 manifests with 920,000 segments planned into Spark's splits
- heap: an archive of 300,000 members, and one member of 5 GB, in 256 MB of heap
- lines: CPU against archives, members, tables and columns over two decades: straight lines
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable
from pathlib import Path

from benchmarks.history import Figure, conclude
from benchmarks.many_archives import frozen, small
from benchmarks.measuring import machine, scratch
from benchmarks.planned_splits import splits
from benchmarks.requests_per_archive import requests
from benchmarks.small_heap import heap
from benchmarks.straight_lines import LINES, lines

Part = Callable[[Path, argparse.Namespace], list[Figure]]
PARTS: dict[str, Part] = {
    "small": small,
    "frozen": frozen,
    "requests": requests,
    "splits": splits,
    "heap": heap,
    "lines": lines,
}


def arguments() -> argparse.Namespace:
    """The options, with defaults that take some six minutes on two cores."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("parts", nargs="*", metavar="PART", help=f"of {', '.join(PARTS)} (all)")
    parser.add_argument(
        "--archives", type=int, default=10_000, help="small ones to extract (default 10,000)"
    )
    parser.add_argument(
        "--listed", type=int, default=40_000, help="archives on the SFTP server (default 40,000)"
    )
    parser.add_argument(
        "--manifests", type=int, default=40_000, help="planned into splits (default 40,000)"
    )
    parser.add_argument(
        "--members", type=int, default=300_000, help="of the archive of many (default 300,000)"
    )
    parser.add_argument(
        "--large-megabytes", type=int, default=5000, help="of the large member (default 5,000)"
    )
    parser.add_argument(
        "--things",
        nargs="*",
        choices=[line.thing for line in LINES],
        help="only these lines (default all)",
    )
    options = parser.parse_args()
    unknown = [part for part in options.parts if part not in PARTS]
    if unknown:
        parser.error(f"there is no part {unknown[0]}: choose of {', '.join(PARTS)}")
    return options


def main() -> int:
    options = arguments()
    print(machine(), flush=True)
    figures: list[Figure] = []
    for name, part in PARTS.items():
        if not options.parts or name in options.parts:
            with scratch() as folder:
                figures += part(folder, options)
    asked = {name: value for name, value in vars(options).items() if name != "parts"}
    conclude("counts", asked, figures)
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
