"""`./tributary demo`, as a newcomer runs it."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tributary_dags.local.airflow_settings import DAGS_FOLDER

pytestmark = pytest.mark.slow

HOME = DAGS_FOLDER.parent
# Finds what a demo started: all of it inherits this variable.
MARK = f"DEMO_TEST_{os.getpid()}"


@contextmanager
def demo(*arguments: str) -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [HOME / "tributary", "demo", *arguments],
        env={**os.environ, MARK: "1"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


def left_running() -> list[str]:
    found = []
    for environment in Path("/proc").glob("[0-9]*/environ"):
        try:
            ours = MARK.encode() in environment.read_bytes()
            command = (environment.parent / "cmdline").read_bytes().replace(b"\0", b" ").decode()
        except OSError:
            continue
        if ours and command:
            found.append(command)
    return found


def test_a_day_is_green_and_nothing_stays_behind() -> None:
    with demo("--exit") as process:
        output, _ = process.communicate(timeout=580)

    assert process.returncode == 0, output
    assert "the run is green" in output
    assert re.search(r"^Tributary · overseas-1 · 2025-03-17", output, re.MULTILINE)
    assert re.search(r"^room_rate +[\d,]+ ", output, re.MULTILINE)
    assert "admin / tributary" in output
    assert left_running() == []


@pytest.mark.parametrize(
    ("shown", "number"),
    [("starting an", signal.SIGINT)]
    + [("starting Airflow", n) for n in (signal.SIGINT, signal.SIGTERM)],
)
def test_ctrl_c_ends_it_at_any_moment(shown: str, number: signal.Signals) -> None:
    with demo() as process:
        for line in process.stdout or ():
            if shown in line:
                break
        time.sleep(1.5)

        process.send_signal(number)
        output, _ = process.communicate(timeout=60)

    assert process.returncode == 130, output
    assert "stopping the servers and Airflow" in output
    assert "Traceback" not in output
    assert left_running() == []
