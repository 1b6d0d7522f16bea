"""Extraction against GNU tar: CPU for each compressed megabyte, and a heap that stays flat.

The worker does more than tar: it checks, hashes, counts records and packs. It is measured as a
whole process, start-up included, on the same archives, from and to memory-backed storage where
there is any. Runs of both take turns, so that a busy machine is busy for both.
"""

import argparse
import json
import os
import platform
import random
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, cast

HOME = Path(__file__).resolve().parent.parent.parent
DATE = "2025-03-17"
HEADER = b"hotel_id,rate_plan,stay_date,price,currency,city,available,name,token,guests\n"
CITIES = ["서울", "부산", "제주", "Incheon", "Busan", "Daegu", "Tokyo", "Osaka"]
PLANS = ["BAR", "CORP", "AAA", "PKG", "OTA-NR", "OTA-FLEX"]
TABLES = 23
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    peak_megabytes: float = 0.0


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


def measured(command: list[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Runs a command to its end, with the costs of it and of all that it waited for."""
    began = time.monotonic()
    with tempfile.TemporaryFile() as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.monotonic() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode != 0:
            said.seek(0)
            sys.stderr.buffer.write(said.read())
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


class Worker:
    """The worker's command line in a folder of its own."""

    def __init__(self, folder: Path, delivery: Path, parallelism: int = 1) -> None:
        self._storage = folder / "storage"
        self._partner = folder / "bench.yaml"
        self._partner.write_text(
            "partner: bench\n"
            f"storage: file://{self._storage}\n"
            f'source: {{uri: "file://{delivery}", archives: "*.tar.gz", '
            "stable-for: 1s, poll-interval: 1s}\n"
            f"extract: {{parallelism: {parallelism}}}\n"
        )
        self.run("wait")

    def run(self, command: str, java_options: str = "") -> Cost:
        environment = os.environ | {
            "TRIBUTARY_TERMINATION_LOG": os.devnull,
            "TRIBUTARY_JAVA_OPTIONS": java_options,
        }
        arguments = ["--partner", str(self._partner), "--date", DATE]
        return measured([f"{HOME}/tributary", command, *arguments], environment)

    def forget(self) -> None:
        for folder in ("manifests", "extracted", "runs"):
            shutil.rmtree(self._day() / folder, ignore_errors=True)

    def records(self) -> int:
        manifests = [json.loads(p.read_text()) for p in (self._day() / "manifests").glob("*.json")]
        assert not [m for m in manifests if "refusal" in m], "an archive was refused"
        return sum(table["records"] for m in manifests for table in m["tables"])

    def _day(self) -> Path:
        return self._storage / "bench" / DATE


def untar(delivery: Path, folder: Path) -> Cost:
    """What GNU tar takes for all archives, one after the other."""
    target = folder / "untarred"
    target.mkdir()
    script = 'for archive in "$0"/*.tar.gz; do tar xzf "$archive" -C "$1"; done'
    cost = measured(["bash", "-ec", script, str(delivery), str(target)])
    shutil.rmtree(target)
    return cost


def shown(name: str, costs: list[Cost], megabytes: float) -> str:
    cpu = [cost.cpu for cost in costs]
    wall = [cost.wall for cost in costs]
    return (
        f"{name:<14} CPU s {statistics.median(cpu):7.2f} ({min(cpu):.2f} to {max(cpu):.2f})"
        f"   wall s {statistics.median(wall):7.2f} ({min(wall):.2f} to {max(wall):.2f})"
        f"   CPU ms/MB {statistics.median(cpu) / megabytes * 1000:6.2f}"
        f"   peak MB {max(cost.peak_megabytes for cost in costs):6.0f}"
    )


def compare(folder: Path, archives: int, runs: int) -> bool:
    delivery = folder / "delivery"
    delivery.mkdir()
    pool = rows(24 * MEGABYTE)
    for number in range(archives):
        write_archive(delivery / f"batch-{number:03}.tar.gz", 2300, 295, pool, number)
    megabytes = sum(path.stat().st_size for path in delivery.iterdir()) / MEGABYTE
    worker = Worker(folder, delivery)
    ours: list[Cost] = []
    theirs: list[Cost] = []
    for _ in range(runs):
        theirs.append(untar(delivery, folder))
        worker.forget()
        ours.append(worker.run("extract"))
    print(
        f"{archives} archives, {megabytes:.0f} MB packed, {295 * archives} MB unpacked,"
        f" {2300 * archives} members, {worker.records()} records; {runs} runs each, by turns"
    )
    print(shown("GNU tar xzf", theirs, megabytes))
    print(shown("extract", ours, megabytes))
    ratio = statistics.median(c.cpu for c in ours) / statistics.median(c.cpu for c in theirs)
    print(f"extract takes {ratio:.2f} times the CPU of tar; wanted: at most 1")
    shutil.rmtree(delivery)
    return ratio <= 1


def heap(folder: Path, options: str) -> bool:
    """The same small heap does archives and members of every size."""
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
        write_archive(delivery / "one.tar.gz", members, megabytes, pool, 1)
        packed = (delivery / "one.tar.gz").stat().st_size / MEGABYTE
        try:
            cost = Worker(inner, delivery).run("extract", options)
            print(
                f"{options} does {name}: {packed:.0f} MB packed,"
                f" {cost.wall:.1f} s, CPU {cost.cpu:.1f} s, peak {cost.peak_megabytes:.0f} MB"
            )
        except SystemExit as failure:
            print(f"{options} does not do {name}: {failure}")
            flat = False
        shutil.rmtree(inner)
    return flat


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where the system has one, so that no disk is measured."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def first_line(*command: str) -> str:
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()[0]


def machine() -> str:
    java = os.environ.get("JAVA_HOME")
    release = Path(java, "release").read_text() if java and Path(java, "release").exists() else ""
    jdk = next((x for x in release.splitlines() if x.startswith("JAVA_VERSION=")), "java of PATH")
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} CPUs, load {load:.1f}, {platform.machine()} {platform.system()}"
        f" {platform.release()}; {first_line('tar', '--version')};"
        f" {first_line('gzip', '--version')}; {jdk}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--archives", type=int, default=8, help="of about 100 MB each (default 8)")
    parser.add_argument("--runs", type=int, default=3, help="of each program (default 3)")
    parser.add_argument("--heap", default="-Xmx128m", help="for the test of flatness")
    parser.add_argument("--without-heap", action="store_true", help="only compare with tar")
    options = parser.parse_args()
    print(machine())
    with scratch() as folder:
        reached = compare(folder, options.archives, options.runs)
    if not options.without_heap:
        with scratch() as folder:
            reached &= heap(folder, options.heap)
    return 0 if reached else 1


if __name__ == "__main__":
    sys.exit(main())
