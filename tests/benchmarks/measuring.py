"""What the benchmarks share: whole processes measured, a worker with a storage of its own."""

import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benchmarks.history import kernel

HOME = Path(__file__).resolve().parent.parent.parent
DATE = "2025-03-17"
MEGABYTE = 1_000_000
_ONE_PROCESS = Path(__file__).with_name("one_process.py")


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    peak_megabytes: float

    def told(self) -> str:
        return f"{self.wall:.1f} s, CPU {self.cpu:.1f} s, peak {self.peak_megabytes:.0f} MB"


@dataclass(frozen=True)
class Costs:
    """What the runs of one program took."""

    runs: Sequence[Cost]

    @property
    def wall(self) -> float:
        return statistics.median(cost.wall for cost in self.runs)

    @property
    def cpu(self) -> float:
        return statistics.median(cost.cpu for cost in self.runs)

    @property
    def peak_megabytes(self) -> float:
        return max(cost.peak_megabytes for cost in self.runs)

    def __str__(self) -> str:
        wall = [cost.wall for cost in self.runs]
        cpu = [cost.cpu for cost in self.runs]
        return (
            f"wall s {self.wall:6.2f} ({min(wall):.2f} to {max(wall):.2f})"
            f"   CPU s {self.cpu:6.2f} ({min(cpu):.2f} to {max(cpu):.2f})"
            f"   peak MB {self.peak_megabytes:6.0f}"
        )


def measured(command: Sequence[str], environment: Mapping[str, str] | None = None) -> Cost:
    """Runs a command to its end, with the costs of it and of all that it waited for."""
    with tempfile.TemporaryFile() as said, tempfile.TemporaryFile() as told:
        process = subprocess.run(
            [sys.executable, "-S", _ONE_PROCESS, str(told.fileno()), *command],
            stdout=said,
            stderr=said,
            env=environment,
            pass_fds=[told.fileno()],
            check=False,
        )
        if process.returncode != 0:
            said.seek(0)
            sys.stderr.buffer.write(said.read())
            raise SystemExit(f"{command[0]} ended with {process.returncode}")
        told.seek(0)
        return Cost(**json.load(told))


class Worker:
    """The worker's command line on a storage of its own, with a folder as the source.

    :param source: more of the source's block, or another `uri` than the folder's
    :param storage: another root than a folder
    :param environment: what tasks need to know beside
    """

    def __init__(
        self,
        folder: Path,
        delivery: Path,
        settings: str = "",
        *,
        source: Mapping[str, str | int] | None = None,
        storage: str | None = None,
        environment: Mapping[str, str] | None = None,
        wait: bool = True,
    ) -> None:
        root = folder / "storage"
        self.day = root / "bench" / DATE
        self._partner = folder / "bench.yaml"
        self._environment = dict(environment or {})
        keys = {
            "uri": f"file://{delivery}",
            "archives": "*.tar.gz",
            "stable-for": "1s",
            "poll-interval": "1s",
        } | dict(source or {})
        self._always = (
            f"partner: bench\nstorage: {storage or f'file://{root}'}\nsource: {json.dumps(keys)}\n"
        )
        self.settings(settings)
        if wait:
            self.run("wait")

    def settings(self, more: str) -> None:
        """Goes on with these lines more in the partner file."""
        self._partner.write_text(self._always + more)

    def run(
        self,
        command: str,
        java_options: str = "",
        settings: Mapping[str, str] | None = None,
        options: Sequence[str] = (),
    ) -> Cost:
        """One task of the day, as a process, with more settings in its environment."""
        environment = os.environ | {
            "TRIBUTARY_TERMINATION_LOG": os.devnull,
            "TRIBUTARY_JAVA_OPTIONS": java_options,
        }
        arguments = ["--partner", str(self._partner), "--date", DATE, *options]
        command_line = [f"{HOME}/tributary", command, *arguments]
        return measured(command_line, environment | self._environment | dict(settings or {}))


@contextmanager
def scratch() -> Iterator[Path]:
    """A folder in memory where the system has one, so that no disk is measured."""
    memory = Path("/dev/shm")  # noqa: S108
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as name:
        yield Path(name)


def first_line(*command: str) -> str:
    """What a program says first, such as its version."""
    told = subprocess.run(command, capture_output=True, text=True, check=True)
    return told.stdout.splitlines()[0]


def load() -> str:
    """How busy the machine has been; two benchmarks at once would show here."""
    return "load " + " ".join(f"{load:.1f}" for load in os.getloadavg())


def machine() -> str:
    """What ran the benchmark, and how busy it was."""
    java = os.environ.get("JAVA_HOME")
    release = Path(java, "release").read_text() if java and Path(java, "release").exists() else ""
    jdk = next((x for x in release.splitlines() if x.startswith("JAVA_VERSION=")), "java of PATH")
    return (
        f"{os.cpu_count()} CPUs, {load()}, {platform.machine()} {platform.system()}"
        f" {kernel()}; {jdk}"
    )
