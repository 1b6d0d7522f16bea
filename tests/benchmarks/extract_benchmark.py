"""Extraction against GNU tar: CPU for each compressed megabyte, and a heap that stays flat.

The worker does more than tar: it checks, hashes, counts records and packs. It is measured as a
whole process, start-up included, on the same archives of 100 to 500 MB, from and to memory-backed
storage where there is any; by the JDK's inflater and, where that is installed, by ISA-L. Runs of
all take turns, so that a busy machine is busy for all. What is wanted of whom is said with each
result.

One stream uses a second CPU where it finds one. So how well streams scale is what two of them do
against one that does all by itself, as where each CPU has an archive of its own.
"""

import argparse
import ctypes
import gzip
import json
import random
import shutil
import sys
import tarfile
import tempfile
import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from functools import cache
from io import BytesIO
from itertools import repeat
from pathlib import Path
from typing import IO, cast

from benchmarks.history import Figure, conclude
from benchmarks.measuring import (
    MEGABYTE,
    Cost,
    Costs,
    Worker,
    first_line,
    machine,
    measured,
    scratch,
)

HEADER = b"hotel_id,rate_plan,stay_date,price,currency,city,available,name,token,guests\n"
CITIES = ["서울", "부산", "제주", "Incheon", "Busan", "Daegu", "Tokyo", "Osaka"]
PLANS = ["BAR", "CORP", "AAA", "PKG", "OTA-NR", "OTA-FLEX"]
TABLES = 23
IGZIP = 'igzip -dc "$archive" | tar x -C "$1"'
WANTED = {"jdk": 0.85, "isal": 0.6}

# Of an archive that packs to about 100 MB
UNPACKED_MEGABYTES = 325
MEMBERS = 2500

# A stream that does all by itself, as each does where there are as many as CPUs
ON_ITS_OWN = {"TRIBUTARY_CPUS": "1"}


@cache
def rows(size: int, seed: int = 1) -> list[bytes]:
    """Plausible rows of a hotel table: Korean, quoted commas, numbers, a random token."""
    pick = random.Random(seed)
    made: list[bytes] = []
    total = 0
    while total < size:
        price = pick.randrange(50, 900) * 1000
        row = (
            f"{pick.randrange(10**6)},{pick.choice(PLANS)},"
            f"2025-{pick.randrange(1, 13):02}-{pick.randrange(1, 29):02},"
            f"{price}.{pick.randrange(100):02},KRW,{pick.choice(CITIES)},{pick.choice('YN')},"
            f'"{pick.choice(CITIES)} Hotel, {pick.randrange(99)}","{pick.getrandbits(40):x}",'
            f"{pick.randrange(10)}\n"
        ).encode()
        made.append(row)
        total += len(row)
    return made


class Gzip:
    """Compresses what is written, on its way to a file."""

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._deflater = zlib.compressobj(6, wbits=31)

    def write(self, data: bytes) -> int:
        self._file.write(self._deflater.compress(data))
        return len(data)

    def close(self) -> None:
        self._file.write(self._deflater.flush())
        self._file.close()


def write_archive(path: Path, members: int, megabytes: int, pool: list[bytes], seed: int) -> None:
    """Writes an archive of so many members and unpacked megabytes, in constant memory."""
    pick = random.Random(seed)
    mean = megabytes * MEGABYTE // members
    out = Gzip(path)
    with tarfile.open(
        fileobj=cast(IO[bytes], out), mode="w|", format=tarfile.GNU_FORMAT
    ) as archive:
        for number in range(members):
            at = pick.randrange(len(pool))
            body = bytearray(HEADER)
            wanted = int(mean * pick.uniform(0.5, 1.5))
            while len(body) < wanted:
                body += pool[at % len(pool)]
                at += 1
            entry = tarfile.TarInfo(f"table_{pick.randrange(TABLES):02}_20250317_{number:06}.csv")
            entry.size = len(body)
            archive.addfile(entry, BytesIO(bytes(body)))
    out.close()


