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
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from operator import itemgetter
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
STATE = HOME / ".tributary"
PYTHON_SETTINGS = f"{HOME}/dags/pyproject.toml"
PYTHON_CODE = [f"{HOME}/dags", f"{HOME}/images", f"{HOME}/tests"]
LAUNCHER_BUILDS = [f"{HOME}/tributary", "build"]
PYTHON_REPORT = ".tributary/pytest.xml"
JAVA_REPORTS = "java-workers/**/target/**/*-reports/TEST-*.xml"
# What the step before the tests has looked at already
JUDGED = [
    f"-D{check}.skip"
    for check in ("checkstyle", "cyclonedx", "enforcer", "mdep.analyze", "spotless.check")
]
SLOWEST_SHOWN = 25
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


def skip_reasons(reports: Iterable[Path]) -> Counter[str]:
    """Why tests in JUnit XML files were skipped, and how many for each reason."""
    reasons: Counter[str] = Counter()
    for report in reports:
        for case in ElementTree.parse(report).getroot().iter("skipped"):
            reasons[case.get("message") or "no reason given"] += 1
    return reasons


def seconds_of_classes(reports: Iterable[Path]) -> dict[str, float]:
    """What the tests of each class, or Python module, took together in JUnit XML files."""
    seconds: defaultdict[str, float] = defaultdict(float)
    for report in reports:
        for case in ElementTree.parse(report).getroot().iter("testcase"):
            seconds[case.get("classname", "?")] += float(case.get("time", "0").replace(",", ""))
    return seconds


@dataclass
class Outcome:
    """What the steps found so far."""

    lines: list[str] = field(default_factory=list)
    skipped: Counter[str] = field(default_factory=Counter)
    seconds: dict[str, float] = field(default_factory=dict)
    total: Count = field(default_factory=Count)
    ok: bool = True

    def step(self, name: str, command: Sequence[str], reports: str | None = None) -> bool:
        """Runs one step; `reports` is a pattern of the JUnit files that it writes."""
        for stale in HOME.glob(reports) if reports else ():
            stale.unlink()
        print(f"\n=== {name}", flush=True)
        started = time.monotonic()
        code = subprocess.run(command, cwd=HOME, check=False).returncode
        count = Count.of_reports(HOME.glob(reports)) if reports else Count()
        self.skipped += skip_reasons(HOME.glob(reports) if reports else ())
        self.seconds |= seconds_of_classes(HOME.glob(reports) if reports else ())
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
        """The table, what took longest, why tests were skipped, and, last, the line that counts."""
        print("\n=== summary")
        print("\n".join(self.lines))
        slowest = sorted(self.seconds.items(), key=itemgetter(1), reverse=True)
        for name, seconds in slowest[:SLOWEST_SHOWN]:
            print(f"SLOW {seconds:5.0f} s: {name}")
        for reason, count in self.skipped.most_common():
            print(f"SKIPPED {count}: {reason}")
        print(self.total)


def maven(*words: str) -> list[str]:
    """A Maven command line that goes on after a module fails."""
    return [f"{HOME}/mvnw", "-f", f"{HOME}/pom.xml", "-B", "--fail-at-end", *words]


def python(module: str, *words: str) -> list[str]:
    """A Python module's command line."""
    return [sys.executable, "-m", module, *words]


def pytest(markers: str) -> list[str]:
    """A pytest command line over the tests that cross languages."""
    where = ("-c", PYTHON_SETTINGS, "--rootdir", f"{HOME}", f"{HOME}/tests")
    return python("pytest", *where, "-m", markers, f"--junitxml={HOME}/{PYTHON_REPORT}")


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
        ok = outcome.step("build and checks", maven("-q", "verify", "-DskipTests", "-DskipITs"))
        if ok:
            built.touch()
            os.utime(built, (started, started))
    return ok


def lint(outcome: Outcome) -> None:
    """What is known of Python code without running it."""
    # Ruff finds the settings of each folder by itself; those of tests extend those of dags.
    outcome.step("ruff", python("ruff", "check", *PYTHON_CODE))
    outcome.step("ruff format", python("ruff", "format", "--check", *PYTHON_CODE))
    types = ("--strict", "--config-file", PYTHON_SETTINGS, *PYTHON_CODE)
    outcome.step("mypy", python("mypy", *types))


def run_all(outcome: Outcome) -> None:
    """Runs every test and check, but the cluster's tests and the benchmarks."""
    built = build_and_check(outcome)
    if built:
        outcome.step("Java tests", maven("verify", *JUDGED), JAVA_REPORTS)
    else:
        outcome.leave_out("Java tests")
    lint(outcome)
    if built:
        outcome.step("Python tests", pytest("not cluster and not benchmark"), PYTHON_REPORT)
    else:
        outcome.leave_out("Python tests")


def run_quick(outcome: Outcome) -> None:
    """Runs unit tests, without any check."""
    if outcome.step("build", LAUNCHER_BUILDS):
        outcome.step("Java tests", maven("test", "-Dquick"), JAVA_REPORTS)
        markers = "not cluster and not benchmark and not slow"
        outcome.step("Python tests", pytest(markers), PYTHON_REPORT)


def run_fuzzing(outcome: Outcome, duration: str) -> None:
    """Looks for new inputs that break a parser."""
    outcome.step(
        "fuzzing",
        maven("verify", *JUDGED, "-pl", "java-workers/fuzz", "-am", f"-Dfuzz.duration={duration}")
        + ["-Dtest=*FuzzTest", "-Dit.test=*FuzzTest"]
        + [f"-D{kind}.failIfNoSpecifiedTests=false" for kind in ("surefire", "failsafe")],
        JAVA_REPORTS,
    )


def run_on_cluster(outcome: Outcome) -> None:
    """Runs what needs a Kubernetes cluster."""
    if outcome.step("build", LAUNCHER_BUILDS):
        outcome.step("cluster tests", pytest("cluster"), PYTHON_REPORT)


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(prog="./tributary test", description=run_all.__doc__)
    chosen = parser.add_mutually_exclusive_group()
    for option, run in (("--quick", run_quick), ("--cluster", run_on_cluster)):
        chosen.add_argument(
            option, dest="run", action="store_const", const=run, default=run_all, help=run.__doc__
        )
    fuzzing = "Looks for inputs that break a parser, so long for each, such as 2h."
    chosen.add_argument("--fuzz", metavar="DURATION", help=fuzzing)
    outcome = Outcome()
    try:
        arguments = parser.parse_args()
        if arguments.fuzz:
            run_fuzzing(outcome, arguments.fuzz)
        else:
            arguments.run(outcome)
    except KeyboardInterrupt:
        return 130
    outcome.print()
    return 0 if outcome.ok else 1


if __name__ == "__main__":
    sys.exit(main())
