"""Would segments be better compressed? zstd level 1 and lz4 against none.

Segments that extraction has made are packed in frames of 8 MiB, sent over a line, received and
unpacked again, each by a thread of its own in one JVM, as extraction and merge would do it between
themselves and storage; what comes back is compared. Toxiproxy makes the line narrow. Wall time is
from the first byte packed to the last unpacked; CPU is that of packing and unpacking alone.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extract_benchmark import rows, write_archive
from benchmarks.history import Figure, conclude
from benchmarks.measuring import HOME, MEGABYTE, Worker, load, machine, scratch
from fixtures.toxiproxy import Line, Toxic, running_toxiproxy

CODECS = ["none", "zstd", "lz4"]
RATES = [50, 100, 200, 1000, 0]


@dataclass(frozen=True)
class Turn:
    """One passage of all segments."""

    wall: float
    packing: float
    unpacking: float
    moved: int


class Passage:
    """The JVM that sends segments to itself."""

    def __init__(self, segments: list[Path]) -> None:
        java = Path(os.environ.get("JAVA_HOME", "/usr"), "bin", "java")
        libraries = HOME / "java-workers" / "cli" / "target" / "lib" / "*"
        program = Path(__file__).with_name("SegmentCodecs.java")
        command = [str(java), "-cp", str(libraries), str(program), *map(str, segments)]
        self._java = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        self.port = int(self._line())

    def _line(self) -> str:
        assert self._java.stdout is not None
        line = self._java.stdout.readline()
        if not line:
            raise SystemExit(f"SegmentCodecs.java ended with {self._java.wait()}")
        return line

    def turn(self, port: int, codec: str) -> Turn:
        """Once through a line."""
        assert self._java.stdin is not None
        self._java.stdin.write(f"{port} {codec}\n")
        self._java.stdin.flush()
        wall, packing, unpacking, moved = self._line().split()
        return Turn(float(wall), float(packing), float(unpacking), int(moved))

    def end(self) -> None:
        assert self._java.stdin is not None
        self._java.stdin.close()
        self._java.wait()


@contextmanager
def passage(segments: list[Path]) -> Iterator[Passage]:
    begun = Passage(segments)
    try:
        yield begun
    finally:
        begun.end()


def segments(folder: Path, megabytes: int) -> list[Path]:
    """What extraction makes of about so many megabytes of rows."""
    delivery = folder / "delivery"
    delivery.mkdir()
    pool = rows(24 * MEGABYTE)
    write_archive(delivery / "one.tar.gz", 8 * megabytes, megabytes, pool, 1)
    worker = Worker(folder, delivery)
    worker.run("extract")
    shutil.rmtree(delivery)
    return sorted(path for path in (worker.day / "extracted").rglob("*.csv"))


def shown(codec: str, turns: list[Turn], raw: int) -> str:
    wall = [turn.wall for turn in turns]
    gigabytes = raw / 1e9
    packing = statistics.median(turn.packing for turn in turns) / gigabytes
    unpacking = statistics.median(turn.unpacking for turn in turns) / gigabytes
    return (
        f"  {codec:<5} wall s {statistics.median(wall):6.2f} ({min(wall):.2f} to {max(wall):.2f})"
        f"   CPU s/GB packing {packing:5.2f}, unpacking {unpacking:5.2f}"
        f"   bytes {turns[0].moved / raw:5.1%}"
    )


def compare(folder: Path, megabytes: int, runs: int) -> list[Figure]:
    figures = []
    made = segments(folder, megabytes)
    raw = sum(path.stat().st_size for path in made)
    with running_toxiproxy(folder) as toxiproxy, passage(made) as through:
        line: Line = toxiproxy.line("codecs", f"127.0.0.1:{through.port}")
        for codec in CODECS * 2:  # warms the JVM up
            through.turn(line.port, codec)
        print(f"{len(made)} segments, {raw / MEGABYTE:.0f} MB; {runs} runs each, by turns")
        for rate in RATES:
            line.heal()
            if rate:
                line.add(Toxic("bandwidth", {"rate": rate * 125}, "upstream"))
            turns: dict[str, list[Turn]] = {codec: [] for codec in CODECS}
            for _ in range(runs):
                for codec, taken in turns.items():
                    taken.append(through.turn(line.port, codec))
            print(f"{f'{rate} Mbit/s' if rate else 'as fast as it goes'}; {load()}")
            for codec, taken in turns.items():
                print(shown(codec, taken, raw))
                wall = statistics.median(turn.wall for turn in taken) / (raw / 1e9)
                figures.append(Figure(f"{codec}, {rate or 'any'} Mbit/s", wall, "s/GB"))
                if not rate:
                    cpu = statistics.median(turn.packing + turn.unpacking for turn in taken)
                    figures.append(Figure(f"{codec}, CPU", cpu / (raw / 1e9), "s/GB"))
                    figures.append(Figure(f"{codec}, bytes", taken[0].moved / raw, "of raw"))
    return figures


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--megabytes", type=int, default=64, help="of rows (default 64)")
    parser.add_argument("--runs", type=int, default=3, help="of each (default 3)")
    options = parser.parse_args()
    print(machine())
    with scratch() as folder:
        figures = compare(folder, options.megabytes, options.runs)
    conclude("codecs", vars(options), figures)
    return 0


if __name__ == "__main__":
    sys.exit(main())