def write_large_archive(
    path: Path, members: int, megabytes: int, pool: list[bytes], seed: int
) -> None:
    """Writes a huge archive in little time: of gzip members that are compressed once.

    Members of the tar are a few rows too large or too small for the total to be exact.
    """
    pick = random.Random(seed)
    mean = megabytes * MEGABYTE // members
    pieces: list[tuple[int, bytes]] = []
    for _ in range(32):
        at = pick.randrange(len(pool))
        piece = b""
        while len(piece) < min(mean, MEGABYTE):
            piece += b"".join(pool[at : at + 200])
            at = (at + 200) % len(pool)
        pieces.append((len(piece), gzip.compress(piece)))
    padding = 0
    with path.open("wb") as out:
        for number in range(members):
            chosen = [pick.choice(pieces) for _ in range(round(mean / pieces[0][0]) or 1)]
            entry = tarfile.TarInfo(f"table_{pick.randrange(TABLES):02}_20250317_{number:06}.csv")
            entry.size = len(HEADER) + sum(size for size, _ in chosen)
            front = bytes(padding) + entry.tobuf(tarfile.GNU_FORMAT) + HEADER
            out.write(gzip.compress(front, 1))
            out.writelines(packed for _, packed in chosen)
            padding = -entry.size % 512
        out.write(gzip.compress(bytes(padding + 1024)))


def inflaters() -> list[str]:
    """Those that work here, the one that the worker takes by default last."""
    try:
        ctypes.CDLL("libisal.so.2")
    except OSError:
        print("ISA-L is not installed (Debian: libisal2): only the JDK's inflater is measured")
        return ["jdk"]
    return ["jdk", "isal"]


class Extract:
    """The worker's extract, any number of times."""

    def __init__(self, folder: Path, delivery: Path) -> None:
        self._worker = Worker(folder, delivery)

    def run(
        self,
        java_options: str = "",
        inflater: str = "auto",
        streams: int = 1,
        settings: Mapping[str, str] | None = None,
    ) -> Cost:
        for made in ("manifests", "extracted", "runs"):
            shutil.rmtree(self._worker.day / made, ignore_errors=True)
        self._worker.settings(f"extract: {{parallelism: {streams}}}\n")
        chosen = {"TRIBUTARY_INFLATER": inflater} | dict(settings or {})
        return self._worker.run("extract", java_options, chosen)

    def records(self) -> int:
        manifests = [
            json.loads(path.read_text()) for path in (self._worker.day / "manifests").glob("*.json")
        ]
        assert not [m for m in manifests if "refusal" in m], "an archive was refused"
        return sum(table["records"] for m in manifests for table in m["tables"])


def untar(delivery: Path, folder: Path, command: str = 'tar xzf "$archive" -C "$1"') -> Cost:
    """What GNU tar, or another command, takes for all archives, one after the other."""
    target = folder / "untarred"
    target.mkdir()
    script = f'for archive in "$0"/*.tar.gz; do {command}; done'
    cost = measured(["bash", "-ec", script, str(delivery), str(target)])
    shutil.rmtree(target)
    return cost


def shown(name: str, costs: Costs, megabytes: float) -> str:
    return f"{name:<15} {costs}   CPU ms/MB {costs.cpu / megabytes * 1000:6.2f}"


def write_numbered(delivery: Path, number: int, hundreds: int) -> None:
    """Writes an archive of so many hundred megabytes."""
    path = delivery / f"batch-{number:03}.tar.gz"
    pool = rows(24 * MEGABYTE)
    write_archive(path, MEMBERS * hundreds, UNPACKED_MEGABYTES * hundreds, pool, number)


def write_delivery(delivery: Path, sizes: Sequence[int]) -> None:
    """Writes archives of so many hundred megabytes, as many at once as there are CPUs."""
    delivery.mkdir()
    with ProcessPoolExecutor() as writers:
        # The largest first, so that no CPU waits for it at the end
        list(
            writers.map(
                write_numbered,
                repeat(delivery),
                range(len(sizes)),
                sorted(sizes, reverse=True),
            )
        )


