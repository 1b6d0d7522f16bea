"""Runs every test and check of the project: ``./tributary test``.

Every step runs, whatever the ones before it found, unless it needs what they failed to build.
The last line counts the tests of Maven and pytest together; a step that fails without naming a
failed test counts as one.
"""

import argparse
import fcntl
import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
STATE = HOME / ".tributary"
PYTHON_SETTINGS = HOME / "dags" / "pyproject.toml"
PYTHON_CODE = [HOME / "dags", HOME / "tests"]
REPORTS = "java-workers/**/target/**/*-reports/TEST-*.xml"
# What the step before the tests has looked at already
JUDGED = [
    f"-D{check}.skip"
    for check in ("checkstyle", "cyclonedx", "enforcer", "mdep.analyze", "spotless.check")
]
NO_TESTS_COLLECTED = 5  # pytest's exit code


@dataclass(frozen=True)
class Count:
    """How many tests ended how."""

    passed: int = 0
    failed: int = 0
    skipped: int = 0

    def __add__(self, other: "Count") -> "Count":
        return Count(
            self.passed + other.passed, self.failed + other.failed, self.skipped + other.skipped
        )

    def __str__(self) -> str:
        return f"{self.passed} passed, {self.failed} failed, {self.skipped} skipped"

    @staticmethod
    def of_reports(reports: Iterable[Path]) -> "Count":
        """Adds up JUnit XML files."""
        total = Count()
        for report in reports:
            for suite in ElementTree.parse(report).getroot().iter("testsuite"):
                ran, skipped = int(suite.get("tests", 0)), int(suite.get("skipped", 0))
                failed = int(suite.get("failures", 0)) + int(suite.get("errors", 0))
                total += Count(ran - failed - skipped, failed, skipped)
        return total


@dataclass
class Outcome:
    """What the steps found so far."""

    lines: list[str] = field(default_factory=list)
    total: Count = field(default_factory=Count)
    ok: bool = True

    def step(self, name: str, command: Sequence[str | Path], reports: str | None = None) -> bool:
        """Runs one step; `reports` is a pattern of the JUnit files that it writes."""
        for stale in HOME.glob(reports) if reports else ():
            stale.unlink()
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run([str(word) for word in command], check=False).returncode
        count = Count.of_reports(HOME.glob(reports)) if reports else Count()
        ok = code == 0 or (code == NO_TESTS_COLLECTED and "pytest" in command)
        if not ok and count.failed == 0:
            count += Count(failed=1)
        self.add(name, "ok" if ok else f"FAILED ({code})", time.monotonic() - started, count)
        return ok

    def add(self, name: str, verdict: str, seconds: float, count: Count) -> None:
        """Keeps one line for the end."""
        numbers = str(count) if count != Count() else ""
        self.lines.append(f"{name:<22}{verdict:<14}{seconds:5.0f} s   {numbers}".rstrip())
        self.total += count
        self.ok = self.ok and verdict in ("ok", "left out")

    def leave_out(self, name: str) -> None:
        """A step that cannot run, as an earlier one failed."""
        self.add(name, "left out", 0, Count())

    def print(self) -> None:
        """The table and, last, the line that counts."""
        print("\n=== summary")
        print("\n".join(self.lines))
        print(self.total)


def maven(*words: str) -> list[str | Path]:
    """A Maven command line that goes on after a module fails."""
    return [HOME / "mvnw", "-f", HOME / "pom.xml", "-B", "--fail-at-end", *words]


def pytest(markers: str, *words: str) -> list[str | Path]:
    """A pytest command line over the tests that cross languages."""
    return [
        *(sys.executable, "-m", "pytest", "-c", PYTHON_SETTINGS, "--rootdir", HOME),
        *("-m", markers, f"--junitxml={STATE}/pytest.xml", *words, HOME / "tests"),
    ]


@contextmanager
def the_only_build() -> Iterator[None]:
    """Waits for builds by the launcher, and makes it wait for ours."""
    STATE.mkdir(exist_ok=True)
    with (STATE / "build.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def build_and_check(outcome: Outcome) -> bool:
    """Compiles with every check, and leaves what the launcher runs."""
    built = HOME / "java-workers" / "cli" / "target" / "lib" / ".built"
    with the_only_build():
        started = time.time()
        ok = outcome.step("build and checks", maven("-q", "verify", "-DskipTests"))
        if ok:
            built.touch()
            os.utime(built, (started, started))
    return ok


def run_all(outcome: Outcome, quick: bool) -> None:
    """Everything but the cluster's tests and the benchmarks."""
    markers = "not cluster and not benchmark"
    if quick:
        built = outcome.step("Java tests", maven("test", "-Dquick"), REPORTS)
        markers += " and not slow"
    else:
        built = build_and_check(outcome)
        if built:
            outcome.step("Java tests", maven("verify", *JUDGED), REPORTS)
        else:
            outcome.leave_out("Java tests")
        settings: list[str | Path] = ["--config", PYTHON_SETTINGS, *PYTHON_CODE]
        outcome.step("ruff", [sys.executable, "-m", "ruff", "check", *settings])
        outcome.step("ruff format", [sys.executable, "-m", "ruff", "format", "--check", *settings])
        mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", PYTHON_SETTINGS]
        outcome.step("mypy", [*mypy, *PYTHON_CODE])
    if built:
        outcome.step("Python tests", pytest(markers), ".tributary/pytest.xml")
    else:
        outcome.leave_out("Python tests")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./tributary test", description=run_all.__doc__)
    parser.add_argument("--quick", action="store_true", help="unit tests only, without the checks")
    parser.add_argument("--cluster", action="store_true", help="only what needs a cluster")
    chosen = parser.parse_args()
    outcome = Outcome()
    if chosen.cluster:
        outcome.step("cluster tests", pytest("cluster"), ".tributary/pytest.xml")
    else:
        run_all(outcome, chosen.quick)
    outcome.print()
    return 0 if outcome.ok else 1


if __name__ == "__main__":
    sys.exit(main())
