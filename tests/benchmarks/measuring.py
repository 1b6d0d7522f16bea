"""What the benchmarks share: whole processes measured, a worker with a storage of its own."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent.parent
DATE = "2025-03-17"
MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Cost:
    """What one run took."""

    wall: float
    cpu: float
    peak_megabytes: float


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
    """The worker's command line on a storage of its own, with a folder as the source."""

    def __init__(self, folder: Path, delivery: Path, settings: str = "") -> None:
        storage = folder / "storage"
        self.day = storage / "bench" / DATE
        self._partner = folder / "bench.yaml"
        self._always = (
            "partner: bench\n"
            f"storage: file://{storage}\n"
            f'source: {{uri: "file://{delivery}", archives: "*.tar.gz", '
            f"stable-for: 1s, poll-interval: 1s}}\n"
        )
        self.settings(settings)
        self.run("wait")

    def settings(self, more: str) -> None:
        """Goes on with these lines more in the partner file."""
        self._partner.write_text(self._always + more)

    def run(
        self, command: str, java_options: str = "", settings: Mapping[str, str] | None = None
    ) -> Cost:
        """One task of the day, as a process, with more settings in its environment."""
        environment = os.environ | {
            "TRIBUTARY_TERMINATION_LOG": os.devnull,
            "TRIBUTARY_JAVA_OPTIONS": java_options,
        }
        arguments = ["--partner", str(self._partner), "--date", DATE]
        command_line = [f"{HOME}/tributary", command, *arguments]
        return measured(command_line, environment | dict(settings or {}))


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
        f" {platform.release()}; {jdk}"
    )