def compare(folder: Path, sizes: Sequence[int], runs: int) -> list[Figure]:
    delivery = folder / "delivery"
    write_delivery(delivery, sizes)
    megabytes = sum(path.stat().st_size for path in delivery.iterdir()) / MEGABYTE
    ours: dict[str, list[Cost]] = {inflater: [] for inflater in inflaters()}
    theirs: list[Cost] = []
    igzip: list[Cost] = []
    both: list[Cost] = []
    alone: list[Cost] = []
    extract = Extract(folder, delivery)
    for _ in range(runs):
        theirs.append(untar(delivery, folder))
        if shutil.which("igzip"):
            igzip.append(untar(delivery, folder, IGZIP))
        both.append(extract.run(streams=2))
        alone.append(extract.run(settings=ON_ITS_OWN))
        for inflater, costs in ours.items():
            costs.append(extract.run(inflater=inflater))
    print(
        f"{len(sizes)} archives of {min(sizes)}00 to {max(sizes)}00 MB, {megabytes:.0f} MB packed,"
        f" {UNPACKED_MEGABYTES * sum(sizes)} MB unpacked, {MEMBERS * sum(sizes)} members,"
        f" {extract.records()} records; {runs} runs each, by turns"
    )
    print(shown("GNU tar xzf", Costs(theirs), megabytes))
    figures: list[Figure] = []
    for inflater, costs in ours.items():
        print(shown(f"extract, {inflater}", Costs(costs), megabytes))
        ratio = Costs(costs).cpu / Costs(theirs).cpu
        print(
            f"extract, {inflater}: {ratio:.2f} times the CPU of tar; wanted: at most"
            f" {WANTED[inflater]}"
        )
        figures += [
            Figure(f"CPU of extract, {inflater}, by that of tar", ratio, "", WANTED[inflater]),
            Figure(
                f"extract, {inflater}, CPU for a packed MB",
                Costs(costs).cpu / megabytes * 1000,
                "ms",
            ),
        ]
    best = Costs(ours["isal" if igzip and "isal" in ours else "jdk"])
    figures += [
        Figure("wall of one stream by that of tar", best.wall / Costs(theirs).wall, "", 0.5),
        Figure("two streams as fast as one", best.wall / Costs(both).wall, "times"),
        Figure(
            "two streams as fast as one on its own",
            Costs(alone).wall / Costs(both).wall,
            "times",
            1.8,
            True,
        ),
    ]
    print(shown("two streams", Costs(both), megabytes))
    print(shown("one on its own", Costs(alone), megabytes))
    if igzip and "isal" in ours:
        print(shown("igzip | tar x", Costs(igzip), megabytes))
        figures.append(
            Figure("CPU of extract, isal, by igzip | tar x", best.cpu / Costs(igzip).cpu, "", 1.5)
        )
    shutil.rmtree(delivery)
    return figures


def heap(folder: Path, options: str) -> bool:
    """The same small heap does archives and members of every size; needs 9 GB of disk."""
    pool = rows(24 * MEGABYTE)
    flat = True
    for name, members, megabytes in [
        ("10 MB, 10 members", 10, 30),
        ("10 MB, 100,000 members", 100_000, 30),
        ("2 GB, 10 members", 10, 6400),
        ("2 GB, 100,000 members", 100_000, 6400),
    ]:
        inner = folder / "heap"
        delivery = inner / "delivery"
        delivery.mkdir(parents=True)
        write = write_archive if megabytes < 1000 else write_large_archive
        write(delivery / "one.tar.gz", members, megabytes, pool, 1)
        packed = (delivery / "one.tar.gz").stat().st_size / MEGABYTE
        try:
            cost = Extract(inner, delivery).run(options)
            print(
                f"{options} does {name}: {packed:.0f} MB packed,"
                f" {cost.wall:.1f} s, CPU {cost.cpu:.1f} s, peak {cost.peak_megabytes:.0f} MB"
            )
        except SystemExit as failure:
            print(f"{options} does not do {name}: {failure}")
            flat = False
        shutil.rmtree(inner)
    return flat


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--sizes",
        type=int,
        nargs="+",
        default=[1, 1, 1, 1, 3, 5],
        metavar="N",
        help="of the archives, in hundred megabytes (default 1 1 1 1 3 5)",
    )
    parser.add_argument("--runs", type=int, default=3, help="of each program (default 3)")
    parser.add_argument("--heap", default="-Xmx128m", help="for the test of flatness")
    parser.add_argument("--without-heap", action="store_true", help="only compare with tar")
    options = parser.parse_args()
    print(f"{machine()}; {first_line('tar', '--version')}; {first_line('gzip', '--version')}")
    with scratch() as folder:
        figures = compare(folder, options.sizes, options.runs)
    if not options.without_heap:
        with tempfile.TemporaryDirectory() as name:
            flat = heap(Path(name), options.heap)
        figures.append(Figure("archives of every size in one heap", flat, "", 1, at_least=True))
    conclude("extract", {"sizes": options.sizes}, figures)
    return 0 if all(figure.reached for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
