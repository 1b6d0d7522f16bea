"""A daemon started by this process, that never outlives it."""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

_PR_SET_PDEATHSIG = 1
_ASK_AGAIN_SECONDS = 1.5


class ChildProcess:
    """A process in a session of its own, so that a terminal's Ctrl-C reaches only its owner.

    Its output goes to a file, or with `piped` to its owner. It is asked to stop when its owner
    dies, however that happens.
    """

    def __init__(
        self,
        name: str,
        command: Sequence[str],
        environment: Mapping[str, str],
        log: Path,
        *,
        piped: bool = False,
        folder: Path | None = None,
    ) -> None:
        self.name = name
        self.log = log
        log.parent.mkdir(parents=True, exist_ok=True)
        with log.open("ab") as file:
            self.process = subprocess.Popen(
                list(command),
                env=dict(environment),
                cwd=folder,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE if piped else file,
                stderr=file,
                start_new_session=True,
                preexec_fn=_end_with_parent if sys.platform == "linux" else None,
            )

    def is_running(self) -> bool:
        """Whether it has not ended."""
        return self.process.poll() is None

    def tail(self, lines: int = 15) -> str:
        """The end of its log, for the message that says that it failed."""
        text = self.log.read_text(encoding="utf-8", errors="replace")
        return "\n".join(text.splitlines()[-lines:])


def stop_all(children: Sequence[ChildProcess], grace_seconds: float = 10.0) -> None:
    """Stops all of them at once, with whatever they started; kills what is left after the grace."""
    end = time.monotonic() + grace_seconds
    asked_at = 0.0
    while running := [child for child in children if child.is_running()]:
        now = time.monotonic()
        if now > end:
            break
        # Again and again: Airflow's daemons lose a signal that arrives in a destructor.
        if now - asked_at > _ASK_AGAIN_SECONDS:
            asked_at = now
            for child in running:
                _signal(child.process.pid, signal.SIGTERM, group=False)
        time.sleep(0.05)
    for child in children:
        _signal(child.process.pid, signal.SIGKILL, group=True)
        child.process.wait()


def _signal(pid: int, number: signal.Signals, *, group: bool) -> None:
    try:
        if group:
            os.killpg(pid, number)
        else:
            os.kill(pid, number)
    except (ProcessLookupError, PermissionError):
        pass


def _end_with_parent() -> None:
    ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)
