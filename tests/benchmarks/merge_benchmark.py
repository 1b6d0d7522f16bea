"""Merging against DuckDB: many members of three header variants into one CSV.

Every program is measured as a whole process, start-up included, from and to memory-backed storage
where there is any; extraction is done before. Runs take turns, so that a busy machine is busy for
all. DuckDB runs twice: by its best plan (one scan for each variant, types given, order of no
concern) and by what its users write (union_by_name). All results must hold the same values.
"""

import argparse
import json
import random
import shutil
import subprocess
import sys
import tarfile
from io import BytesIO
from pathlib import Path

from benchmarks.history import Figure, conclude
from benchmarks.measuring import (
    DATE,
    HOME,
    MEGABYTE,
    Cost,
    Costs,
    Worker,
    load,
    machine,
    measured,
    scratch,
)

TABLE = "room_rate"
FIRST = [
    "hotel_id",
    "rate_plan",
    "stay_date",
    "price",
    "currency",
    "rooms",
    "refundable",
    "board",
    "room_name",
    "updated_at",
]
# As delivered; with a column more; reordered, with one less and one more.
VARIANTS = [
    FIRST,
    [*FIRST, "tax"],
    [FIRST[2], FIRST[0], FIRST[1], *FIRST[3:7], *FIRST[8:], "tax"],
]
PRODUCT = [*FIRST, "tax"]
NAMES = [
    "Standard Double",
    '"Suite, Sea View"',
    "스탠다드 더블",
    '"디럭스, 한강 전망"',
    "Family Room",
]
WANTED_OF_BEST = 1.5
WANTED_OF_USUAL = 6.0
WANTED_PEAK = 1024.0


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


class DuckDb:
    """DuckDB in a process of its own."""

    def __init__(self, folder: Path, files: Path) -> None:
        self._python = python_with_duckdb()
        self._files = files
        self.product = folder / "duckdb.csv"

    def best(self) -> Cost:
        """One scan for each variant, nothing guessed."""
        scans = []
        for number, variant in enumerate(VARIANTS):
            types = ", ".join(f"'{column}': 'VARCHAR'" for column in variant)
            scans.append(
                f"SELECT * FROM read_csv('{self._files}/{TABLE}_20250317_{number}*.csv', "
                f"header=true, auto_detect=false, delim=',', quote='\"', escape='\"', "
                f"columns={{{types}}})"
            )
        query = " UNION ALL BY NAME ".join(scans)
        return self._run(f"SET preserve_insertion_order=false; {self._copy(query)}")

    def usual(self) -> Cost:
        """What users write."""
        return self._run(
            self._copy(f"SELECT * FROM read_csv('{self._files}/*.csv', union_by_name=true)")
        )

    def digest(self, product: Path) -> str:
        """Rows and values of a CSV, in whatever order its rows are."""
        columns = ", ".join(f"coalesce({column}, '')" for column in PRODUCT)
        told = subprocess.run(
            [
                str(self._python),
                "-c",
                "import duckdb, sys; duckdb.sql('SET enable_progress_bar=false');"
                " print(duckdb.sql(sys.argv[1]).fetchall())",
                f"SELECT count(*), sum(hash({columns})::HUGEINT) FROM read_csv('{product}', "
                "header=true, all_varchar=true, delim=',', quote='\"', escape='\"')",
            ],
            check=True,
            capture_output=True,
            text=True,
        )
        return told.stdout.strip()

    def version(self) -> str:
        told = subprocess.run(
            [str(self._python), "-c", "import duckdb; print(duckdb.__version__)"],
            check=True,
            capture_output=True,
            text=True,
        )
        return f"DuckDB {told.stdout.strip()}"

    def _copy(self, query: str) -> str:
        return f"COPY ({query}) TO '{self.product}' (HEADER, DELIMITER ',')"

    def _run(self, statements: str) -> Cost:
        self.product.unlink(missing_ok=True)
        program = "import duckdb, sys; duckdb.connect().execute(sys.argv[1])"
        return measured([str(self._python), "-c", program, statements])


