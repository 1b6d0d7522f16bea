"""Local workers: real processes."""

from __future__ import annotations

import os
import sys
import textwrap
import threading
import time
from pathlib import Path

from tributary_dags.worker_outcome import WorkerOutcome
from tributary_dags.worker_process import WorkerProcess


def python(code: str) -> list[str]:
    return [sys.executable, "-c", textwrap.dedent(code)]


def test_output_and_result() -> None:
    lines: list[str] = []
    worker = WorkerProcess(
        python(
            """
            import os, sys
            print("to stdout", os.environ["GREETING"], flush=True)
            print("to stderr 한국어", file=sys.stderr, flush=True)
            open(os.environ["TRIBUTARY_TERMINATION_LOG"], "w").write('{"message": "bad key"}')
            sys.exit(77)
            """
        ),
        {**os.environ, "GREETING": "hello", "PYTHONIOENCODING": "utf-8"},
    )

    outcome = worker.run(lines.append)

    assert outcome == WorkerOutcome(77, "bad key")
    assert lines == ["to stdout hello", "to stderr 한국어"]


def test_a_command_that_does_not_exist() -> None:
    outcome = WorkerProcess(["/no/such/tributary"], {}).run(lambda _: None)

    assert outcome.exit_code == 127
    assert "set TRIBUTARY_COMMAND" in outcome.message


def test_killed() -> None:
    code = "import os, signal; os.kill(os.getpid(), signal.SIGKILL)"

    assert WorkerProcess(python(code), os.environ).run(lambda _: None) == WorkerOutcome(137)


def test_stop_ends_the_worker_and_what_it_started(tmp_path: Path) -> None:
    pids = tmp_path / "pids"
    worker = WorkerProcess(
        python(
            f"""
            import os, signal, subprocess, sys, time
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"])
            open({str(pids)!r}, "w").write(f"{{os.getpid()}} {{child.pid}} ")
            print("up", flush=True)
            time.sleep(60)
            """
        ),
        os.environ,
    )
    up = threading.Event()
    outcomes: list[WorkerOutcome] = []
    runner = threading.Thread(target=lambda: outcomes.append(worker.run(lambda _: up.set())))
    runner.start()
    assert up.wait(20)

    worker.stop(grace_seconds=0.3)
    runner.join(10)

    assert outcomes == [WorkerOutcome(137)]
    assert not [pid for pid in map(int, pids.read_text().split()) if is_alive(pid)]


def is_alive(pid: int) -> bool:
    end = time.monotonic() + 3
    while time.monotonic() < end:
        try:
            state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
        except OSError:
            return False
        if state == "Z":
            return False
        time.sleep(0.05)
    return True
