"""An archive of very many members, and one very large member, extracted in a small heap."""

from __future__ import annotations

import argparse
import gzip
import json
import shutil
import tarfile
import tempfile
from pathlib import Path

from benchmarks.history import Figure
from benchmarks.measuring import MEGABYTE, Worker
from benchmarks.small_deliveries import BLOCK, Archives, Shape, random_rows

HEAP = "-Xmx256m"


def large_member(path: Path, megabytes: int) -> int:
    """Writes an archive of one member, of one packed piece again and again; gives its records."""
    rows = MEGABYTE // 100
    piece = random_rows(rows, 100)
    header = piece.index(b"\n") + 1
    packed = gzip.compress(piece[header:], 6)
    entry = tarfile.TarInfo("large_20250317_1.csv")
    entry.size = header + megabytes * (len(piece) - header)
    with path.open("wb") as out:
        out.write(gzip.compress(entry.tobuf(tarfile.GNU_FORMAT) + piece[:header]))
        out.writelines(packed for _ in range(megabytes))
        out.write(gzip.compress(bytes(-entry.size % BLOCK + 2 * BLOCK)))
    return megabytes * rows


def heap(folder: Path, options: argparse.Namespace) -> list[Figure]:
    """Both, on a disk: they need 8 GB."""
    shape = Shape(tables=23, members=options.members, columns=4, rows=3)
    many = folder / "many"
    Archives(shape).write(many, 1)
    figures = _extracted(folder, many, f"{options.members} members", shape.members * shape.rows)
    with tempfile.TemporaryDirectory() as name:
        large = Path(name, "large")
        large.mkdir()
        records = large_member(large / "batch-1.tar.gz", options.large_megabytes)
        what = f"one member of {options.large_megabytes / 1000:g} GB"
        figures += _extracted(Path(name), large, what, records)
    return figures


def _extracted(folder: Path, delivery: Path, what: str, records: int) -> list[Figure]:
    worker = Worker(folder, delivery)
    passed = True
    try:
        cost = worker.run("extract", HEAP)
        (manifest,) = [json.loads(x.read_text()) for x in (worker.day / "manifests").glob("*.json")]
        found = sum(table["records"] for table in manifest["tables"])
        assert found == records, f"{found} of {records} records"
        print(f"heap: {HEAP} does {what}: {cost.told()}", flush=True)
        figures = [
            Figure(f"extract with {HEAP}, {what}", cost.wall, "s"),
            Figure(f"extract with {HEAP}, {what}, peak", cost.peak_megabytes, "MB"),
        ]
    except SystemExit as failure:
        print(f"heap: {HEAP} does not do {what}: {failure}", flush=True)
        passed, figures = False, []
    shutil.rmtree(worker.day)
    return [Figure(f"{what} passes with {HEAP}", float(passed), "", 1, at_least=True), *figures]
