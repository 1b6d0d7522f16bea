"""Deliveries of very many small things, made in little time."""

from __future__ import annotations

import io
import random
import tarfile
import zlib
from dataclasses import dataclass
from pathlib import Path

BLOCK = 512
_NUMBER = "00000000"
_CHECKSUM = 148


@dataclass(frozen=True)
class Shape:
    """What each archive holds.

    :param members: taking turns among the tables
    :param rows: of each member
    """

    tables: int = 3
    members: int = 6
    columns: int = 5
    rows: int = 10


def body(shape: Shape, pick: random.Random) -> bytes:
    """A member: a header, then rows of numbers and short texts."""
    lines = [",".join(f"column_{column}" for column in range(shape.columns))]
    for row in range(shape.rows):
        fields = (
            f"{pick.getrandbits(24)}" if column % 2 == 0 else f"text {row % 7}"
            for column in range(shape.columns)
        )
        lines.append(",".join(fields))
    return ("\n".join(lines) + "\n").encode()


def random_rows(rows: int, length: int) -> bytes:
    """A member of two columns whose rows have that length and do not pack to nothing."""
    pick = random.Random(5)
    pool = [f"{pick.getrandbits(48):012x},".encode() for _ in range(1000)]
    lines = [line + line[:-1] * 9 for line in pool]
    cut = [line[: length - 1] + b"\n" for line in lines]
    return b"id,text\n" + b"".join(cut[row % len(cut)] for row in range(rows))


class Archives:
    """Archives of one shape that differ in their members' names: made once, numbered often.

    :param content: of every member, where it is not to be as the shape says
    """

    def __init__(self, shape: Shape, content: bytes | None = None) -> None:
        pick = random.Random(11)
        bodies = [content or body(shape, pick) for _ in range(min(shape.members, 64))]
        tar = io.BytesIO()
        self._headers: list[int] = []
        self._names: list[int] = []
        for member in range(shape.members):
            content = bodies[member % len(bodies)]
            name = f"t{member % shape.tables:04}_20250317_{member:06}-{_NUMBER}.csv"
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            self._headers.append(tar.tell())
            self._names.append(tar.tell() + name.index(_NUMBER))
            tar.write(entry.tobuf(tarfile.USTAR_FORMAT))
            tar.write(content + bytes(-len(content) % BLOCK))
        tar.write(bytes(2 * BLOCK))
        self._template = tar.getvalue()

    def archive(self, number: int) -> bytes:
        """The archive of that number, packed."""
        digits = f"{number:0{len(_NUMBER)}}".encode()
        more = sum(digits) - sum(_NUMBER.encode())
        tar = bytearray(self._template)
        for at, name in zip(self._headers, self._names, strict=True):
            tar[name : name + len(digits)] = digits
            field = slice(at + _CHECKSUM, at + _CHECKSUM + 6)
            tar[field] = b"%06o" % (int(tar[field], 8) + more)
        packer = zlib.compressobj(1, wbits=31)
        return packer.compress(bytes(tar)) + packer.flush()

    def write(self, folder: Path, count: int) -> Path:
        """Writes so many into a folder."""
        folder.mkdir(parents=True)
        for number in range(count):
            (folder / f"batch-{number:06}.tar.gz").write_bytes(self.archive(number))
        return folder
