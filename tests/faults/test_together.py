"""Several at once: the same task twice, a reader and a writer, a partner who replaces files."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from faults.faulty_day import DATE, PATIENCE_SECONDS, FaultyDay, differences
from fixtures.moody_s3 import Mood, MoodyS3, Request
from fixtures.openssh_server import OpenSshServer
from fixtures.versitygw import VersityGateway

pytestmark = pytest.mark.slow


@pytest.fixture
def day(
    reference: dict[str, str],
    openssh_server: OpenSshServer,
    versitygw: VersityGateway,
    tmp_path: Path,
) -> FaultyDay:
    assert reference
    return FaultyDay(
        openssh_server, versitygw, tmp_path, openssh_server.address, versitygw.endpoint
    )


def together(day: FaultyDay, *commands: str) -> list[int]:
    """The exit codes of commands that run at the same time."""
    workers = [day.start(command) for command in commands]
    errors = [worker.communicate(timeout=PATIENCE_SECONDS)[1] for worker in workers]
    codes = [worker.returncode for worker in workers]
    assert set(codes) <= {0, 75}, "\n\n".join(errors)
    return codes


def test_each_task_twice_at_once_leaves_one_result(
    day: FaultyDay, reference: dict[str, str]
) -> None:
    for command in ("wait", "extract", "merge"):
        codes = together(day, command, command)
        if codes != [0, 0]:  # the loser of a race finds the winner's result
            again = day.run(command)
            assert again.code == 0, again.errors
    assert differences(day.data(), reference) == []
    assert day.uploads() == []
    assert day.run("summarize").code == 0
    assert day.run("verify").code == 0


def test_a_backfill_beside_a_rerun_leaves_one_result(
    day: FaultyDay, reference: dict[str, str]
) -> None:
    """Two whole days of the same date, one begun while the other is at work."""
    first = day.start("run")
    eventually(lambda: any(name.startswith("manifests/") for name in day.names()))
    second = day.start("run")
    for worker in (first, second):
        _, errors = worker.communicate(timeout=PATIENCE_SECONDS)
        assert worker.returncode in (0, 75), errors
    again = day.run()
    assert again.code == 0, again.errors
    assert differences(day.data(), reference) == []
    assert day.uploads() == []


def test_a_reader_never_sees_a_mixture(
    day: FaultyDay, moody: MoodyS3, reference: dict[str, str]
) -> None:
    """Publication goes on slowly, again and again, and a reader does as the design says."""
    for command in ("wait", "extract", "merge"):
        assert day.run(command).code == 0
    reader = Reader(day, "room_rate")
    wanted = day.data()[f"merged/room_rate/room_rate_{DATE}.csv"]
    reader.start()
    slow = FaultyDay(day.server, day.gateway, day.folder, day.sftp, moody.endpoint)
    try:
        for round_ in range(3):
            moody.begin(lambda request: pausing(request))
            # Only the table's own marker says that it is published.
            forget(day, "merged/room_rate/_SUCCESS")
            ended = slow.run("merge")
            assert ended.code in (0, 75), f"round {round_}\n{ended.errors}"
    finally:
        reader.stop()
    assert reader.failures == []
    assert reader.seen == {wanted}
    assert reader.absent > 0, "no look fell into a publication"
    assert day.run("merge").code == 0
    assert differences(day.data(), reference) == []


def pausing(request: Request) -> Mood:
    if "/merged/room_rate/" in request.path and request.kind in ("PUT", "COMPLETE", "DELETE"):
        time.sleep(0.3)
    return Mood.GOOD


def forget(day: FaultyDay, name: str) -> None:
    key = f"{day.prefix}/faulty/{DATE}/{name}"
    day.gateway.client().delete_object(Bucket="faults", Key=key)


def test_a_file_replaced_while_it_is_read_is_refused_whole(
    day: FaultyDay, openssh_server: OpenSshServer, reference: dict[str, str]
) -> None:
    """The partner overwrites an archive with another one, between freezing and reading it."""
    folder = openssh_server.outbound / "faults" / DATE
    archives = sorted(folder.glob("*.tar.gz"))
    assert day.run("wait").code == 0
    kept = day.folder / archives[3].name
    shutil.copy2(archives[3], kept)
    try:
        shutil.copy(archives[4], archives[3])
        ended = day.run("extract")
        assert ended.code == 0, ended.errors
        manifests = [name for name in day.names() if archives[3].name in name]
        assert any(b"changed-since-frozen" in day.read(name) for name in manifests), manifests
        assert not any(name.startswith("extracted/") for name in manifests)
    finally:
        shutil.copy2(kept, archives[3])
    ended = day.run()
    assert ended.code == 0, ended.errors
    assert differences(day.data(), reference) == []


def eventually(look: Callable[[], bool]) -> None:
    end = time.monotonic() + PATIENCE_SECONDS
    while not look():
        assert time.monotonic() < end
        time.sleep(0.1)


class Reader(threading.Thread):
    """Reads a table all the time: the marker, the table, the marker again."""

    def __init__(self, day: FaultyDay, table: str) -> None:
        super().__init__(daemon=True)
        self.seen: set[str] = set()
        self.absent = 0
        self.failures: list[str] = []
        self._day = day
        self._table = f"merged/{table}/{table}_{DATE}.csv"
        self._marker = f"merged/{table}/_SUCCESS"
        self._ended = threading.Event()

    def run(self) -> None:
        while not self._ended.wait(0.01):
            before = self._find(self._marker)
            table = self._find(self._table)
            if before is None or before != self._find(self._marker):
                self.absent += 1
            elif table is None:
                self.failures.append("a marker without its table")
            else:
                self.seen.add(table)

    def stop(self) -> None:
        self._ended.set()
        self.join()

    def _find(self, name: str) -> str | None:
        return self._day.digest(name)