def python_with_duckdb() -> Path:
    """A Python of the checkout's own that has the pinned DuckDB."""
    home = HOME / ".tributary" / "bench-venv"
    python = home / "bin" / "python"
    requirements = Path(__file__).with_name("requirements.txt")
    stamp = home / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qr", str(requirements)], check=True)
        stamp.write_text(requirements.read_text())
    return python


def shown(name: str, costs: Costs, megabytes: float) -> str:
    return f"{name:<22} {costs}   MB/s {megabytes / costs.wall:6.0f}"


def compare(folder: Path, options: argparse.Namespace) -> bool:
    delivery = Delivery(folder, options.members, options.megabytes, options.archives)
    merge = Merge(folder, delivery.archives, options.java_options)
    # DuckDB measures no values either; what measuring adds is measures_benchmark's question.
    merge.settings("quality: {metrics: false}\n")
    duckdb = DuckDb(folder, delivery.files)
    print(f"{machine()}; {duckdb.version()}")
    print(
        f"{options.members} members, {delivery.bytes / MEGABYTE:.0f} MB, {len(VARIANTS)} header"
        f" variants, {options.archives} archives; {options.runs} runs each, by turns"
    )
    ours: list[Cost] = []
    best: list[Cost] = []
    usual: list[Cost] = []
    again: list[Cost] = []
    for run in range(options.runs):
        ours.append(merge.run())
        best.append(duckdb.best())
        if run == 0 and duckdb.digest(duckdb.product) != duckdb.digest(merge.product):
            raise SystemExit("the two products do not hold the same values")
        again.append(merge.again())
        if run < options.usual_runs:
            usual.append(duckdb.usual())
    megabytes = delivery.bytes / MEGABYTE
    print(shown("merge without metrics", Costs(ours), megabytes))
    print(shown("DuckDB, best plan", Costs(best), megabytes))
    print(shown("DuckDB, union_by_name", Costs(usual), megabytes))
    print(f"{'merge, nothing to do':<22} {Costs(again)}")
    of_best = Costs(ours).wall / Costs(best).wall
    of_usual = Costs(usual).wall / Costs(ours).wall
    peak = Costs(ours).peak_megabytes
    print(
        f"{merge.rows()} rows, {load()}; merge takes {of_best:.2f} times the best plan (wanted: at"
        f" most {WANTED_OF_BEST}), is {of_usual:.1f} times faster than union_by_name (wanted: at"
        f" least {WANTED_OF_USUAL}), with {peak:.0f} MB resident (wanted: below {WANTED_PEAK:.0f})"
    )
    figures = [
        Figure("merge's time by that of DuckDB's best plan", of_best, "", WANTED_OF_BEST),
        Figure("times faster than union_by_name", of_usual, "", WANTED_OF_USUAL, at_least=True),
        Figure("resident at its peak", peak, "MB", WANTED_PEAK),
        Figure("merge, wall", Costs(ours).wall, "s"),
        Figure("merge, CPU", Costs(ours).cpu, "s"),
        Figure("merge with nothing to do, wall", Costs(again).wall, "s"),
    ]
    conclude("merge", {"megabytes": options.megabytes, "members": options.members}, figures)
    return all(figure.reached for figure in figures)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--members", type=int, default=2000, help="default 2000")
    parser.add_argument("--megabytes", type=int, default=944, help="of all members (default 944)")
    parser.add_argument("--archives", type=int, default=8, help="default 8")
    parser.add_argument("--runs", type=int, default=3, help="of each program (default 3)")
    parser.add_argument("--usual-runs", type=int, default=1, help="of union_by_name (default 1)")
    parser.add_argument("--java-options", default="", help="of the worker's JVM")
    options = parser.parse_args()
    with scratch() as folder:
        return 0 if compare(folder, options) else 1


if __name__ == "__main__":
    sys.exit(main())
