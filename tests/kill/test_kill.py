"""Each worker killed at its commits, and at any moment between them.

Thirty times in the ordinary tests; with `TRIBUTARY_KILLS=10000` as many as a night has time for.
"""

from __future__ import annotations

import os
import random
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kill.local_day import DATE, HOME, LocalDay

pytestmark = pytest.mark.slow

# The seed of a failure is printed.
KILLS = int(os.environ.get("TRIBUTARY_KILLS", "30"))
SEED = int(os.environ.get("TRIBUTARY_SEED", str(random.SystemRandom().randrange(1 << 30))))


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("source")
    subprocess.run([str(HOME / "tributary"), "build"], check=True)
    libraries = HOME / "java-workers" / "embedded" / "target" / "lib"
    command = [os.environ.get("JAVA", "java"), "-XX:TieredStopAtLevel=1", "-cp", f"{libraries}/*"]
    command += ["io.tributary.embedded.EmbeddedCommand", "sample", "--date", DATE]
    subprocess.run([*command, "--archives", "24", "--into", str(folder)], check=True)
    return folder


@pytest.fixture(scope="module")
def undisturbed(source: Path, tmp_path_factory: pytest.TempPathFactory) -> LocalDay:
    day = LocalDay(source, tmp_path_factory.mktemp("undisturbed"))
    for command in ("wait", "extract", "merge"):
        day.finish(command)
    return day


def kill_when(day: LocalDay, command: str, reached: Callable[[], bool]) -> bool:
    """Starts a worker and kills it once something is reached; whether the kill came in time."""
    worker = day.start(command)
    while worker.poll() is None and not reached():
        time.sleep(0.002)
    worker.kill()
    worker.communicate()
    return worker.returncode == -9


def more(count: Callable[[], int], by: int) -> Callable[[], bool]:
    enough = count() + by
    return lambda: count() >= enough


def after(seconds: float) -> Callable[[], bool]:
    end = time.monotonic() + seconds
    return lambda: time.monotonic() >= end


def lasting(day: LocalDay, command: str) -> float:
    """Seconds that a worker takes here, undisturbed."""
    began = time.monotonic()
    day.finish(command)
    return time.monotonic() - began


class Kills:
    """A worker's share of all kills that come in the middle, in as many tries as these take."""

    def __init__(self, parts: int) -> None:
        """Of so many parts in 30."""
        self.wanted = max(2, KILLS * parts // 30)
        self.came = 0

    def __iter__(self) -> Iterator[int]:
        tries = 0
        while self.came < self.wanted:
            # A worker that is over before it is killed is no kill: chance has its limits.
            assert tries < 10 * self.wanted, f"{self.came} of {tries} came in time (seed {SEED})"
            yield tries
            tries += 1


def test_killed_wait_freezes_one_list(undisturbed: LocalDay, tmp_path: Path) -> None:
    chance = random.Random(SEED)
    whole = lasting(LocalDay(undisturbed.source, tmp_path / "whole"), "wait")
    kills = Kills(4)
    for attempt in kills:
        day = LocalDay(undisturbed.source, tmp_path / str(attempt))
        kills.came += kill_when(day, "wait", after(chance.uniform(0.3, 1) * whole))
        day.finish("wait")
        assert names_and_bytes(day.frozen(), undisturbed.frozen()) == [], f"seed {SEED}"


def test_killed_extract_goes_on_to_the_same_bytes(undisturbed: LocalDay, tmp_path: Path) -> None:
    day = LocalDay(undisturbed.source, tmp_path)
    day.finish("wait")
    chance = random.Random(SEED)
    kills = Kills(11)
    for attempt in kills:
        at_a_commit = more(day.manifests, chance.randrange(1, 3))
        moment = after(chance.uniform(0.4, 1.6))
        kills.came += kill_when(day, "extract", moment if attempt % 2 else at_a_commit)
        if day.manifests() == day.archives():  # again from nothing
            day = LocalDay(undisturbed.source, tmp_path / str(attempt))
            day.finish("wait")

    day.finish("extract")

    wanted = {k: v for k, v in undisturbed.data().items() if k.startswith(("ext", "man"))}
    assert names_and_bytes(day.data(), wanted) == [], f"seed {SEED}"


def test_killed_merge_goes_on_to_the_same_bytes(undisturbed: LocalDay, tmp_path: Path) -> None:
    day = LocalDay(undisturbed.source, tmp_path)
    for command in ("wait", "extract"):
        day.finish(command)
    reference = undisturbed.data()
    reader = Reader(day, reference)
    reader.start()
    chance = random.Random(SEED)
    kills = Kills(11)
    try:
        for attempt in kills:
            at_a_commit = more(day.publications, chance.randrange(1, 4))
            moment = after(chance.uniform(1.0, 4.0))
            kills.came += kill_when(day, "merge", moment if attempt % 2 else at_a_commit)
            if day.publications() == undisturbed.publications():
                for marker in chance.sample(day.markers(), 12):
                    marker.unlink()
        day.finish("merge")
    finally:
        reader.stop()

    assert names_and_bytes(day.data(), reference) == [], f"seed {SEED}"
    assert reader.complete > 0
    assert reader.mixed == []
    day.finish("summarize")
    day.finish("verify")


def test_killed_summarize_ends_in_one_verdict(undisturbed: LocalDay, tmp_path: Path) -> None:
    day = LocalDay(undisturbed.source, tmp_path)
    for command in ("wait", "extract", "merge"):
        day.finish(command)
    chance = random.Random(SEED)
    whole = lasting(day, "summarize")
    kills = Kills(4)
    for _ in kills:
        kills.came += kill_when(day, "summarize", after(chance.uniform(0.3, 1) * whole))
    day.finish("summarize")
    day.finish("verify")
    summary = day.summary()
    assert summary["archives"]["extracted"] == day.archives() - summary["archives"]["refused"]
    assert set(summary["tables"]) == {marker.parent.name for marker in day.markers()}
    assert names_and_bytes(day.data(), undisturbed.data()) == [], f"seed {SEED}"


def names_and_bytes(found: dict[str, bytes], wanted: dict[str, bytes]) -> list[str]:
    """What differs; a summary of it, as the bytes are many."""
    missing = [f"missing {name}" for name in wanted if name not in found]
    more = [f"not wanted {name}" for name in found if name not in wanted]
    other = [f"other bytes {name}" for name in wanted if found.get(name, b"") != wanted[name]]
    return sorted({*missing, *more, *other})


class Reader(threading.Thread):
    """Reads tables all the time, as the design says that a reader must."""

    def __init__(self, day: LocalDay, reference: dict[str, bytes]) -> None:
        super().__init__(daemon=True)
        self.complete = 0
        self.mixed: list[str] = []
        self._day = day
        self._reference = {k: v for k, v in reference.items() if k.endswith(f"_{DATE}.csv")}
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.01):
            for name, wanted in self._reference.items():
                csv = self._day.day / name
                before = read(csv.parent / "_SUCCESS")
                found = read(csv)
                if before is not None and before == read(csv.parent / "_SUCCESS"):
                    self.complete += 1
                    if found != wanted:
                        self.mixed.append(name)

    def stop(self) -> None:
        self._ended.set()
        self.join()


def read(file: Path) -> bytes | None:
    try:
        return file.read_bytes()
    except FileNotFoundError:
        return None
