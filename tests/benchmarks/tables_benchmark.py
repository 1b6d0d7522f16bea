"""Many small tables in one container: what one more costs after the first.

The same delivery is merged as a whole and one table of it alone, by turns, each as a whole process;
the difference, shared among the other tables, is what a table costs once Spark runs.
"""

import argparse
import shutil
import sys
import tarfile
from io import BytesIO
from pathlib import Path

from benchmarks.history import Figure, conclude
from benchmarks.measuring import Cost, Costs, Worker, machine, scratch

WANTED = 0.3
RECORD = b"1234567,BAR12,2025-03-17,129.50,KRW,3,true,BB,Standard Double,2025-03-17T04:11:00Z\n"


def deliver(folder: Path, options: argparse.Namespace) -> None:
    """Each table in several members of each of several archives."""
    header = ",".join(f"c{number}" for number in range(RECORD.count(b",") + 1)).encode() + b"\n"
    members = options.archives * options.members
    body = header + RECORD * (options.kilobytes * 1000 // members // len(RECORD))
    for archive_number in range(options.archives):
        with tarfile.open(folder / f"batch-{archive_number:03}.tar.gz", "w:gz") as archive:
            for table in range(options.tables):
                for member in range(options.members):
                    batch = archive_number * options.members + member
                    entry = tarfile.TarInfo(f"table_{table:02}_20250317_{batch:05}.csv")
                    entry.size = len(body)
                    archive.addfile(entry, BytesIO(body))


def compare(folder: Path, options: argparse.Namespace) -> bool:
    delivery = folder / "delivery"
    delivery.mkdir()
    deliver(delivery, options)
    worker = Worker(folder, delivery)
    worker.run("extract")
    print(machine())
    print(
        f"{options.tables} tables of {options.kilobytes} kB in {options.archives} archives;"
        f" {options.runs} runs each, by turns"
    )
    runs: dict[str, list[Cost]] = {"table_00": [], "": []}
    for _ in range(options.runs):
        for table, costs in runs.items():
            shutil.rmtree(worker.day / "merged", ignore_errors=True)
            costs.append(worker.run("merge", options=[table] if table else []))
            merged = len(list(worker.day.glob("merged/*/_SUCCESS")))
            if merged != (1 if table else options.tables):
                raise SystemExit(f"{merged} tables are merged")
    one, every = (Costs(costs) for costs in runs.values())
    print(f"{'one table':<22} {one}")
    print(f"{'all tables':<22} {every}")
    tables: int = options.tables
    each = (every.wall - one.wall) / (tables - 1)
    figure = Figure("a small table more, wall", each, "s", WANTED)
    sizes = {"tables": tables, "kilobytes": options.kilobytes}
    conclude("tables", sizes, [figure, Figure("all tables, wall", every.wall, "s")])
    return figure.reached


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", type=int, default=23, help="default 23")
    parser.add_argument("--kilobytes", type=int, default=500, help="of each table (default 500)")
    parser.add_argument("--archives", type=int, default=8, help="default 8")
    parser.add_argument("--members", type=int, default=5, help="of a table in an archive")
    parser.add_argument("--runs", type=int, default=5, help="of each case (default 5)")
    options = parser.parse_args()
    with scratch() as folder:
        return 0 if compare(folder, options) else 1


if __name__ == "__main__":
    sys.exit(main())
