"""A delivery that is small and yet takes every way of writing: segments, parts, single objects."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path
from random import Random

ARCHIVES = 8
# One member larger than the memory of an archive in work, so that it streams by multipart.
LARGE_MEMBER_ROWS = 60_000


def deliver(into: Path, date: str) -> None:
    """Writes the archives, the same at each call, and the marker."""
    into.mkdir(parents=True)
    random = Random(20250317)
    for number in range(ARCHIVES):
        with tarfile.open(into / f"batch-{number:02}.tar.gz", "w:gz", compresslevel=1) as archive:
            for member in range(6):
                batch = f"{date.replace('-', '')}_{number:02}{member:02}"
                _add(archive, f"room_rate_{batch}.csv", _room_rate(random, 300))
                _add(archive, f"hotel_{batch}.csv", _hotel(random, member % 2 == 0))
            rows = LARGE_MEMBER_ROWS if number == 2 else 4_000
            name = f"booking_{date.replace('-', '')}_{number:02}.csv"
            _add(archive, name, _booking(random, number, rows))
    (into / "_COMPLETE").touch()


def _add(archive: tarfile.TarFile, name: str, text: str) -> None:
    entry = tarfile.TarInfo(name)
    content = text.encode()
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))


def _room_rate(random: Random, rows: int) -> str:
    """Few keys, so that duplicates and collisions are many."""
    lines = ["hotel_id,rate_plan,stay_date,price"]
    for _ in range(rows):
        key = f"{random.randrange(40)},{random.choice('ABC')},2025-04-{random.randrange(1, 29):02}"
        lines.append(f"{key},{random.randrange(3)}0.5")
    return "\n".join(lines) + "\n"


def _hotel(random: Random, with_stars: bool) -> str:
    """Drifting headers, quoted line ends, and now and then a malformed record."""
    lines = ["hotel_id,name,stars" if with_stars else "name,hotel_id"]
    for number in range(20):
        name = f'"House ""{random.randrange(100)}""\nby the sea"'
        lines.append(f"{number},{name},{number % 5}" if with_stars else f"{name},{number}")
    lines.append("broken" if random.random() < 0.3 else lines[-1])
    return "\r\n".join(lines) + "\r\n"


def _booking(random: Random, number: int, rows: int) -> str:
    """Wide rows: a table of several parts."""
    lines = ["booking_id,guest,remark,amount"]
    for row in range(rows):
        remark = random.randbytes(45).hex()
        lines.append(f"{number}-{row},guest {random.randrange(10**6)},{remark},{row % 977}")
    return "\n".join(lines) + "\n"
