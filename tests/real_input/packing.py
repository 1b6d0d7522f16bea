"""Packs members into a delivery, half by GNU tar and half by Python's tarfile."""

from __future__ import annotations

import hashlib
import subprocess
import tarfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from fixtures.programs import program
from real_input.cutting import Member


@dataclass(frozen=True)
class Delivery:
    """Members by archive, both in the order in which rows must be merged."""

    archives: dict[str, list[Member]]

    def of(self, table: str) -> list[Member]:
        """The members of a table."""
        members = (member for content in self.archives.values() for member in content)
        return [member for member in members if member.table.name == table]


def deliver(members: Sequence[Member], into: Path, day: str, work: Path, archives: int) -> Delivery:
    """Writes archives and a marker that lists them with their checksums.

    :param day: as in the members' names, without dashes
    """
    shuffled = list(members)
    Random(7).shuffle(shuffled)
    delivery = {}
    marker = []
    for number in range(archives):
        name = f"nyc-{number + 1:05d}.tar.gz"
        content = shuffled[number::archives]
        folder = work / f"{number:05d}"
        files = _write(content, folder, day, number)
        (_by_gnu_tar if number % 2 == 0 else _by_python)(into / name, folder, files)
        delivery[name] = content
        marker.append(f"{hashlib.sha256((into / name).read_bytes()).hexdigest()}  {name}\n")
    (into / "_COMPLETE").write_text("".join(marker), encoding="utf-8")
    return Delivery(delivery)


def _write(members: list[Member], folder: Path, day: str, number: int) -> list[str]:
    folder.mkdir(parents=True)
    names = []
    for place, member in enumerate(members):
        name = f"{member.table.name}_{day}_{number:03d}-{place:03d}.csv"
        (folder / name).write_bytes(member.data)
        names.append(name)
    return names


def _by_gnu_tar(archive: Path, folder: Path, names: list[str]) -> None:
    tar = program("tar", "apt-get install tar")
    command = [tar, "--format=gnu", "-C", str(folder), "-czf", str(archive), "--", *names]
    subprocess.run(command, check=True)


def _by_python(archive: Path, folder: Path, names: list[str]) -> None:
    with tarfile.open(archive, "w:gz") as tar:
        for name in names:
            tar.add(folder / name, arcname=name)
