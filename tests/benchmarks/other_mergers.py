"""What else makes one CSV of many: the programs that merging is measured against."""

import subprocess
import sys
from pathlib import Path

from benchmarks.measuring import HOME, Cost, measured

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
POLARS = """
import sys
import polars as pl
files, product, variants = sys.argv[1], sys.argv[2], int(sys.argv[3])
scans = [pl.scan_csv(f"{files}{n}*.csv", infer_schema=False) for n in range(variants)]
pl.concat(scans, how="diagonal").sink_csv(product)
"""


class Others:
    """What else makes one CSV of many, each in a process of its own."""

    def __init__(self, folder: Path, files: Path) -> None:
        self._python = python_with_others()
        self._files = files
        self.product = folder / "others.csv"

    def duckdb_best(self) -> Cost:
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
        return self._duckdb(f"SET preserve_insertion_order=false; {self._copy(query)}")

    def duckdb_usual(self) -> Cost:
        """What users write."""
        return self._duckdb(
            self._copy(f"SELECT * FROM read_csv('{self._files}/*.csv', union_by_name=true)")
        )

    def polars(self) -> Cost:
        """One scan for each variant, nothing guessed, streamed."""
        pattern = f"{self._files}/{TABLE}_20250317_"
        return self._run(
            [str(self._python), "-c", POLARS, pattern, str(self.product), str(len(VARIANTS))]
        )

    def cat(self) -> Cost:
        """All bytes once, headers and all: what the machine can do."""
        names = f"find {self._files} -name '*.csv' -print0 | sort -z"
        return self._run(["sh", "-c", f"{names} | xargs -0 cat > {self.product}"])

    def digest(self, product: Path) -> str:
        """Rows and values of a CSV, in whatever order its rows are."""
        columns = ", ".join(f"coalesce({column}, '')" for column in PRODUCT)
        return self._told(
            "import duckdb, sys; duckdb.sql('SET enable_progress_bar=false');"
            " print(duckdb.sql(sys.argv[1]).fetchall())",
            f"SELECT count(*), sum(hash({columns})::HUGEINT) FROM read_csv('{product}', "
            "header=true, all_varchar=true, delim=',', quote='\"', escape='\"')",
        )

    def versions(self) -> str:
        program = (
            "import duckdb, polars;"
            " print(f'DuckDB {duckdb.__version__}; polars {polars.__version__}')"
        )
        return self._told(program)

    def clear(self) -> None:
        """Makes room for the next product."""
        self.product.unlink(missing_ok=True)

    def _copy(self, query: str) -> str:
        return f"COPY ({query}) TO '{self.product}' (HEADER, DELIMITER ',')"

    def _duckdb(self, statements: str) -> Cost:
        program = "import duckdb, sys; duckdb.connect().execute(sys.argv[1])"
        return self._run([str(self._python), "-c", program, statements])

    def _run(self, command: list[str]) -> Cost:
        self.clear()
        return measured(command)

    def _told(self, program: str, *arguments: str) -> str:
        command = [str(self._python), "-c", program, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def python_with_others() -> Path:
    """A Python of the checkout's own that has the pinned DuckDB and polars."""
    home = HOME / ".tributary" / "bench-venv"
    python = home / "bin" / "python"
    requirements = Path(__file__).with_name("requirements.txt")
    stamp = home / "requirements.txt"
    if not stamp.exists() or stamp.read_text() != requirements.read_text():
        subprocess.run([sys.executable, "-m", "venv", "--clear", str(home)], check=True)
        subprocess.run([str(python), "-m", "pip", "install", "-qr", str(requirements)], check=True)
        stamp.write_text(requirements.read_text())
    return python
